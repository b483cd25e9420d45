"""Opens the store that a URL names."""

import contextlib
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from bot.storage.database import Database
from bot.storage.failures import CannotOpen
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store


@contextlib.asynccontextmanager
async def open_store(
    url: str,
    *,
    clock: Callable[[], float] = time.time,
    lease: float = 30.0,
    looks_every: float = 1.0,
    most_updates: int = 32,
) -> AsyncIterator[Store]:
    """Open a store: `sqlite:///file`, `sqlite://` for one in memory, or `postgresql://user@host/name`.

    Args:
        url: where the database is.
        clock: tells the seconds since the epoch.
        lease: how many seconds a row stays with a process that gives no sign of life.
        looks_every: seconds between two looks for rows that nobody told of.
        most_updates: how many updates are out at once; letters, 8 times as many.

    Raises:
        CannotOpen: the message says why, and what to do; it does not quote the URL.
    """
    store = Store(
        await _open_database(url, clock),
        clock=clock,
        lease=lease,
        looks_every=looks_every,
        most_updates=most_updates,
    )
    async with store.running():
        yield store


async def _open_database(url: str, clock: Callable[[], float]) -> Database:
    try:
        place = make_url(url)
    except (ArgumentError, ValueError):
        raise _not_understood() from None
    match place.drivername:
        case "sqlite":
            return await SqliteDatabase.open(_file(place), clock)
        case "postgresql":
            return await open_postgres(url)
        case _:
            raise _not_understood()


def _file(place: URL) -> Path | None:
    return Path(place.database) if place.database not in {None, "", ":memory:"} else None


async def open_postgres(url: str) -> Database:
    """Open a PostgreSQL database.

    Raises:
        CannotOpen: it does not let the bot in, or its driver is not installed.
    """
    try:
        from bot.storage.postgres import PostgresDatabase  # noqa: PLC0415  Only who uses it needs its driver.
    except ModuleNotFoundError:
        raise CannotOpen(
            'PostgreSQL needs a further package: install the bot with the extra "postgres".'
        ) from None
    return await PostgresDatabase.open(url)


def _not_understood() -> CannotOpen:
    return CannotOpen(
        "DATABASE_URL is not understood. Write sqlite:///aftercare.db or postgresql://user:password@host/name."
    )
