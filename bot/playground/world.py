"""Everything that exists in this Telegram: people, chats, messages, taps and the bot's own profile.

Pure state, without HTTP. Messages are kept in the shape in which the Bot API shows them.
"""

import itertools
import re
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from bot.playground.audience import reaches_the_bot
from bot.playground.bell import Bell
from bot.playground.chats import Chat, Posted
from bot.playground.events import Event, Kind, Watcher
from bot.playground.files import File
from bot.playground.history import REMEMBERED, History, Step
from bot.playground.people import BOT, TELEGRAM
from bot.playground.queries import InlineQuery, Query
from bot.playground.refusals import Json, bad_request
from bot.playground.updates import Updates

FIRST_PERSON: Final = 5_000_000_001
FIRST_GROUP: Final = -1_002_000_000_001
TWO_DAYS: Final = 48 * 3600.0
"""Seconds after which a bot can delete no message of its own, and taps bring an inaccessible message."""

_NUMBER: Final = re.compile(r"-?\d+")


@dataclass
class Profile:
    """How the bot presents itself."""

    name: str
    username: str
    description: str = ""
    short_description: str = ""
    menus: dict[str, list[Json]] = field(default_factory=dict)
    """The commands, by the scope in which they are shown."""
    inline: bool = False
    """Whether people may ask the bot from within any chat."""


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
        self.people: dict[int, Json] = {BOT: self.bot}
        """Everyone, as messages name them, by id."""
        self.queries: dict[str, Query] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.sent_via_bot: dict[str, tuple[Chat, Posted]] = {}
        """Inline results that people sent, by the only name under which the bot knows them."""
        self.bell = Bell()
        """Rings when the bot answers an inline query."""
        self.files: dict[str, File] = {}
        """What people and the bot sent, by file id."""
        self.remembers_for = TWO_DAYS
        """Seconds after which a tap brings an inaccessible message."""
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
        person = {"id": number, "is_bot": is_bot, "first_name": name, "username": username}
        self.people[number] = person
        return person

    def private_chat(self, person: Json) -> Chat:
        """Create the chat of one person with the bot; the bot cannot find it before they write."""
        shape = {"type": "private"} | {key: person[key] for key in ("id", "first_name", "username")}
        return self._added(Chat(shape, shut=bad_request("chat not found")))

    def shared_chat(self, kind: str, title: str, username: str | None = None) -> Chat:
        """Create a group, a supergroup or a channel with the bot in it."""
        public = {} if username is None else {"username": username.removeprefix("@")}
        return self._added(Chat({"type": kind, "id": next(self._group_ids), "title": title} | public))

    def _added(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        return chat

    def chat(self, chat_id: int | str | None) -> Chat:
        """Return a chat in which the bot may write.

        Raises:
            Refusal: there is none, or the bot may not write to it.
        """
        chat = self._found(chat_id)
        if chat.shut is not None:
            raise chat.shut.with_traceback(None)
        return chat

    def readable_chat(self, chat_id: int | str | None) -> Chat:
        """Return a chat that the bot may look into, be it blocked there or the group upgraded.

        Raises:
            Refusal: there is none, or the bot is not in it.
        """
        chat = self._found(chat_id)
        shut = chat.shut
        is_blocked = chat.kind == "private" and shut is not None and shut.code == HTTPStatus.FORBIDDEN
        is_upgraded = shut is not None and "migrate_to_chat_id" in shut.parameters
        return chat if is_blocked or is_upgraded else self.chat(chat_id)

    def _found(self, chat_id: int | str | None) -> Chat:
        if chat_id is None or chat_id == "":
            raise bad_request("chat_id is empty")
        chat = self._named(chat_id) if isinstance(chat_id, str) else self.chats.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def _named(self, name: str) -> Chat | None:
        if _NUMBER.fullmatch(name):
            return self.chats.get(int(name))
        # People cannot be found by their names, only what is public.
        public = (chat for chat in self.chats.values() if chat.kind in {"supergroup", "channel"})
        wanted = name.lower()
        return next((chat for chat in public if f"@{chat.shape.get('username', '')}".lower() == wanted), None)

    def post(self, chat: Chat, author: Json | None, content: Json, source: str = "") -> Posted:
        """Put a message into a chat and return it; what stands in a channel is signed by the channel."""
        by_channel = author is None or chat.kind == "channel"
        signed = {"sender_chat": chat.shape} if by_channel else {"from": author}
        chat.last_id += 1
        head = {"message_id": chat.last_id, **signed, "chat": chat.shape, "date": int(time.time())}
        posted = Posted(head | content, source, by_bot=author is self.bot)
        chat.posted[chat.last_id] = posted
        self._remember(Step.SENT, chat, posted)
        self.tell(Event(Kind.POSTED, chat.id, posted))
        if chat.kind == "channel":
            self._publish(chat, posted)
        return posted

    def _publish(self, channel: Chat, post: Posted) -> None:
        if not post.by_bot:
            self.announce("channel_post", channel, post.shape)
        if channel.linked is not None and not post.is_service:
            self._forward(post, channel.linked)

    def _forward(self, post: Posted, group: Chat) -> None:
        """Put a channel's post into its discussion group, as Telegram does by itself."""
        shape = post.shape
        origin = {key: shape[key] for key in ("chat", "message_id", "date")} | {"type": "channel"}
        head = {"sender_chat": shape["chat"], "forward_origin": origin, "is_automatic_forward": True}
        said = {
            key: shape[key]
            for key in shape.keys() & {"text", "entities", "caption", "caption_entities", "photo"}
        }
        self.announce("message", group, self.post(group, TELEGRAM, head | said).shape)

    def announce(self, kind: str, chat: Chat, shape: Json) -> None:
        """Let the bot know of something in a chat, if it gets to hear of it."""
        if reaches_the_bot(chat, shape, self.profile.username, privacy=self.privacy):
            self.updates.push(kind, shape)

    def edit(self, chat: Chat, posted: Posted, content: Json, source: str = "") -> None:
        """Replace what a message says; a value of None takes a part away."""
        merged = posted.shape | content | {"edit_date": int(time.time())}
        posted.shape = {key: value for key, value in merged.items() if value is not None}
        posted.source = source
        self._remember(Step.EDITED, chat, posted)
        self.tell(Event(Kind.EDITED, chat.id, posted))

    def delete(self, chat: Chat, message_id: int) -> None:
        """Take a message away, for everybody; no bot is told."""
        posted = chat.posted.pop(message_id)
        chat.pinned = [pinned for pinned in chat.pinned if pinned != message_id]
        self._remember(Step.DELETED, chat, posted)
        self.tell(Event(Kind.DELETED, chat.id, posted))

    def _remember(self, step: Step, chat: Chat, posted: Posted) -> None:
        # What people write is remembered as an update.
        if posted.by_bot:
            self.history.add(step, chat.id, posted.shape["message_id"], posted.shape)

    def unique_id(self, prefix: str) -> str:
        """Return an identifier that nothing else has."""
        return f"{prefix}{next(self._numbers):012d}"
