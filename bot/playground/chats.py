"""Chats and what stands in them: messages, the topics of a forum, and who is what in a group."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from bot.playground.refusals import Json, Refusal

if TYPE_CHECKING:
    from bot.playground.events import Watcher

ADMINISTRATORS: Final = frozenset({"creator", "administrator"})
GONE: Final = frozenset({"left", "kicked"})
RIGHTS: Final = frozenset({"can_delete_messages", "can_manage_topics", "can_pin_messages"})
"""What an administrator of a group may do, as far as a bot needs it."""
CHANNEL_RIGHTS: Final = frozenset({"can_delete_messages", "can_edit_messages", "can_post_messages"})

# What a message holds that tells of the chat and that nobody said.
_SERVICE: Final = frozenset({
    "forum_topic_closed", "forum_topic_created", "forum_topic_edited", "forum_topic_reopened",
    "left_chat_member", "migrate_from_chat_id", "migrate_to_chat_id", "new_chat_members", "pinned_message",
})  # fmt: skip


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
    reaction: str = ""
    """The emoji with which the bot reacted."""

    @property
    def is_service(self) -> bool:
        """Whether it tells of the chat, and nobody said it."""
        return is_service(self.shape)


@dataclass
class Topic:
    """A topic of a forum."""

    id: int
    """The id of the message that opened it."""
    name: str
    by_bot: bool
    is_open: bool = True


@dataclass
class Standing:
    """What somebody is in a group."""

    person: Json
    status: str
    """`creator`, `administrator`, `member`, `left` or `kicked`."""
    is_anonymous: bool = False


@dataclass
class Chat:
    """A chat and what was said in it."""

    shape: Json
    """The chat as the Bot API shows it inside a message."""
    shut: Refusal | None = None
    """Why the bot may not write here: nobody has written to it yet, or it was blocked."""
    rights: frozenset[str] | None = None
    """What the bot may do here as an administrator; None where it is none."""
    posted: dict[int, Posted] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    """The topics of a forum, by id; "General" is none of them."""
    standings: dict[int, Standing] = field(default_factory=dict)
    """What people are here, by their id."""
    pinned: list[int] = field(default_factory=list)
    """The ids of the pinned messages, the newest last."""
    linked: "Chat | None" = None
    """The discussion group of a channel, or the channel of a discussion group."""
    last_id: int = 0
    watchers: "list[Watcher]" = field(default_factory=list)
    """Those who are told what happens here."""

    @property
    def id(self) -> int:
        """The number by which the bot names this chat."""
        return int(self.shape["id"])

    @property
    def kind(self) -> str:
        """`private`, `group`, `supergroup` or `channel`."""
        return str(self.shape["type"])

    @property
    def is_forum(self) -> bool:
        """Whether what is said here is sorted by topics."""
        return bool(self.shape.get("is_forum"))

    def may(self, right: str) -> bool:
        """Return whether the bot has a right here; in a private chat it needs none."""
        return self.kind == "private" or right in (self.rights or ())

    def status_of(self, person_id: int) -> str:
        """Return what somebody is here."""
        standing = self.standings.get(person_id)
        return standing.status if standing else "left"

    def quoted(self, message_id: int) -> Json:
        """Return what a message holds that replies to this one; what this one replies to is left out."""
        shape = self.posted[message_id].shape
        return {"reply_to_message": {key: shape[key] for key in shape.keys() - {"reply_to_message"}}}

    def placed(self, thread: int | None, reply_to: int | None) -> Json:
        """Return what a message holds by its place: its thread, and what it replies to.

        As at Telegram, what is said in a topic replies to the message that opened the topic, unless it
        replies to another one; and a reply outside of topics names the thread of replies that it is part of.
        """
        if reply_to is not None:
            thread = thread or self._thread_of(reply_to)
        quoted = next((self.quoted(one) for one in (reply_to, thread) if one in self.posted), {})
        if thread is None:
            return quoted
        return quoted | {"message_thread_id": thread} | self._marked(thread)

    def _thread_of(self, message_id: int) -> int | None:
        thread: int | None = self.posted[message_id].shape.get("message_thread_id")
        return thread or (message_id if self.kind == "supergroup" else None)

    def _marked(self, thread: int) -> Json:
        return {"is_topic_message": True} if thread in self.topics else {}


def is_service(shape: Json) -> bool:
    """Return whether a message tells of the chat, and nobody said it."""
    return not _SERVICE.isdisjoint(shape)
