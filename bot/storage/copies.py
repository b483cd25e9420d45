"""Copies: which messages of a chat carry a conversation with the clinic."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, bindparam, delete, exists, select, text

from bot.core.model import Value
from bot.storage.schema import copies, moves

REMOVABLE: Final = 48 * 3600.0
"""Seconds for which Telegram lets a bot remove a message for everybody."""

# A letter that corrects a message ends as that message, which is known already.
_NOTE: Final = text(
    "INSERT INTO copies (chat_id, message_id, ticket, origin, sent)"
    " VALUES (:chat_id, :message_id, :ticket, :origin, :sent) ON CONFLICT DO NOTHING"
)
_OF_TICKETS: Final = copies.c.ticket.in_(bindparam("tickets", expanding=True))
_REMOVABLE: Final = (
    select(copies)
    .where(
        _OF_TICKETS,
        copies.c.chat_id != bindparam("patient"),
        copies.c.sent > bindparam("after"),
        # Behind a move no message can be removed, and its number is another message's.
        ~exists().where(moves.c.old == copies.c.chat_id),
    )
    .order_by(copies.c.chat_id, copies.c.message_id)
)
_ERASE: Final = delete(copies).where(_OF_TICKETS)


class Copy(Value):
    """A message that carries what the other side of a conversation wrote."""

    chat_id: int
    message_id: int
    ticket: int
    origin: int | None
    """The message of the other side; None where the bot spoke for itself."""
    sent: float


def note(connection: Connection, noted: Collection[Copy]) -> None:
    """Note messages that were sent."""
    if noted:
        connection.execute(_NOTE, [dict(copy) for copy in noted])


def erase(connection: Connection, patient: int, tickets: Collection[int], now: float) -> list[Copy]:
    """Forget the copies of a patient's conversations; return those that can be removed from other chats."""
    if not tickets:
        return []
    asked = {"tickets": sorted(tickets)}
    after = now - REMOVABLE
    found = connection.execute(_REMOVABLE, {**asked, "patient": patient, "after": after}).mappings()
    removable = [Copy(**row) for row in found]
    connection.execute(_ERASE, asked)
    return removable
