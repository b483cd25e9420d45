"""Moving a chat to its new id: whatever is kept or waits for it goes there."""

from typing import Final

from sqlalchemy import Connection, bindparam, update

from bot.storage import chats, moves, reminders
from bot.storage.schema import outbox, tickets

# A letter that is under way is left alone: if it arrives, it does so under the old id.
_WAITING: Final = (
    update(outbox)
    .where(outbox.c.chat_id == bindparam("from_id"), outbox.c.leased_until <= bindparam("now"))
    .values(chat_id=bindparam("goes_to"), due=bindparam("now"), target=None, thread=None)
)
_CONVERSATIONS: Final = (
    update(tickets)
    .where(tickets.c.staff == bindparam("from_id"))
    .values(staff=bindparam("goes_to"), thread=None)
)


def move(connection: Connection, old: int, chat_id: int, now: float) -> None:
    """Give a chat its new id.

    Messages and threads are numbered afresh there. So what was copied to the old chat stays noted under its
    old id, where a reply that was written before the move finds it, and nothing else is taken for it.
    """
    goes_to = moves.current_id(connection, chat_id)
    if old == goes_to:
        return
    moves.note(connection, old, goes_to)
    chats.move(connection, old, goes_to)
    ids = {"from_id": old, "goes_to": goes_to}
    connection.execute(_WAITING, {**ids, "now": now})
    connection.execute(_CONVERSATIONS, ids)
    reminders.move(connection, old, goes_to)
