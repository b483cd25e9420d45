"""Settling: what became of a letter is written down, with everything that follows from it."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, RowMapping, bindparam, delete, update

from bot.storage import chats, copies, inbox, moving, outbox, tickets
from bot.storage.copies import Copy
from bot.storage.outbox import Parcel
from bot.storage.records import Ended, Moved, Postponed, Receipts, Sent, Settled
from bot.storage.schema import outbox as table

_ROW: Final = table.c.id == bindparam("row")
_DELETE: Final = delete(table).where(_ROW)
_POSTPONE: Final = (
    update(table).where(_ROW).values(tries=table.c.tries + 1, due=bindparam("until"), leased_until=0.0)
)
_FREE: Final = update(table).where(_ROW).values(due=bindparam("now"), leased_until=0.0)
# What was sent after all is the one letter that removes it again.
_REMOVE: Final = (
    update(table)
    .where(_ROW)
    .values(withdrawn=False, target=bindparam("message"), due=bindparam("now"), leased_until=0.0)
)


def settle(connection: Connection, settled: Sequence[Settled], now: float) -> int:
    """Write down what became of letters; return how many receipts are stored with that.

    A claim that is void changes nothing.
    """
    if not settled:
        return 0
    standing = outbox.LANES.standing(connection, (one.claim for one in settled))
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
    return outbox.put(connection, [receipt for one, row in settled for receipt in _receipts(one, row)], now)


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
