"""The outbox: messages decided and not yet delivered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    Connection,
    RowMapping,
    bindparam,
    delete,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from bot.storage import moves, tickets
from bot.storage.changes import Erase
from bot.storage.lanes import Lanes
from bot.storage.records import (
    Claim,
    DueLetter,
    Finished,
    Letter,
    Receipts,
)
from bot.storage.schema import outbox

KEPT: Final = 3600.0
"""Seconds after its lease for which a withdrawn letter is kept: until then it may be found to be sent."""
LANES: Final = Lanes(
    key=outbox.c.id,
    lane=outbox.c.chat_id,
    is_open=lambda table: not_(table.c.withdrawn),
    told=(
        outbox.c.chat_id,
        outbox.c.urgent,
        outbox.c.bulk,
        outbox.c.asked,
        outbox.c.arrived,
        outbox.c.decided,
        outbox.c.tries,
        outbox.c.content,
        outbox.c.ticket,
        outbox.c.passes_on,
        outbox.c.receipts,
        tickets.thread_of_letter().label("in_thread"),
        tickets.target_of_letter().label("on_message"),
    ),
    known=(
        outbox.c.inbox_seq,
        outbox.c.chat_id,
        outbox.c.arrived,
        outbox.c.ticket,
        outbox.c.passes_on,
        outbox.c.receipts,
        outbox.c.withdrawn,
    ),
)
_INSERT: Final = insert(outbox).values(chat_id=moves.resolved(bindparam("to_chat", type_=BigInteger)))
_OF_TICKETS: Final = outbox.c.ticket.in_(bindparam("tickets", expanding=True))
_WITHDRAW: Final = (
    update(outbox)
    .where(_OF_TICKETS, outbox.c.chat_id != bindparam("patient"), outbox.c.leased_until > bindparam("now"))
    .values(
        withdrawn=True, content=bindparam("removal"), ticket=None, passes_on=None, target=None, receipts=None
    )
)
_ERASE: Final = delete(outbox).where(or_(outbox.c.chat_id == bindparam("patient"), _OF_TICKETS))
_PURGE: Final = delete(outbox).where(outbox.c.withdrawn, outbox.c.leased_until < bindparam("before"))
_DEPTH: Final = select(func.count(), func.min(outbox.c.decided))


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A letter as it is stored: with the update that it answers, and a place of its own if it has one."""

    letter: Letter
    row: int
    """The update's row."""
    arrived: float
    thread: int | None = None
    target: int | None = None


def store(connection: Connection, ended: Sequence[tuple[Finished, float]], now: float) -> int:
    """Store the letters of answered updates, given with their times of arrival; return how many there are."""
    parcels = [
        Parcel(letter=letter, row=finished.claim.row, arrived=arrived)
        for finished, arrived in ended
        for letter in finished.letters
    ]
    return put(connection, parcels, now)


def put(connection: Connection, parcels: Sequence[Parcel], now: float) -> int:
    """Store letters, but for those of conversations that were erased; return how many there are."""
    standing = tickets.standing(connection, (parcel.letter.ticket for parcel in parcels))
    rows = [_row(parcel, now) for parcel in parcels if parcel.letter.ticket in {None, *standing}]
    if rows:
        connection.execute(_INSERT, rows)
    return len(rows)


def claim(connection: Connection, most: int, now: float, until: float) -> tuple[DueLetter, ...]:
    """Claim up to so many letters."""
    return tuple(map(_due_letter, LANES.claim(connection, most=most, now=now, until=until)))


def withdraw(connection: Connection, erased: Erase, ended: Collection[int], now: float) -> None:
    """Delete the letters to an erased chat, and those of its conversations.

    One to the clinic that is under way may be sent before anybody can hinder it: it becomes its own removal.
    """
    asked = {"tickets": sorted(ended), "patient": erased.chat_id}
    connection.execute(_WITHDRAW, {**asked, "now": now, "removal": erased.removal})
    connection.execute(_ERASE, asked)


def purge(connection: Connection, now: float) -> None:
    """Forget letters that were withdrawn while a process was sending them that has ended since."""
    connection.execute(_PURGE, {"before": now - KEPT})


def depth(connection: Connection) -> tuple[int, float | None]:
    """Count the undelivered letters, and tell when the oldest of them was stored."""
    count, oldest = connection.execute(_DEPTH).one()
    return count, oldest


def _due_letter(row: RowMapping) -> DueLetter:
    return DueLetter(
        claim=Claim(row=row["row"], number=row["number"]),
        letter=Letter(
            chat_id=row["chat_id"],
            content=row["content"],
            asked=row["asked"],
            urgent=row["urgent"],
            bulk=row["bulk"],
            ticket=row["ticket"],
            passes_on=row["passes_on"],
            receipts=Receipts.model_validate_json(row["receipts"]) if row["receipts"] else None,
        ),
        arrived=row["arrived"],
        decided=row["decided"],
        tries=row["tries"],
        thread=row["in_thread"],
        target=row["on_message"],
    )


def _row(parcel: Parcel, now: float) -> dict[str, object]:
    letter = parcel.letter
    return {
        "inbox_seq": parcel.row,
        "to_chat": letter.chat_id,
        "urgent": letter.urgent,
        "bulk": letter.bulk,
        "asked": letter.asked,
        "arrived": parcel.arrived,
        "decided": now,
        "due": now,
        "content": letter.content,
        "ticket": letter.ticket,
        "passes_on": letter.passes_on,
        "receipts": letter.receipts.model_dump_json() if letter.receipts else None,
        "thread": parcel.thread,
        "target": parcel.target,
    }
