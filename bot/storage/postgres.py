"""PostgreSQL: the database that several processes share."""

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Final, Self

import asyncpg  # type: ignore[import-untyped]  # It brings no types.
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.logs import described
from bot.storage import waking
from bot.storage.database import Answer, judged, kind_of
from bot.storage.failures import CannotOpen
from bot.storage.migrations import migrate

PATIENCE: Final = 10.0
"""Seconds after which a server that does not answer is taken for gone."""
MIGRATING: Final = 7_340_031
POLLING: Final = 7_340_032

_NOT_UP: Final = (ConnectionRefusedError, TimeoutError, asyncpg.CannotConnectNowError)
_COLLISIONS: Final = {"40001", "40P01"}

_log: Final = logging.getLogger(__name__)


class PostgresDatabase:
    """A PostgreSQL database, of which this process has one connection to write with."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: AsyncEngine = create_async_engine(
            "postgresql+asyncpg://", async_creator=self._connect, poolclass=NullPool, hide_parameters=True
        )
        self._connection: AsyncConnection | None = None
        self._is_up_to_date = False

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open the database that a URL names, and bring its tables up to date.

        A server that refuses connections may just be starting, as after a power cut: it is waited for while
        the bot works without it.

        Raises:
            CannotOpen: the server does not let the bot in, or the database was written by a newer version.
        """
        database = cls(url)
        try:
            await database._bring_up_to_date()
        except _NOT_UP as error:
            _log.error("the database cannot be used yet; until it can, nothing is stored: %s", kind_of(error))
        except (*waking.AWAY, ValueError, SQLAlchemyError) as error:
            await database.close()
            raise CannotOpen(
                f"The PostgreSQL database cannot be used ({kind_of(error)}). "
                "Check that the server runs, and the name, user and password in DATABASE_URL."
            ) from None
        except BaseException:
            await database.close()
            raise
        return database

    async def run(self, turn: Callable[[Connection], Answer]) -> Answer:
        """Run a transaction, a second time if it collided with another process's; see `Database`."""
        try:
            try:
                return await self._transact(turn)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in _COLLISIONS:
                    raise
                return await self._transact(turn)
        except Exception as error:  # noqa: BLE001  It is judged, and stripped of what it quotes.
            await self._disconnect()
            raise judged(error) from None

    async def _bring_up_to_date(self) -> None:
        async with self._engine.begin() as connection:
            await connection.run_sync(_migrate)
        self._is_up_to_date = True

    async def _transact(self, turn: Callable[[Connection], Answer]) -> Answer:
        if not self._is_up_to_date:
            await self._bring_up_to_date()
        if self._connection is None:
            self._connection = await self._engine.connect()
        async with self._connection.begin():
            return await self._connection.run_sync(turn)

    async def tidy(self) -> bool:
        """Do nothing: the server does it."""
        return True

    async def close(self) -> None:
        """Close the connection."""
        await self._disconnect()
        await self._engine.dispose()

    def polling_alone(self) -> AbstractAsyncContextManager[None]:
        """Wait until no other process polls; see `Store`."""
        return waking.alone(self._connect, POLLING)

    def waking(self, wake: Callable[[], None]) -> AbstractAsyncContextManager[None]:
        """Call when another process has stored something."""
        return waking.listening(self._connect, wake)

    async def _connect(self) -> asyncpg.Connection:
        return await asyncpg.connect(self._url, timeout=PATIENCE, command_timeout=PATIENCE)

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            await connection.close()
        except Exception as error:  # noqa: BLE001  Whatever is wrong with it, it is let go.
            _log.info("a connection to the database ended badly: %s", described(error))


def _migrate(connection: Connection) -> None:
    # Two processes that start at once must not both create the tables.
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
    migrate(connection)
