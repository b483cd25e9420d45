"""Which chats have a new id."""

from typing import Final

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from bot.storage.schema import moves

# No chat to which one has moved has moved on: that is kept up whenever a move is noted.
_FORGET: Final = delete(moves).where(moves.c.old == bindparam("from_id"))
_MOVED_ON: Final = update(moves).where(moves.c.new == bindparam("from_id")).values(new=bindparam("goes_to"))
_NOTE: Final = insert(moves).values(old=bindparam("from_id"), new=bindparam("goes_to"))
_NEW: Final = select(moves.c.new).where(moves.c.old == bindparam("chat"))


def resolved(chat: ColumnElement[int]) -> ColumnElement[int]:
    """Return a chat's id of today, in SQL."""
    new = select(moves.c.new).where(moves.c.old == chat)
    return func.coalesce(new.correlate_except(moves).scalar_subquery(), chat)


def former_id(chat: ColumnElement[int]) -> ColumnElement[int]:
    """Return the first id of a chat that has moved, in SQL; NULL of another one.

    A group begins small: the ids of small groups are the largest.
    """
    first = select(func.max(moves.c.old)).where(moves.c.new == chat)
    return first.correlate_except(moves).scalar_subquery()


def current_id(connection: Connection, chat_id: int) -> int:
    """Return a chat's id of today."""
    found: int | None = connection.execute(_NEW, {"chat": chat_id}).scalar()
    return chat_id if found is None else found


def note(connection: Connection, old: int, chat_id: int) -> None:
    """Note that a chat has a new id, which is its id of today."""
    ids = {"from_id": old, "goes_to": chat_id}
    connection.execute(_FORGET, {"from_id": old})
    connection.execute(_MOVED_ON, ids)
    connection.execute(_NOTE, ids)
