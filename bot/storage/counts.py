"""The numbers: how often something happened on a day, with nothing of a patient."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, text

from bot.storage.changes import Count
from bot.storage.records import Counted
from bot.storage.schema import counts

KEPT: Final = 731 * 86_400.0
"""Seconds for which a number is kept: two years."""

_ADD: Final = text(
    "INSERT INTO counts (day, name, topic, times) VALUES (:day, :name, :topic, :times)"
    " ON CONFLICT (day, name, topic) DO UPDATE SET times = counts.times + excluded.times"
)
_SINCE: Final = (
    select(counts)
    .where(counts.c.day >= bindparam("since"))
    .order_by(counts.c.day, counts.c.name, counts.c.topic)
)
_PURGE: Final = delete(counts).where(counts.c.day < bindparam("before"))


def add(connection: Connection, counted: Iterable[Count]) -> None:
    """Add to the numbers, each once for all that is counted."""
    times = Counter((count.day, count.name, count.topic) for count in counted)
    if times:
        # One order for everybody: then two processes never wait for each other.
        rows = [
            {"day": day, "name": name, "topic": topic, "times": number}
            for (day, name, topic), number in sorted(times.items())
        ]
        connection.execute(_ADD, rows)


def since(connection: Connection, day: str) -> tuple[Counted, ...]:
    """Return the numbers from a day on, in the order of the days."""
    return tuple(Counted(**row) for row in connection.execute(_SINCE, {"since": day}).mappings())


def purge(connection: Connection, now: float) -> None:
    """Forget numbers that are too old."""
    oldest = datetime.fromtimestamp(now - KEPT, UTC).date()
    connection.execute(_PURGE, {"before": oldest.isoformat()})
