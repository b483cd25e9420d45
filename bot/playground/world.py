"""Everything that exists in this Telegram: people, chats, messages, files and the bot's own profile.

Pure state, without HTTP. Messages are kept in the shape in which the Bot API shows them.
"""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Final

from bot.playground.refusals import Json, Refusal, bad_request, forbidden
from bot.playground.updates import Updates

FIRST_UPDATE: Final = 730_000_001
FIRST_PERSON: Final = 5_000_000_001
FIRST_GROUP: Final = -4_000_001
FIRST_SUPERGROUP: Final = -1_002_000_000_001


class ChatType(StrEnum):
    """What kind of chat it is."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass
class Posted:
    """One message that stands in a chat."""

    shape: Json
    """The message as the Bot API shows it."""
    source: str
    """Its text as the bot sent it, markup included."""
    by_bot: bool


@dataclass
class Chat:
    """A chat and what was said in it."""

    id: int
    type: ChatType
    shape: Json
    """The chat as the Bot API shows it inside a message."""
    shut: Refusal | None = None
    """Why the bot may not write here: it was blocked or removed, or the group has moved."""
    ids: Iterator[int] = field(default_factory=partial(itertools.count, 1))
    """The numbers of its messages; private chats and small groups share theirs."""
    posted: dict[int, Posted] = field(default_factory=dict)
    members: dict[int, Json] = field(default_factory=dict)


@dataclass
class Query:
    """A tap on a button, until the bot acknowledges it."""

    chat_id: int
    person_id: int
    answered: bool = False
    expired: bool = False


class Kind(StrEnum):
    """What can happen in a chat, for those who watch it."""

    POSTED = "posted"
    EDITED = "edited"
    DELETED = "deleted"
    ACTION = "action"
    POP_UP = "pop-up"
    PROFILE = "profile"


@dataclass(frozen=True)
class Event:
    """Something happened that a person would see."""

    kind: Kind
    chat_id: int = 0
    person_id: int = 0
    message: Posted | None = None
    text: str = ""
    alert: bool = False


@dataclass
class Profile:
    """How the bot presents itself."""

    name: str
    description: str = ""
    short_description: str = ""
    menu_button: str = "default"
    commands: dict[tuple[str, ...], list[Json]] = field(default_factory=dict)
    """The menus, by scope and language."""


class World:
    """The whole of this Telegram, as far as one bot can notice it."""

    def __init__(self, *, username: str, name: str, privacy: bool) -> None:
        self.profile = Profile(name)
        self.username = username
        self.privacy = privacy
        """Whether the bot sees in groups only what is meant for it."""
        self.bot_id = 7_000_000_001
        self.updates = Updates(FIRST_UPDATE)
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, tuple[bytes, str]] = {}
        """Uploaded files: content and media type, by file id."""
        self.watchers: list[Callable[[Event], None]] = []
        self._ids = itertools.count(FIRST_PERSON)
        self._group_ids = itertools.count(FIRST_GROUP, -1)
        self._supergroup_ids = itertools.count(FIRST_SUPERGROUP, -1)
        self._message_ids = itertools.count(1)
        self._numbers = itertools.count(1)

    def bot(self) -> Json:
        """Return the bot as messages name their author."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.profile.name,
            "username": self.username,
        }

    def tell(self, event: Event) -> None:
        """Let everyone who watches know."""
        for watcher in tuple(self.watchers):
            watcher(event)

    def person(self, name: str, *, is_bot: bool) -> Json:
        """Create a person, or another bot, and return them as messages name their author."""
        number = next(self._ids)
        username = f"{''.join(filter(str.isalnum, name.lower())) or 'person'}{number % 1000}"
        # The word "bot" ends the name of every bot.
        return {
            "id": number,
            "is_bot": is_bot,
            "first_name": name,
            "username": f"{username}_bot" if is_bot else username,
        } | ({} if is_bot else {"language_code": "en"})

    def private_chat(self, person: Json) -> Chat:
        """Create the chat of one person with the bot; the bot cannot find it before they write."""
        shape = {key: person[key] for key in ("id", "first_name", "username")} | {
            "type": ChatType.PRIVATE.value
        }
        unseen = bad_request("chat not found")
        chat = Chat(person["id"], ChatType.PRIVATE, shape, unseen, self._message_ids)
        return self._added(chat)

    def shared_chat(self, kind: ChatType, title: str) -> Chat:
        """Create a group, a supergroup or a channel with the bot in it."""
        small = kind is ChatType.GROUP
        number = next(self._group_ids if small else self._supergroup_ids)
        chat = Chat(number, kind, {"id": number, "type": kind.value, "title": title})
        chat.ids = self._message_ids if small else chat.ids
        return self._added(chat)

    def _added(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        return chat

    def chat(self, chat_id: int | str) -> Chat:
        """Return a chat in which the bot may write.

        Raises:
            Refusal: there is none, or the bot was blocked or removed, or the group has moved.
        """
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.shut is not None:
            raise chat.shut.with_traceback(None)
        return chat

    def editable(self, chat: Chat, message_id: int) -> Posted:
        """Return a message of the bot's own, or refuse: nobody edits what somebody else said."""
        posted = chat.posted.get(message_id)
        if posted is None:
            raise bad_request("message to edit not found")
        if not posted.by_bot:
            raise bad_request("message can't be edited")
        return posted

    def post(self, chat: Chat, author: Json | None, content: Json, source: str = "") -> Posted:
        """Put a message into a chat and return it; a channel's posts have no author."""
        signed = {"from": author} if author else {"sender_chat": chat.shape}
        by_bot = author is not None and author["id"] == self.bot_id
        head = {"message_id": next(chat.ids), **signed, "chat": chat.shape, "date": int(time.time())}
        posted = Posted(head | content, source, by_bot)
        chat.posted[posted.shape["message_id"]] = posted
        self.tell(Event(Kind.POSTED, chat.id, message=posted))
        return posted

    def edit(self, chat: Chat, posted: Posted, content: Json, source: str = "") -> None:
        """Replace what a message says; a value of None takes a part away."""
        merged = posted.shape | content | {"edit_date": int(time.time())}
        posted.shape = {key: value for key, value in merged.items() if value is not None}
        posted.source = source
        self.tell(Event(Kind.EDITED, chat.id, message=posted))

    def delete(self, chat: Chat, message_id: int) -> None:
        """Take a message out of a chat."""
        posted = chat.posted.pop(message_id, None)
        if posted is None:
            raise bad_request("message to delete not found")
        self.tell(Event(Kind.DELETED, chat.id, message=posted))

    def leave(self, chat: Chat) -> None:
        """Take the bot out of a group."""
        chat.shut = forbidden(f"bot is not a member of the {chat.type} chat")

    def unique_id(self, prefix: str) -> str:
        """Return an identifier that nothing else has."""
        return f"{prefix}{next(self._numbers):012d}"

    def keep_file(self, content: bytes, media_type: str) -> str:
        """Keep a file in memory and return its id."""
        file_id = self.unique_id("file")
        self.files[file_id] = (content, media_type)
        return file_id
