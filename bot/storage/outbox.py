"""The outbox: messages decided and not yet delivered."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, true, update

from bot.storage import chats, inbox
from bot.storage.lanes import Lanes
from bot.storage.records import Claim, DueLetter, Ended, Finished, Letter, Moved, Postponed, Sent, Settled
from bot.storage.schema import outbox

LANES: Final = Lanes(
    key=outbox.c.id,
    lane=outbox.c.chat_id,
    is_open=lambda _: true(),
    told=(
        outbox.c.chat_id,
        outbox.c.urgent,
        outbox.c.bulk,
        outbox.c.asked,
        outbox.c.arrived,
        outbox.c.decided,
        outbox.c.tries,
        outbox.c.content,
    ),
    known=(outbox.c.inbox_seq, outbox.c.chat_id),
)
_DELETE: Final = delete(outbox).where(outbox.c.id == bindparam("row"))
_POSTPONE: Final = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(tries=outbox.c.tries + 1, due=bindparam("until"), leased_until=0.0)
)
_MOVE: Final = (
    update(outbox)
    .where(outbox.c.chat_id == bindparam("old"))
    .values(chat_id=bindparam("renamed"), due=bindparam("now"), leased_until=0.0)
)
_DEPTH: Final = select(func.count(), func.min(outbox.c.decided))


def store(connection: Connection, ended: Sequence[tuple[Finished, float]], now: float) -> int:
    """Store the letters of answered updates, given with their times of arrival; return how many there are."""
    rows = [
        {**dict(letter), "inbox_seq": finished.claim.row, "arrived": arrived, "decided": now, "due": now}
        for finished, arrived in ended
        for letter in finished.letters
    ]
    if rows:
        connection.execute(insert(outbox), rows)
    return len(rows)


def claim(connection: Connection, most: int, now: float, until: float) -> tuple[DueLetter, ...]:
    """Claim up to so many letters."""
    return tuple(map(_due_letter, LANES.claim(connection, most=most, now=now, until=until)))


def settle(connection: Connection, settled: Sequence[Settled], now: float) -> None:
    """Write down what became of letters; a claim that is void changes nothing."""
    if not settled:
        return
    standing = LANES.standing(connection, (one.claim for one in settled))
    valid: list[tuple[Settled, RowMapping]] = []
    for one in settled:
        row = standing.get(one.claim.row)
        if row is not None and row["number"] == one.claim.number:
            valid.append((one, standing.pop(one.claim.row)))
    gone = [{"row": row["row"]} for one, row in valid if isinstance(one, Sent | Ended)]
    if gone:
        connection.execute(_DELETE, gone)
    postponed = [{"row": row["row"], "until": one.until} for one, row in valid if isinstance(one, Postponed)]
    if postponed:
        connection.execute(_POSTPONE, postponed)
    _give_up(connection, [(one, row) for one, row in valid if isinstance(one, Ended)], now)
    _move(connection, [(one, row) for one, row in valid if isinstance(one, Moved)], now)


def _move(connection: Connection, moved: Sequence[tuple[Moved, RowMapping]], now: float) -> None:
    for one, row in moved:
        connection.execute(_MOVE, {"old": row["chat_id"], "renamed": one.chat_id, "now": now})
        chats.move(connection, row["chat_id"], one.chat_id)


def _give_up(connection: Connection, undelivered: Sequence[tuple[Ended, RowMapping]], now: float) -> None:
    inbox.note(connection, [(row["inbox_seq"], one.reason) for one, row in undelivered])
    for one, row in undelivered:
        if one.closes_chat:
            chats.close(connection, row["chat_id"], now)


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
        ),
        arrived=row["arrived"],
        decided=row["decided"],
        tries=row["tries"],
    )
