"""The inbox: updates received and not yet answered."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Column, Connection, Label, RowMapping, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage import chats, moves, tickets
from bot.storage.changes import Ticket
from bot.storage.chats import Heard
from bot.storage.lanes import Lanes, claimed
from bot.storage.records import Arrival, Claim, Finished, OpenUpdate, PutBack
from bot.storage.schema import chats as chats_table
from bot.storage.schema import inbox

KEPT: Final = 48 * 3600.0
"""Seconds for which an answered update's id is kept, so that a repetition is known for one."""
ASKED_TO_KEEP: Final = 550 * 86_400.0
"""Seconds of silence after which what a chat asked to be kept is forgotten: an effect lasts 1.5 years."""


def _of_chat(column: Column[str]) -> Label[str]:
    found = select(column).where(chats_table.c.chat_id == claimed(inbox.c.lane))
    return found.scalar_subquery().label(column.name)


LANES: Final = Lanes(
    key=inbox.c.seq,
    lane=inbox.c.lane,
    is_open=lambda table: table.c.done_at.is_(None),
    told=(
        inbox.c.update_id,
        inbox.c.lane,
        inbox.c.urgent,
        inbox.c.body,
        inbox.c.arrived,
        inbox.c.failures,
        _of_chat(chats_table.c.memory),
        _of_chat(chats_table.c.kept),
        tickets.number_of_update().label("ticket"),
        moves.former_id(claimed(inbox.c.lane)).label("formerly"),
    ),
    known=(inbox.c.done_at, inbox.c.lane, inbox.c.arrived, inbox.c.update_id),
)
_ARRIVED: Final = {
    "sqlite": sqlite.insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id),
    "postgresql": postgresql.insert(inbox).on_conflict_do_nothing().returning(inbox.c.update_id),
}
# What a patient wrote, and who and where, is gone with the answer.
_EMPTIED: Final = update(inbox).values(
    done_at=bindparam("now"), reason=bindparam("why"), body="", lane=None, thread=None, hangs_on=None
)
_DONE: Final = _EMPTIED.where(inbox.c.seq == bindparam("row"))
_DROP_REMINDERS: Final = _EMPTIED.where(
    inbox.c.lane == bindparam("chat"), inbox.c.done_at.is_(None), inbox.c.update_id < 0
)
_PUT_BACK: Final = (
    update(inbox)
    .where(inbox.c.seq == bindparam("row"))
    .values(failures=inbox.c.failures + 1, due=bindparam("until"), leased_until=0.0)
)
_RISK: Final = (
    update(inbox)
    .where(inbox.c.seq == bindparam("row"), inbox.c.claims == bindparam("number"), inbox.c.done_at.is_(None))
    .values(failures=inbox.c.failures + 1)
)
_NOTE: Final = (
    update(inbox)
    .where(inbox.c.seq == bindparam("row"), inbox.c.reason.is_(None))
    .values(reason=bindparam("why"))
)
_PURGE: Final = delete(inbox).where(inbox.c.done_at < bindparam("before"))
_WAITING: Final = (
    select(func.count())
    .select_from(inbox)
    .where(inbox.c.done_at.is_(None), inbox.c.leased_until <= bindparam("now"))
)
_DEPTH: Final = select(func.count(), func.min(inbox.c.arrived)).where(inbox.c.done_at.is_(None))


def store(connection: Connection, arrivals: Sequence[Arrival], now: float) -> frozenset[int]:
    """Store what arrived, in its order; return the ids that were not known before."""
    if not arrivals:
        return frozenset()
    rows = [{**dict(arrival), "arrived": now, "due": now} for arrival in arrivals]
    statement = _ARRIVED[connection.dialect.name]
    return frozenset(connection.execute(statement, rows).scalars())


def claim(connection: Connection, most: int, now: float, until: float) -> tuple[OpenUpdate, ...]:
    """Claim up to so many updates."""
    rows = LANES.claim(connection, most=most, now=now, until=until)
    numbers = {row["ticket"] for row in rows if row["ticket"] is not None}
    found = tickets.numbered(connection, numbers)
    open_in = tickets.open_in(connection, {row["lane"] for row in rows if (row["lane"] or 0) < 0})
    return tuple(_open_update(row, found.get(row["ticket"]), open_in.get(row["lane"], ())) for row in rows)


