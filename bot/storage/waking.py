"""What processes that share a PostgreSQL tell each other: that there is work, and who polls."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final

import asyncpg  # type: ignore[import-untyped]  # It brings no types.

from bot.logs import described
from bot.storage.failures import StorageUnavailable
from bot.storage.turn import CHANNEL

TRIES_EVERY: Final = 1.0
"""Seconds between two tries to connect, or to get the right to poll."""

Connect = Callable[[], Awaitable[asyncpg.Connection]]

AWAY: Final = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError)

_log: Final = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def listening(connect: Connect, wake: Callable[[], None]) -> AsyncIterator[None]:
    """Call whenever a process says that it has stored something; connect again when the server was away."""
    listener = asyncio.create_task(_keep_listening(connect, wake), name="storage listener")
    try:
        yield
    finally:
        listener.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await listener


async def _keep_listening(connect: Connect, wake: Callable[[], None]) -> None:
    while True:
        try:
            connection = await connect()
            try:
                await _listen(connection, wake)
            finally:
                connection.terminate()
        except AWAY as error:
            _log.info("not told of others' work: %s", described(error))
        await asyncio.sleep(TRIES_EVERY)


async def _listen(connection: asyncpg.Connection, wake: Callable[[], None]) -> None:
    gone = _termination(connection)
    await connection.add_listener(CHANNEL, lambda *_: wake())
    wake()  # for what was said while nobody listened
    await gone.wait()


@contextlib.asynccontextmanager
async def alone(connect: Connect, key: int) -> AsyncIterator[None]:
    """Wait for a right that one process has at a time, and that ends with the process.

    Raises:
        StorageUnavailable: the server is away, or went away inside: nobody can tell who has the right.
    """
    connection = await _with_the_right(connect, key)
    try:
        gone = _termination(connection)
        bound = asyncio.timeout(None)
        try:
            async with bound:
                watch = asyncio.create_task(_end_when(gone, bound), name="storage right")
                try:
                    yield
                finally:
                    watch.cancel()
        except TimeoutError:
            if not bound.expired():
                raise
            raise StorageUnavailable("the right to poll is lost") from None
    finally:
        connection.terminate()


async def _with_the_right(connect: Connect, key: int) -> asyncpg.Connection:
    connection = None
    try:
        connection = await connect()
        while not await connection.fetchval("SELECT pg_try_advisory_lock($1)", key):  # noqa: ASYNC110
            await asyncio.sleep(TRIES_EVERY)
    except BaseException as error:
        if connection:
            connection.terminate()
        if isinstance(error, AWAY):
            raise StorageUnavailable("the right to poll cannot be asked for") from None
        raise
    return connection


async def _end_when(gone: asyncio.Event, bound: asyncio.Timeout) -> None:
    await gone.wait()
    bound.reschedule(asyncio.get_running_loop().time())


def _termination(connection: asyncpg.Connection) -> asyncio.Event:
    gone = asyncio.Event()
    connection.add_termination_listener(lambda _: gone.set())
    if connection.is_closed():
        gone.set()
    return gone
