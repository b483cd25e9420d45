"""Looking at the database from outside: nothing is made, claimed or changed, also while the bot runs."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import URL, ColumnElement, Connection, Select, create_engine, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.core.model import Value
from bot.storage import counts, missed
from bot.storage.failures import CannotOpen
from bot.storage.migrations import MIGRATIONS, version_of
from bot.storage.records import Counted, Depth, Missed
from bot.storage.schema import inbox, outbox

PATIENCE: Final = 10
"""Seconds that a database has to answer."""

Answer = TypeVar("Answer")

_NOTHING: Final = Depth(updates=0, oldest_update=None, letters=0, oldest_letter=None)
_UNANSWERED: Final = inbox.c.done_at.is_(None)


class Look(Value):
    """What stands in a database."""

    version: int | None
    """The version of its tables; None while there are none."""
    known: int
    """The latest version that this program knows."""
    depth: Depth


def file_of(url: str) -> Path | None:
    """Return the file of an SQLite database, or None for one in memory or on a server.

    Raises:
        CannotOpen: The address cannot be read.
    """
    parsed = _parsed(url)
    in_file = parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}
    return Path(parsed.database or "") if in_file else None


async def look(url: str) -> Look:
    """Read how much waits in a database that exists.

    Raises:
        CannotOpen: It cannot be read; the message says why and never holds the address.
    """
    return await _read(url, _look)


async def counts_in(url: str, since_day: str) -> tuple[Counted, ...]:
    """Read the numbers from a day on; there are none in a database of an earlier version.

    Raises:
        CannotOpen: It cannot be read; the message says why and never holds the address.
    """
    return await _read(url, partial(_counts, since_day=since_day))


async def missed_in(url: str) -> tuple[Missed, ...]:
    """Read the missed questions; there are none in a database of an earlier version.

    Raises:
        CannotOpen: It cannot be read; the message says why and never holds the address.
    """
    return await _read(url, _missed)


async def _read(url: str, query: Callable[[Connection], Answer]) -> Answer:
    path = file_of(url)
    try:
        if path is None:
            return await _read_on_server(_parsed(url), query)
        return await asyncio.to_thread(_read_in_file, path, query)
    except OperationalError:
        raise CannotOpen("it is locked, or this user may not read it") from None
    except DBAPIError:
        raise CannotOpen("it does not let the bot in, or it is damaged") from None
    except (OSError, TimeoutError):
        raise CannotOpen("its server cannot be reached") from None


def _read_in_file(path: Path, query: Callable[[Connection], Answer]) -> Answer:
    # Nobody has a file open that has no journal; read as it stands, it also gets none from here.
    state = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    address = URL.create("sqlite", database=f"{path.absolute().as_uri()}?{state}", query={"uri": "true"})
    engine = create_engine(
        address, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": PATIENCE}
    )
    with engine.connect() as connection:
        return query(connection)


async def _read_on_server(address: URL, query: Callable[[Connection], Answer]) -> Answer:
    import asyncpg  # type: ignore[import-untyped]  # noqa: PLC0415  Only who uses it needs it; it brings no types.

    async def connect() -> asyncpg.Connection:
        # The driver reads the address by itself, with all that may stand behind its question mark.
        return await asyncpg.connect(
            address.render_as_string(hide_password=False),
            timeout=PATIENCE,
            command_timeout=PATIENCE,
            server_settings={"default_transaction_read_only": "on"},
        )

    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=connect, poolclass=NullPool, hide_parameters=True
    )
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(query)
    except (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError):
        raise CannotOpen("it does not let the bot in, or it is damaged") from None
    finally:
        await engine.dispose()


def _look(connection: Connection) -> Look:
    version, known = version_of(connection), len(MIGRATIONS) + 1
    # Tables of another version may have other columns.
    depth = _depth(connection) if version == known else _NOTHING
    return Look(version=version, known=known, depth=depth)


def _counts(connection: Connection, since_day: str) -> tuple[Counted, ...]:
    has_numbers = version_of(connection) == len(MIGRATIONS) + 1
    return counts.since(connection, since_day) if has_numbers else ()


def _missed(connection: Connection) -> tuple[Missed, ...]:
    return missed.every(connection) if version_of(connection) == len(MIGRATIONS) + 1 else ()


def _depth(connection: Connection) -> Depth:
    waiting = connection.execute(_waiting(inbox.c.arrived).where(_UNANSWERED)).one()
    undelivered = connection.execute(_waiting(outbox.c.decided)).one()
    return Depth(
        updates=waiting[0], oldest_update=waiting[1], letters=undelivered[0], oldest_letter=undelivered[1]
    )


def _waiting(since: ColumnElement[float]) -> Select[int, float]:
    return select(func.count(), func.min(since))


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise CannotOpen("DATABASE_URL cannot be read") from None
