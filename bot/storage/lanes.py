"""Who comes next: the head of each lane, and the claims by which several processes share the rows."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    Text,
    Update,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    update,
)

from bot.storage.records import Claim

Answer = TypeVar("Answer")

NOW: Final[BindParameter[float]] = bindparam("now")


def claimed(column: Column[Answer]) -> ColumnElement[Answer]:
    """Return a column of the claimed row for a query inside what a claim tells.

    SQLAlchemy leaves out the names of tables there, and a column of another table that has the same name
    would be taken for it. SQLite takes it for a value there: where it is NULL, it equals a NULL in an index,
    so a column that may be NULL must also be asked for not being it.
    """
    return literal_column(f"{column.table.name}.{column.name}", column.type)


class Lanes:
    """The rows of a table in their lanes, of which only the head may be claimed."""

    def __init__(
        self,
        *,
        key: Column[int],
        lane: Column[int],
        is_open: Callable[[FromClause], ColumnElement[bool]],
        told: Sequence[ColumnElement[Any]],
        known: Sequence[ColumnElement[object]],
    ) -> None:
        """Build it for a table.

        Args:
            key: the column that numbers the rows.
            lane: the column that names a row's lane.
            is_open: says of the table, under whatever name, which of its rows wait.
            told: the columns that a claim tells.
            known: the columns that must be known of a claimed row to end it.
        """
        table = key.table
        self._table, self._key, self._lane = table, key, lane
        self._is_open = is_open
        may_start = self._may_start()
        heads = (
            select(self._key.label("row"), self._lane.label("lane"))
            .where(may_start)
            .order_by(table.c.urgent.desc(), self._key)
            .limit(bindparam("most"))
            .with_for_update(skip_locked=True, of=table)
        )
        waiting = heads.cte("heads").prefix_with("MATERIALIZED", dialect="postgresql")
        lock = func.pg_try_advisory_xact_lock(
            func.hashtextextended(literal(f"{table.name} ") + cast(waiting.c.lane, Text), 0)
        )
        self._heads = {
            "sqlite": heads,
            "postgresql": select(waiting.c.row).where(or_(waiting.c.lane.is_(None), lock)),
        }
        self._start = (
            update(table)
            .where(self._key.in_(bindparam("rows", expanding=True)), may_start)
            .values(leased_until=bindparam("until"), claims=table.c.claims + 1)
            .returning(self._key.label("row"), table.c.claims.label("number"), *told)
        )
        self._standing = (
            select(self._key.label("row"), table.c.claims.label("number"), *known)
            .where(self._key.in_(bindparam("rows", expanding=True)))
            .with_for_update()
        )
        self._renew = self._of_a_claim().values(leased_until=bindparam("until"))
        self._release = self._of_a_claim().values(leased_until=0.0)

    def _may_start(self) -> ColumnElement[bool]:
        mine, other = self._table, self._table.alias("other")
        goes_first = or_(
            other.c.leased_until > NOW,
            other.c.urgent > mine.c.urgent,
            and_(other.c.urgent == mine.c.urgent, other.c[self._key.name] < self._key),
        )
        blocked = exists().where(other.c[self._lane.name] == self._lane, self._is_open(other), goes_first)
        return and_(self._is_open(mine), mine.c.due <= NOW, mine.c.leased_until <= NOW, not_(blocked))

    def _of_a_claim(self) -> Update:
        return update(self._table).where(
            self._key == bindparam("row"),
            self._table.c.claims == bindparam("number"),
            self._is_open(self._table),
        )

    def claim(self, connection: Connection, *, most: int, now: float, until: float) -> list[RowMapping]:
        """Claim up to so many heads, urgent ones first, else the oldest.

        With several processes on PostgreSQL the order within a lane holds for this reason: whoever claims in
        a lane has the lane's lock until the transaction is committed, and the second statement sees all that
        was committed before it got the lock. So no two claims in a lane are blind to each other. A row whose
        lane is being claimed elsewhere is passed over; that process, its notice or the next look takes it.
        Two messages of a chat cannot be stored the wrong way round: Telegram delivers the second one only
        after the first is confirmed, which is after its commit.
        """
        heads = self._heads[connection.dialect.name]
        rows = connection.execute(heads, {"now": now, "most": most}).scalars().all()
        if not rows:
            return []
        started = connection.execute(self._start, {"rows": rows, "now": now, "until": until}).mappings()
        return sorted(started, key=lambda row: (not row["urgent"], row["row"]))

    def standing(self, connection: Connection, claims: Iterable[Claim]) -> dict[int, RowMapping]:
        """Return the rows of the claims as they are, open or not, and lock them."""
        rows = sorted({claim.row for claim in claims})
        found = connection.execute(self._standing, {"rows": rows}).mappings()
        return {row["row"]: row for row in found}

    def renew(self, connection: Connection, claims: Sequence[Claim], until: float) -> None:
        """Lengthen the lease of every claim that stands."""
        if claims:
            connection.execute(self._renew, [{**_named(claim), "until": until} for claim in claims])

    def release(self, connection: Connection, claims: Sequence[Claim]) -> None:
        """Let everyone claim the rows of these claims."""
        if claims:
            connection.execute(self._release, [_named(claim) for claim in claims])

    def void_all(self, connection: Connection) -> None:
        """Void every claim, which only a process that is alone with the database may do."""
        connection.execute(update(self._table).where(self._table.c.leased_until > 0).values(leased_until=0.0))


def _named(claim: Claim) -> dict[str, int]:
    return {"row": claim.row, "number": claim.number}
