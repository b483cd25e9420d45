"""Everything that exists in this Telegram: people, chats, messages, taps and the bot's own profile.

Pure state, without HTTP. Messages are kept in the shape in which the Bot API shows them.
"""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from bot.playground.history import REMEMBERED, History, Step
from bot.playground.refusals import Json, Refusal, bad_request
from bot.playground.updates import Updates

BOT: Final = 7_000_000_001
FIRST_PERSON: Final = 5_000_000_001
FIRST_GROUP: Final = -1_002_000_000_001


@dataclass
class Posted:
    """One message that stands in a chat."""

    shape: Json
    """The message as the Bot API shows it."""
    source: str
    """Its text as the bot sent it, markup included."""
    by_bot: bool
    time: float = field(default_factory=time.monotonic)
    """When it was posted, in seconds on the monotonic clock."""


@dataclass
class Chat:
    """A chat and what was said in it."""

    shape: Json
    """The chat as the Bot API shows it inside a message."""
    shut: Refusal | None = None
    """Why the bot may not write here: nobody has written to it yet, or it was blocked."""
    posted: dict[int, Posted] = field(default_factory=dict)
    watchers: "list[Watcher]" = field(default_factory=list)
    """Those who are told what happens here."""

    @property
    def id(self) -> int:
        """The number by which the bot names this chat."""
        return int(self.shape["id"])

    def quoted(self, message_id: int) -> Json:
        """Return what a message holds that replies to this one; what this one replies to is left out."""
        shape = self.posted[message_id].shape
        return {"reply_to_message": {key: shape[key] for key in shape.keys() - {"reply_to_message"}}}


@dataclass
class Query:
    """A tap on a button, until the bot acknowledges it."""

    chat_id: int
    answered: bool = False
    expired: bool = False


class Kind(StrEnum):
    """What can happen in a chat, for those who watch it."""

    POSTED = "posted"
    EDITED = "edited"
    ACTION = "action"
    POP_UP = "pop-up"
    PROFILE = "profile"


@dataclass(frozen=True)
class Event:
    """Something happened that a person would see."""

    kind: Kind
    chat_id: int = 0
    message: Posted | None = None
    text: str = ""
    alert: bool = False


Watcher = Callable[[Event], None]


@dataclass
class Profile:
    """How the bot presents itself."""

    name: str
    username: str
    description: str = ""
    short_description: str = ""
    menus: dict[str, list[Json]] = field(default_factory=dict)
    """The commands, by the scope in which they are shown."""


class World:
    """The whole of this Telegram, as far as one bot can notice it."""

    def __init__(self, profile: Profile, *, privacy: bool, remembered: int | None = REMEMBERED) -> None:
        self.profile = profile
        self.privacy = privacy
        """Whether the bot sees in groups only what is meant for it."""
        self.bot: Json = {
            "id": BOT, "is_bot": True, "first_name": profile.name, "username": profile.username,
        }  # fmt: skip
        """The bot as messages name their author."""
        self.history = History(remembered)
        self.updates = Updates(self.history)
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.pictures: dict[str, tuple[bytes, str]] = {}
        """Pictures that people sent: content and media type, by file id."""
        self.watchers: list[Watcher] = []
        """Those who are told of everything."""
        self._person_ids = itertools.count(FIRST_PERSON)
        self._group_ids = itertools.count(FIRST_GROUP, -1)
        self._numbers = itertools.count(1)

    def tell(self, event: Event) -> None:
        """Let everyone know who watches the chat, or everything."""
        here = self.chats[event.chat_id].watchers if event.chat_id in self.chats else ()
        for watcher in (*here, *self.watchers):
            watcher(event)

    def person(self, name: str, *, is_bot: bool) -> Json:
        """Create a person, or another bot, and return them as messages name their author."""
        number = next(self._person_ids)
        username = f"{''.join(filter(str.isalnum, name.lower())) or 'person'}{number % 1000}"
        # The word "bot" ends the name of every bot.
        username += "_bot" if is_bot else ""
        return {"id": number, "is_bot": is_bot, "first_name": name, "username": username}

    def private_chat(self, person: Json) -> Chat:
        """Create the chat of one person with the bot; the bot cannot find it before they write."""
        shape = {"type": "private"} | {key: person[key] for key in ("id", "first_name", "username")}
        return self._added(Chat(shape, shut=bad_request("chat not found")))

    def shared_chat(self, kind: str, title: str) -> Chat:
        """Create a group, a supergroup or a channel with the bot in it."""
        return self._added(Chat({"type": kind, "id": next(self._group_ids), "title": title}))

    def _added(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        return chat

    def chat(self, chat_id: int | str | None) -> Chat:
        """Return a chat in which the bot may write.

        Raises:
            Refusal: there is none, or the bot may not write to it.
        """
        if chat_id is None:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.shut is not None:
            raise chat.shut.with_traceback(None)
        return chat

    def post(self, chat: Chat, author: Json | None, content: Json, source: str = "") -> Posted:
        """Put a message into a chat and return it; a channel's posts have no author."""
        signed = {"from": author} if author else {"sender_chat": chat.shape}
        head = {"message_id": len(chat.posted) + 1, **signed, "chat": chat.shape, "date": int(time.time())}
        posted = Posted(head | content, source, by_bot=author is self.bot)
        chat.posted[posted.shape["message_id"]] = posted
        self._remember(Step.SENT, chat, posted)
        self.tell(Event(Kind.POSTED, chat.id, posted))
        return posted

    def edit(self, chat: Chat, posted: Posted, content: Json, source: str = "") -> None:
        """Replace what a message says; a value of None takes a part away."""
        merged = posted.shape | content | {"edit_date": int(time.time())}
        posted.shape = {key: value for key, value in merged.items() if value is not None}
        posted.source = source
        self._remember(Step.EDITED, chat, posted)
        self.tell(Event(Kind.EDITED, chat.id, posted))

    def _remember(self, step: Step, chat: Chat, posted: Posted) -> None:
        # What people write is remembered as an update.
        if posted.by_bot:
            self.history.add(step, chat.id, posted.shape["message_id"], posted.shape)

    def unique_id(self, prefix: str) -> str:
        """Return an identifier that nothing else has."""
        return f"{prefix}{next(self._numbers):012d}"
