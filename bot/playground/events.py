"""What happens in this Telegram that a person would see, and how those who watch are told."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.playground.chats import Posted


class Kind(StrEnum):
    """What can happen in a chat, for those who watch it."""

    POSTED = "posted"
    EDITED = "edited"
    DELETED = "deleted"
    REACTED = "reacted"
    ACTION = "action"
    POP_UP = "pop-up"
    TOPIC = "topic"
    """A topic of a forum was opened, renamed, closed or deleted."""
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