def finish(
    connection: Connection, finished: Sequence[Finished | PutBack], now: float
) -> list[tuple[Finished, float]]:
    """End or put back updates; return those whose letters count, with their times of arrival.

    A claim that is void changes nothing. Where the row itself is gone, so is the database that it stood in:
    then the letters are all there is left, and they count.
    """
    if not finished:
        return []
    standing = LANES.standing(connection, (one.claim for one in finished))
    ended: list[tuple[Finished, RowMapping]] = []
    put_back: list[dict[str, object]] = []
    orphans: list[tuple[Finished, float]] = []
    done: set[int] = set()
    for one in finished:
        row = standing.get(one.claim.row)
        if row is None:
            if isinstance(one, Finished):
                orphans.append((_by_itself(one), now))
        elif row["number"] == one.claim.number and row["done_at"] is None and one.claim.row not in done:
            done.add(one.claim.row)
            if isinstance(one, Finished):
                ended.append((one, row))
            else:
                put_back.append({"row": one.claim.row, "until": one.until})
    _write(connection, ended, put_back, now)
    return [(one, row["arrived"]) for one, row in ended] + orphans


def _write(
    connection: Connection,
    ended: Sequence[tuple[Finished, RowMapping]],
    put_back: Sequence[dict[str, object]],
    now: float,
) -> None:
    if ended:
        connection.execute(_DONE, [{"row": one.claim.row, "now": now, "why": one.reason} for one, _ in ended])
        heard = [
            Heard(
                chat_id=row["lane"],
                arrived=row["arrived"],
                memory=one.memory,
                kept=one.kept,
                is_own=row["update_id"] < 0,
            )
            for one, row in ended
            if row["lane"] is not None
        ]
        chats.remember(connection, heard, now)
    if put_back:
        connection.execute(_PUT_BACK, put_back)


def risk(connection: Connection, claims: Sequence[Claim]) -> None:
    """Count a failure of each of these updates before anybody works on it; the claims stay."""
    if claims:
        connection.execute(_RISK, [dict(claim) for claim in claims])


def note(connection: Connection, reasons: Sequence[tuple[int, str]]) -> None:
    """Record with updates why their answers did not arrive."""
    if reasons:
        connection.execute(_NOTE, [{"row": row, "why": reason} for row, reason in reasons])


def drop_reminders(connection: Connection, chat_id: int, now: float) -> None:
    """End the updates of a chat that are its reminders."""
    connection.execute(_DROP_REMINDERS, {"chat": chat_id, "now": now, "why": "erased"})


def purge(connection: Connection, now: float) -> None:
    """Forget updates that were answered long ago, and silent chats; what is open is never forgotten."""
    connection.execute(_PURGE, {"before": now - KEPT})
    chats.purge(connection, remembered_before=now - KEPT, kept_before=now - ASKED_TO_KEEP)


def waiting(connection: Connection, now: float) -> int:
    """Count the updates that nobody works on."""
    return connection.execute(_WAITING, {"now": now}).scalar_one()


def depth(connection: Connection) -> tuple[int, float | None]:
    """Count the unanswered updates, and tell when the oldest of them arrived."""
    count, oldest = connection.execute(_DEPTH).one()
    return count, oldest


def _by_itself(finished: Finished) -> Finished:
    # Its conversation went with the database: nothing can be altered, and what was said still goes out.
    letters = tuple(letter.model_copy(update={"ticket": None}) for letter in finished.letters)
    return finished.model_copy(update={"letters": letters, "changes": ()})


def _open_update(row: RowMapping, ticket: Ticket | None, conversations: tuple[Ticket, ...]) -> OpenUpdate:
    return OpenUpdate(
        claim=Claim(row=row["row"], number=row["number"]),
        update_id=row["update_id"],
        lane=row["lane"],
        body=row["body"],
        arrived=row["arrived"],
        failures=row["failures"],
        memory=row["memory"],
        kept=row["kept"],
        ticket=ticket,
        conversations=conversations,
        formerly=row["formerly"],
    )
