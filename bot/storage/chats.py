"""What is kept of a chat: what the bot remembers, what it was asked to keep, and whether it is shut."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, and_, bindparam, delete, exists, or_, select, text, update

from bot.core.model import Value
from bot.storage.schema import chats, inbox, reminders

# Both databases read these words alike.
_REMEMBER: Final = text(
    "INSERT INTO chats (chat_id, memory, kept, seen) VALUES (:chat, :memory, :kept, :now)"
    " ON CONFLICT (chat_id) DO UPDATE SET"
    " memory = excluded.memory, kept = excluded.kept, seen = excluded.seen,"
    " closed_at = CASE WHEN chats.closed_at > :arrived THEN chats.closed_at END"
)
# A reminder is no sign of life: it opens no chat that is shut, and lengthens nothing that ends by silence.
_REMEMBER_UNSEEN: Final = text(
    "INSERT INTO chats (chat_id, memory, kept, seen) VALUES (:chat, :memory, :kept, :now)"
    " ON CONFLICT (chat_id) DO UPDATE SET memory = excluded.memory, kept = excluded.kept"
)
_CLOSE_UNKNOWN: Final = text(
    "INSERT INTO chats (chat_id, seen, closed_at) VALUES (:chat, :now, :now)"
    " ON CONFLICT (chat_id) DO UPDATE SET closed_at = excluded.closed_at"
)
_CHAT: Final = chats.c.chat_id == bindparam("chat")
_CLOSE: Final = update(chats).where(_CHAT).values(closed_at=bindparam("now"))
_AWAITS: Final = select(reminders.c.id).where(reminders.c.chat_id == bindparam("chat")).limit(1)
_IS_OPEN: Final = or_(chats.c.closed_at.is_(None), chats.c.closed_at <= bindparam("arrived"))
_FORGET: Final = delete(chats).where(_CHAT, _IS_OPEN)
_FORGET_UNSEEN: Final = delete(chats).where(_CHAT, chats.c.closed_at.is_(None))
_FORGET_CLOSED: Final = update(chats).where(_CHAT).values(memory=None, kept=None)
# What is worked on now will write down what it was given: a chat that came back so would begin a new silence.
_WORKED_ON: Final = exists().where(inbox.c.lane == chats.c.chat_id, inbox.c.done_at.is_(None))
_SILENT: Final = and_(chats.c.seen < bindparam("before"), ~_WORKED_ON)
_PURGE_KEPT: Final = update(chats).where(_SILENT, chats.c.kept.is_not(None)).values(kept=None)
_AWAITED: Final = exists().where(reminders.c.chat_id == chats.c.chat_id)
# That a chat is shut matters to a reminder only; without one it is forgotten like everything else.
_PURGE: Final = delete(chats).where(
    _SILENT, chats.c.kept.is_(None), or_(chats.c.closed_at.is_(None), ~_AWAITED)
)
_PURGE_MEMORY: Final = update(chats).where(_SILENT, chats.c.memory.is_not(None)).values(memory=None)
_KNOWN: Final = select(chats.c.chat_id).where(_CHAT)
_DELETE: Final = delete(chats).where(_CHAT)
_RENAME: Final = update(chats).where(_CHAT).values(chat_id=bindparam("renamed"))


class Heard(Value):
    """What an answered update leaves of its chat."""

    chat_id: int
    arrived: float
    """When the chat wrote; if it was shut before, it is open again."""
    memory: str | None
    kept: str | None = None
    is_own: bool = False
    """Whether the update is the bot's own, and the chat wrote nothing."""


def remember(connection: Connection, heard: Sequence[Heard], now: float) -> None:
    """Keep what is to be remembered of chats, and forget the others but for being shut."""
    # One order for everybody: then two processes never wait for each other.
    ordered = sorted(heard, key=lambda chat: chat.chat_id)
    for is_own, remember_it, forget_it in (
        (False, _REMEMBER, _FORGET),
        (True, _REMEMBER_UNSEEN, _FORGET_UNSEEN),
    ):
        mine = [chat for chat in ordered if chat.is_own == is_own]
        remembered = [_parameters(chat, now) for chat in mine if _leaves_something(chat)]
        forgotten = [chat for chat in mine if not _leaves_something(chat)]
        if remembered:
            connection.execute(remember_it, remembered)
        if forgotten:
            connection.execute(
                forget_it, [{"chat": chat.chat_id, "arrived": chat.arrived} for chat in forgotten]
            )
            connection.execute(_FORGET_CLOSED, [{"chat": chat.chat_id} for chat in forgotten])


def close(connection: Connection, chat_id: int, now: float) -> None:
    """Note that a chat is shut to the bot, unless nothing is kept of it and no reminder awaits it."""
    shut = {"chat": chat_id, "now": now}
    is_known = connection.execute(_CLOSE, shut).rowcount
    if not is_known and connection.execute(_AWAITS, {"chat": chat_id}).first():
        connection.execute(_CLOSE_UNKNOWN, shut)


def move(connection: Connection, old: int, chat_id: int) -> None:
    """Give a chat its new id; what is already known under that id holds."""
    if connection.execute(_KNOWN, {"chat": chat_id}).first():
        connection.execute(_DELETE, {"chat": old})
    else:
        connection.execute(_RENAME, {"chat": old, "renamed": chat_id})


def erase(connection: Connection, chat_id: int) -> None:
    """Delete everything about a chat, also that it is shut."""
    connection.execute(_DELETE, {"chat": chat_id})


def purge(connection: Connection, *, remembered_before: float, kept_before: float) -> None:
    """Forget chats that have been silent since; of one that a reminder awaits, it is kept that it is shut."""
    connection.execute(_PURGE_KEPT, {"before": kept_before})
    connection.execute(_PURGE, {"before": remembered_before})
    connection.execute(_PURGE_MEMORY, {"before": remembered_before})


def _leaves_something(chat: Heard) -> bool:
    return chat.memory is not None or chat.kept is not None


def _parameters(chat: Heard, now: float) -> dict[str, object]:
    return {
        "chat": chat.chat_id,
        "arrived": chat.arrived,
        "memory": chat.memory,
        "kept": chat.kept,
        "now": now,
    }
