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

from bot.storage import chats, copies, inbox, moves, moving, tickets
from bot.storage.changes import Erase
from bot.storage.copies import Copy
from bot.storage.lanes import Lanes
from bot.storage.records import (
    Claim,
    DueLetter,
    Ended,
    Finished,
    Letter,
    Moved,
    Postponed,
    Receipts,
    Sent,
    Settled,
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
_DELETE: Final = delete(outbox).where(outbox.c.id == bindparam("row"))
_POSTPONE: Final = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(tries=outbox.c.tries + 1, due=bindparam("until"), leased_until=0.0)
)
_FREE: Final = (
    update(outbox).where(outbox.c.id == bindparam("row")).values(due=bindparam("now"), leased_until=0.0)
)
_OF_TICKETS: Final = outbox.c.ticket.in_(bindparam("tickets", expanding=True))
_WITHDRAW: Final = (
    update(outbox)
    .where(_OF_TICKETS, outbox.c.chat_id != bindparam("patient"), outbox.c.leased_until > bindparam("now"))
    .values(
        withdrawn=True, content=bindparam("removal"), ticket=None, passes_on=None, target=None, receipts=None
    )
)
_ERASE: Final = delete(outbox).where(or_(outbox.c.chat_id == bindparam("patient"), _OF_TICKETS))
# What was sent after all is the one letter that removes it again.
_REMOVE: Final = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(withdrawn=False, target=bindparam("message"), due=bindparam("now"), leased_until=0.0)
)
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


def settle(connection: Connection, settled: Sequence[Settled], now: float) -> int:
    """Write down what became of letters; return how many receipts are stored with that.

    A claim that is void changes nothing.
    """
    if not settled:
        return 0
    standing = LANES.standing(connection, (one.claim for one in settled))
    valid: list[tuple[Settled, RowMapping]] = []
    for one in settled:
        row = standing.get(one.claim.row)
        if row is not None and row["number"] == one.claim.number:
            valid.append((one, standing.pop(one.claim.row)))
    _settle_withdrawn(connection, [(one, row) for one, row in valid if row["withdrawn"]], now)
    return _settle(connection, [(one, row) for one, row in valid if not row["withdrawn"]], now)


def _settle(connection: Connection, settled: Sequence[tuple[Settled, RowMapping]], now: float) -> int:
    gone = [{"row": row["row"]} for one, row in settled if isinstance(one, Sent | Ended)]
    if gone:
        connection.execute(_DELETE, gone)
    postponed = [
        {"row": row["row"], "until": one.until} for one, row in settled if isinstance(one, Postponed)
    ]
    if postponed:
        connection.execute(_POSTPONE, postponed)
    _record(connection, [(one, row) for one, row in settled if isinstance(one, Sent)], now)
    _give_up(connection, [(one, row) for one, row in settled if isinstance(one, Ended)], now)
    _move(connection, [(one, row) for one, row in settled if isinstance(one, Moved)], now)
    return put(connection, [receipt for one, row in settled for receipt in _receipts(one, row)], now)


def _settle_withdrawn(
    connection: Connection, settled: Sequence[tuple[Settled, RowMapping]], now: float
) -> None:
    for one, row in settled:
        if isinstance(one, Sent) and one.message_id is not None:
            connection.execute(_REMOVE, {"row": row["row"], "message": one.message_id, "now": now})
        else:
            connection.execute(_DELETE, {"row": row["row"]})


def _record(connection: Connection, sent: Sequence[tuple[Sent, RowMapping]], now: float) -> None:
    standing = tickets.standing(connection, (row["ticket"] for _, row in sent))
    noted = [(one, row) for one, row in sent if row["ticket"] in standing]
    for one, row in noted:
        if one.thread is not None:
            tickets.begin_thread(connection, row["ticket"], one.thread)
    copies.note(
        connection,
        [
            Copy(
                chat_id=row["chat_id"],
                message_id=one.message_id,
                ticket=row["ticket"],
                origin=row["passes_on"],
                sent=now,
            )
            for one, row in noted
            if one.message_id is not None
        ],
    )


def _receipts(settled: Settled, row: RowMapping) -> list[Parcel]:
    if row["receipts"] is None or not isinstance(settled, Sent | Ended):
        return []
    receipts = Receipts.model_validate_json(row["receipts"])
    if isinstance(settled, Sent):
        letters = receipts.delivered
    else:
        letters = tuple(
            it for it in receipts.undeliverable if not it.only_for or settled.reason in it.only_for
        )
    return [Parcel(letter=letter, row=row["inbox_seq"], arrived=row["arrived"]) for letter in letters]


def _move(connection: Connection, moved: Sequence[tuple[Moved, RowMapping]], now: float) -> None:
    for one, row in moved:
        connection.execute(_FREE, {"row": row["row"], "now": now})
        moving.move(connection, row["chat_id"], one.chat_id, now)


def _give_up(connection: Connection, undelivered: Sequence[tuple[Ended, RowMapping]], now: float) -> None:
    inbox.note(connection, [(row["inbox_seq"], one.reason) for one, row in undelivered])
    for one, row in undelivered:
        if one.closes_chat:
            chats.close(connection, row["chat_id"], now)


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
