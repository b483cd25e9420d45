"""Tickets: which conversations with the clinic there are, and which one an update belongs to."""

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.storage import moves
from bot.storage.changes import OpenTicket, Ticket
from bot.storage.lanes import claimed
from bot.storage.schema import copies, inbox, outbox, tickets

KEPT: Final = 90 * 86_400.0
"""Seconds for which a closed conversation is kept, and what is known of a message that was copied."""

_NUMBER: Final = tickets.c.number == bindparam("of")
_LATEST: Final = (
    select(tickets)
    .where(tickets.c.patient == bindparam("of_patient"), tickets.c.staff == bindparam("with_staff"))
    .order_by(tickets.c.number.desc())
)
_INSERT: Final = insert(tickets)
_TOUCH: Final = update(tickets).where(_NUMBER).values(touched=bindparam("now"), closed_at=None)
_CLOSE: Final = (
    update(tickets).where(_NUMBER, tickets.c.closed_at.is_(None)).values(closed_at=bindparam("now"))
)
_BEGIN: Final = update(tickets).where(_NUMBER).values(thread=bindparam("begun"))
_NUMBERED: Final = select(tickets).where(tickets.c.number.in_(bindparam("numbers", expanding=True)))
_OPEN_IN: Final = (
    select(tickets)
    .where(tickets.c.staff.in_(bindparam("chats", expanding=True)), tickets.c.closed_at.is_(None))
    .order_by(tickets.c.number)
)
_STANDING: Final = _NUMBERED.with_only_columns(tickets.c.number).with_for_update(read=True, key_share=True)
_DELETE: Final = (
    delete(tickets).where(tickets.c.patient == bindparam("of_patient")).returning(*tickets.columns)
)
_OLD: Final = tickets.c.closed_at < bindparam("before")
_PURGE_COPIES: Final = delete(copies).where(copies.c.ticket.in_(select(tickets.c.number).where(_OLD)))
_PURGE: Final = delete(tickets).where(_OLD)
_PURGE_OLD_COPIES: Final = delete(copies).where(copies.c.sent < bindparam("before"))


def number_of_update() -> ColumnElement[int]:
    """Return the number of the conversation that a claimed row of the inbox belongs to, in SQL; or NULL."""
    lane, thread, hangs_on = (claimed(column) for column in (inbox.c.lane, inbox.c.thread, inbox.c.hangs_on))
    here = tickets.c.staff == moves.resolved(lane)
    of_thread = select(func.max(tickets.c.number)).where(
        here, tickets.c.thread == thread, tickets.c.thread.is_not(None)
    )
    of_message = (
        select(copies.c.ticket)
        .join(tickets, tickets.c.number == copies.c.ticket)
        .where(copies.c.chat_id == lane, copies.c.message_id == hangs_on, here)
    )
    of_patient = select(func.max(tickets.c.number)).where(
        tickets.c.patient == lane, tickets.c.closed_at.is_(None)
    )
    return func.coalesce(*(one.scalar_subquery() for one in (of_thread, of_message, of_patient)))


def thread_of_letter() -> ColumnElement[int]:
    """Return the thread that a claimed row of the outbox goes to, in SQL; or NULL."""
    of_ticket = select(tickets.c.thread).where(
        tickets.c.number == claimed(outbox.c.ticket), tickets.c.staff == claimed(outbox.c.chat_id)
    )
    return func.coalesce(outbox.c.thread, of_ticket.scalar_subquery())


def target_of_letter() -> ColumnElement[int]:
    """Return the message of its chat that has what a claimed row of the outbox passes on, in SQL, or NULL."""
    copied = select(func.min(copies.c.message_id)).where(
        copies.c.ticket == claimed(outbox.c.ticket),
        copies.c.origin == claimed(outbox.c.passes_on),
        copies.c.origin.is_not(None),
        copies.c.chat_id == claimed(outbox.c.chat_id),
    )
    return func.coalesce(outbox.c.target, copied.scalar_subquery())


def numbered(connection: Connection, numbers: Collection[int]) -> dict[int, Ticket]:
    """Return the conversations with these numbers."""
    if not numbers:
        return {}
    rows = connection.execute(_NUMBERED, {"numbers": sorted(numbers)}).mappings()
    return {row["number"]: _ticket(row) for row in rows}


def open_in(connection: Connection, chats: Collection[int]) -> dict[int, tuple[Ticket, ...]]:
    """Return the open conversations of each of these chats, if it is the staff's, the oldest first."""
    if not chats:
        return {}
    moved = {chat: moves.current_id(connection, chat) for chat in sorted(chats)}
    rows = connection.execute(_OPEN_IN, {"chats": sorted(set(moved.values()))}).mappings().all()
    found = [_ticket(row) for row in rows]
    return {chat: tuple(it for it in found if it.staff == staff) for chat, staff in moved.items()}


def standing(connection: Connection, numbers: Iterable[int | None]) -> frozenset[int]:
    """Return which of these numbers are still those of a conversation, and let nobody erase it meanwhile."""
    asked = sorted({number for number in numbers if number is not None})
    return frozenset(connection.execute(_STANDING, {"numbers": asked}).scalars()) if asked else frozenset()


def open_one(connection: Connection, opened: OpenTicket, number: int, now: float) -> int:
    """Open a conversation; return its number, which is another one if one was open already."""
    staff = moves.current_id(connection, opened.staff)
    known = connection.execute(_LATEST, {"of_patient": opened.patient, "with_staff": staff}).mappings().all()
    for row in known:
        if row["closed_at"] is None:
            touch(connection, row["number"], now)
            return int(row["number"])
    thread = known[0]["thread"] if known else None
    ticket = {"number": number, "patient": opened.patient, "staff": staff, "thread": thread}
    connection.execute(_INSERT, {**ticket, "opened": now, "touched": now})
    return number


def touch(connection: Connection, number: int, now: float) -> None:
    """Note that somebody wrote in a conversation; a closed one is open again, an erased one stays gone."""
    connection.execute(_TOUCH, {"of": number, "now": now})


def close(connection: Connection, number: int, now: float) -> None:
    """Close a conversation."""
    connection.execute(_CLOSE, {"of": number, "now": now})


def begin_thread(connection: Connection, number: int, thread: int) -> None:
    """Note the thread that was begun for a conversation."""
    connection.execute(_BEGIN, {"of": number, "begun": thread})


def erase(connection: Connection, patient: int) -> list[Ticket]:
    """Delete the conversations of a patient, and return them in their order."""
    rows = connection.execute(_DELETE, {"of_patient": patient}).mappings()
    return sorted(map(_ticket, rows), key=lambda ticket: ticket.number)


def purge(connection: Connection, now: float) -> None:
    """Forget conversations that were closed long ago, and old copies."""
    before = {"before": now - KEPT}
    connection.execute(_PURGE_COPIES, before)
    connection.execute(_PURGE, before)
    connection.execute(_PURGE_OLD_COPIES, before)


def _ticket(row: RowMapping) -> Ticket:
    return Ticket(
        number=row["number"],
        patient=row["patient"],
        staff=row["staff"],
        thread=row["thread"],
        opened=row["opened"],
        touched=row["touched"],
        is_open=row["closed_at"] is None,
    )
