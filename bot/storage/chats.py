"""What is kept of a chat: what the bot remembers of it, and whether it is shut to the bot."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, delete, or_, select, text, update

from bot.core.model import Value
from bot.storage.schema import chats

# Both databases read these words alike.
_REMEMBER: Final = text(
    "INSERT INTO chats (chat_id, memory, seen) VALUES (:chat, :memory, :now)"
    " ON CONFLICT (chat_id) DO UPDATE SET memory = excluded.memory, seen = excluded.seen,"
    " closed_at = CASE WHEN chats.closed_at > :arrived THEN chats.closed_at END"
)
_CLOSE: Final = text(
    "INSERT INTO chats (chat_id, seen, closed_at) VALUES (:chat, :now, :now)"
    " ON CONFLICT (chat_id) DO UPDATE SET closed_at = excluded.closed_at"
)
_CHAT: Final = chats.c.chat_id == bindparam("chat")
_IS_OPEN: Final = or_(chats.c.closed_at.is_(None), chats.c.closed_at <= bindparam("arrived"))
_FORGET: Final = delete(chats).where(_CHAT, _IS_OPEN)
_FORGET_CLOSED: Final = update(chats).where(_CHAT).values(memory=None)
_SILENT: Final = chats.c.seen < bindparam("before")
_PURGE: Final = delete(chats).where(_SILENT, chats.c.closed_at.is_(None))
_PURGE_SHUT: Final = update(chats).where(_SILENT, chats.c.memory.is_not(None)).values(memory=None)
_KNOWN: Final = select(chats.c.chat_id).where(_CHAT)
_DELETE: Final = delete(chats).where(_CHAT)
_RENAME: Final = update(chats).where(_CHAT).values(chat_id=bindparam("renamed"))


class Heard(Value):
    """What an answered update leaves of its chat."""

    chat_id: int
    arrived: float
    """When the chat wrote; if it was shut before, it is open again."""
    memory: str | None


def remember(connection: Connection, heard: Sequence[Heard], now: float) -> None:
    """Keep what is to be remembered of chats, and forget the others but for being shut."""
    # One order for everybody: then two processes never wait for each other.
    ordered = sorted(heard, key=lambda chat: chat.chat_id)
    kept = [
        _parameters(chat) | {"memory": chat.memory, "now": now} for chat in ordered if chat.memory is not None
    ]
    forgotten = [_parameters(chat) for chat in ordered if chat.memory is None]
    if kept:
        connection.execute(_REMEMBER, kept)
    if forgotten:
        connection.execute(_FORGET, forgotten)
        connection.execute(_FORGET_CLOSED, [{"chat": chat["chat"]} for chat in forgotten])


def close(connection: Connection, chat_id: int, now: float) -> None:
    """Note that a chat is shut to the bot."""
    connection.execute(_CLOSE, {"chat": chat_id, "now": now})


def move(connection: Connection, old: int, chat_id: int) -> None:
    """Give a chat its new id; what is already known under that id holds."""
    if old == chat_id:
        return
    if connection.execute(_KNOWN, {"chat": chat_id}).first():
        connection.execute(_DELETE, {"chat": old})
    else:
        connection.execute(_RENAME, {"chat": old, "renamed": chat_id})


def purge(connection: Connection, before: float) -> None:
    """Forget chats that have been silent since; of one that is shut to the bot, only that is kept."""
    connection.execute(_PURGE, {"before": before})
    connection.execute(_PURGE_SHUT, {"before": before})


def _parameters(chat: Heard) -> dict[str, object]:
    return {"chat": chat.chat_id, "arrived": chat.arrived}
