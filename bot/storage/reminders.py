"""Reminders: updates of the bot's own that arrive in a chat when their time has come."""

import json
from typing import Final

from sqlalchemy import (
    Connection,
    RowMapping,
    and_,
    bindparam,
    delete,
    exists,
    func,
    not_,
    select,
    text,
    update,
)

from bot.storage import inbox
from bot.storage.changes import DropReminders, SetReminder
from bot.storage.lanes import claimed
from bot.storage.records import Arrival
from bot.storage.schema import chats, reminders, tickets

MOST: Final = 500
"""How many come in one turn; the others come in the next ones."""

_SET: Final = text(
    "INSERT INTO reminders (chat_id, name, due, content) VALUES (:chat_id, :name, :due, :content)"
    " ON CONFLICT (chat_id, name) DO UPDATE SET due = excluded.due, content = excluded.content"
)
_OF_CHAT: Final = reminders.c.chat_id == bindparam("chat")
_DROP: Final = delete(reminders).where(_OF_CHAT)
_DROP_NAMED: Final = _DROP.where(reminders.c.name.in_(bindparam("names", expanding=True)))
_DUE: Final = (
    select(reminders.c.id)
    .where(reminders.c.due <= bindparam("now"))
    .order_by(reminders.c.due)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_IS_SHUT: Final = exists().where(
    chats.c.chat_id == claimed(reminders.c.chat_id), chats.c.closed_at.is_not(None)
)
# Who has shut the bot out may have left a conversation open, and what ends that is a reminder.
_CONVERSES: Final = exists().where(
    tickets.c.patient == claimed(reminders.c.chat_id), tickets.c.closed_at.is_(None)
)
_TAKE: Final = (
    delete(reminders)
    .where(reminders.c.id.in_(bindparam("rows", expanding=True)))
    .returning(reminders, and_(_IS_SHUT, not_(_CONVERSES)).label("is_shut"))
)
_NEXT: Final = select(func.min(reminders.c.due))
_NAMES: Final = select(reminders.c.name).where(_OF_CHAT)
_MOVE: Final = update(reminders).where(_OF_CHAT).values(chat_id=bindparam("renamed"))


def put(connection: Connection, reminder: SetReminder) -> None:
    """Set a reminder in place of the one of that name."""
    connection.execute(_SET, dict(reminder))


def drop(connection: Connection, dropped: DropReminders) -> None:
    """Drop the reminders of a chat that have one of these names, or all."""
    if dropped.names:
        connection.execute(_DROP_NAMED, {"chat": dropped.chat_id, "names": dropped.names})
    else:
        connection.execute(_DROP, {"chat": dropped.chat_id})


def arrive(connection: Connection, now: float) -> frozenset[int]:
    """Turn what is due into updates, in the order of the times; return their ids.

    A reminder's own number, made negative, is the id: Telegram's are positive, and none is given twice. For a
    chat that is shut to the bot there is no update, unless a conversation is open there.
    """
    rows = connection.execute(_DUE, {"now": now, "most": MOST}).scalars().all()
    if not rows:
        return frozenset()
    taken = sorted(
        connection.execute(_TAKE, {"rows": rows}).mappings(), key=lambda row: (row["due"], row["id"])
    )
    return inbox.store(connection, [_arrival(row) for row in taken if not row["is_shut"]], now)


def next_due(connection: Connection) -> float | None:
    """Tell when the next reminder is due, or None while there is none."""
    due: float | None = connection.execute(_NEXT).scalar_one()
    return due


def move(connection: Connection, old: int, chat_id: int) -> None:
    """Give a chat's reminders its new id; one that is set under that id holds."""
    names = connection.execute(_NAMES, {"chat": chat_id}).scalars().all()
    if names:
        connection.execute(_DROP_NAMED, {"chat": old, "names": names})
    connection.execute(_MOVE, {"chat": old, "renamed": chat_id})


def _arrival(row: RowMapping) -> Arrival:
    told = {"name": row["name"], "content": row["content"], "due": row["due"], "chat": {"id": row["chat_id"]}}
    return Arrival(update_id=-row["id"], lane=row["chat_id"], body=json.dumps({"reminder": told}))
