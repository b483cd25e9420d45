"""Missed questions: what could not be answered, redacted, kept for a while so that the answers get better."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select, text, tuple_

from bot.storage.changes import Miss
from bot.storage.records import Missed
from bot.storage.schema import missed

KEPT: Final = 30 * 86_400.0
"""Seconds for which a question is kept, to its day."""
MOST: Final = 5_000
"""Questions that are kept; the oldest go first."""

_ADD: Final = text(
    "INSERT INTO missed (day, kind, text, times) VALUES (:day, :kind, :text, :times)"
    " ON CONFLICT (day, kind, text) DO UPDATE SET times = missed.times + excluded.times"
)
_KEY: Final = tuple_(missed.c.day, missed.c.kind, missed.c.text)
_NEWEST_FIRST: Final = (missed.c.day.desc(), missed.c.kind, missed.c.text)
_BEYOND: Final = select(missed.c.day, missed.c.kind, missed.c.text).order_by(*_NEWEST_FIRST).offset(MOST)
_TRIM: Final = delete(missed).where(_KEY.in_(_BEYOND))
_PURGE: Final = delete(missed).where(missed.c.day < bindparam("before"))
_ALL: Final = select(missed).order_by(*_NEWEST_FIRST)


def add(connection: Connection, misses: Iterable[Miss]) -> None:
    """Keep questions; one that stands there already only counts once more."""
    times = Counter((miss.day, miss.kind, miss.text) for miss in misses)
    if not times:
        return
    # One order for everybody: then two processes never wait for each other.
    rows = [
        {"day": day, "kind": kind, "text": asked, "times": number}
        for (day, kind, asked), number in sorted(times.items())
    ]
    connection.execute(_ADD, rows)
    if (connection.scalar(select(func.count()).select_from(missed)) or 0) > MOST:
        connection.execute(_TRIM)


def every(connection: Connection) -> tuple[Missed, ...]:
    """Return what is kept, the newest day first."""
    return tuple(Missed(**row) for row in connection.execute(_ALL).mappings())


def purge(connection: Connection, now: float) -> None:
    """Forget questions that are too old."""
    oldest = datetime.fromtimestamp(now - KEPT, UTC).date()
    connection.execute(_PURGE, {"before": oldest.isoformat()})
