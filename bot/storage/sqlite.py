"""SQLite: the database of a bot that runs alone, in a file or, for a trial, in memory.

A transaction runs from its first statement to its last in one thread. The asynchronous driver changes threads
several times for each statement, which takes four times as long.
"""

import asyncio
import contextlib
import logging
import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Final, Self

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from bot.logs import described
from bot.storage import files, inbox, outbox
from bot.storage.database import Answer, judged
from bot.storage.failures import CannotOpen, StorageUnavailable
from bot.storage.migrations import MIGRATIONS, Migration, migrate, needs_backup, version_of

_PATIENCE: Final = 5_000
_PATIENCE_TO_TIDY: Final = 250
"""Milliseconds for which others' locks on the file are waited for."""

# secure_delete: what a patient wrote is overwritten. FULL: a committed question survives a power cut.
# temp_store: rebuilding the file puts no copy of it elsewhere on the disk.
_SETTINGS: Final = (
    f"busy_timeout={_PATIENCE}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
)
_BROKEN: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# A full disk, a failing one, a file that another program holds: it may pass.
_PASSING: Final = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
}
_PRIMARY_CODE: Final = 0xFF

_log: Final = logging.getLogger(__name__)


class Broken(Exception):  # noqa: N818  It reads as what it says.
    """The file is not, or no longer, a database."""


class SqliteDatabase:
    """A SQLite database, which this process has for itself."""

    def __init__(
        self, path: Path | None, clock: Callable[[], float], migrations: Sequence[Migration] = MIGRATIONS
    ) -> None:
        self._path = path
        self._clock = clock
        self._migrations = migrations
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._closing = contextlib.ExitStack()
        self._connection: Connection | None = None

    @classmethod
    async def open(
        cls, path: Path | None, clock: Callable[[], float], migrations: Sequence[Migration] = MIGRATIONS
    ) -> Self:
        """Open the database in a file, or in memory; begin a fresh one where there is none or a broken one.

        Raises:
            CannotOpen: it is in use, or cannot be written, or was written by a newer version.
        """
        database = cls(path, clock, migrations)
        try:
            await database._in_thread(database._open)
        except BaseException:
            await database.close()
            raise
        return database

    async def run(self, turn: Callable[[Connection], Answer]) -> Answer:
        """Run a transaction; see `Database`."""
        return await self._in_thread(lambda: self._transact(turn))

    async def tidy(self) -> bool:
        """Rebuild the file, write the log back into it and empty it, so that deleted text is nowhere."""
        return await self._in_thread(self._wipe)

    async def close(self) -> None:
        """Close the file and let others use it."""
        await self._in_thread(self._wipe)
        await self._in_thread(self._disconnect)
        self._closing.close()
        self._thread.shutdown()

    def polling_alone(self) -> AbstractAsyncContextManager[None]:
        """Do not wait: nobody else has the file."""
        return contextlib.nullcontext()

    def waking(self, wake: Callable[[], None]) -> AbstractAsyncContextManager[None]:  # noqa: ARG002  the protocol's
        """Do nothing: nobody else writes to the file."""
        return contextlib.nullcontext()

    async def _in_thread(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _open(self) -> None:
        if self._path:
            files.prepare(self._path.parent)
            self._closing.enter_context(files.lock(self._path))
        try:
            self._connect_or_begin_afresh(may_be_empty=False)
        except StorageUnavailable as failure:
            _log.error("the database cannot be used yet; until it can, nothing is stored: %s", str(failure))

    def _connect_or_begin_afresh(self, *, may_be_empty: bool) -> Connection:
        try:
            return self._connect(may_be_empty=may_be_empty)
        except Broken:
            return self._begin_afresh()

    def _transact(self, turn: Callable[[Connection], Answer]) -> Answer:
        try:
            connection = self._connection or self._connect_or_begin_afresh(may_be_empty=True)
            with connection.begin():
                return turn(connection)
        except Exception as error:  # noqa: BLE001  It is judged, and stripped of what it quotes.
            if _is_broken(error):
                with contextlib.suppress(Exception):
                    self._begin_afresh()
            raise judged(error) from None

    def _begin_afresh(self) -> Connection:
        self._disconnect()
        if self._path:
            files.set_aside(self._path, self._clock())
        connection = self._connect(may_be_empty=True)
        with connection.begin():
            # Numbers of the broken database are not given again: its claims must fit none of these rows.
            for table in ("inbox", "outbox", "reminders"):
                connection.execute(
                    text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"),
                    {"name": table, "seq": int(self._clock() * 1000)},
                )
        return connection

    def _connect(self, *, may_be_empty: bool) -> Connection:
        if self._path:
            # To SQLite an empty file is a fresh database; here it is one that has lost everything.
            if files.is_empty(self._path) and not may_be_empty:
                raise Broken
            files.create(self._path)
        try:
            connection = engine_for(self._path).connect()
            self._connection = connection
            self._check(connection)
            self._bring_up_to_date(connection)
        except SQLAlchemyError as error:
            self._disconnect()
            if _is_broken(error):
                raise Broken from None
            cause = error.orig if isinstance(error, DBAPIError) else None
            if _code_of(error) in _PASSING:
                raise StorageUnavailable(str(cause)) from None
            raise CannotOpen(f"The database {self._path} cannot be opened: {cause}.") from None
        return connection

    def _check(self, connection: Connection) -> None:
        with connection.begin():
            if connection.execute(text("PRAGMA quick_check(1)")).scalar_one() != "ok":
                raise Broken

    def _bring_up_to_date(self, connection: Connection) -> None:
        with connection.begin():
            version = version_of(connection)
        if self._path and version is not None and needs_backup(version, self._migrations):
            self._write_back()
            files.back_up(self._path, version)
        with connection.begin():
            migrate(connection, self._migrations)
            inbox.LANES.void_all(connection)
            outbox.LANES.void_all(connection)

    def _wipe(self) -> bool:
        # Deleted text is overwritten where it stood, but a copy may lie where a page was split before.
        is_rebuilt = self._do("VACUUM")
        return self._write_back() and is_rebuilt

    def _write_back(self) -> bool:
        # Whoever reads the file hinders it; it is tried again, and what arrives must not wait so long.
        self._do(f"PRAGMA busy_timeout={_PATIENCE_TO_TIDY}")
        is_empty = self._do("PRAGMA wal_checkpoint(TRUNCATE)")
        self._do(f"PRAGMA busy_timeout={_PATIENCE}")
        return is_empty

    def _do(self, upkeep: str) -> bool:
        """Do it; return whether nobody who reads the file has hindered it."""
        if self._connection is None:
            return False
        try:
            driver = self._connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)  # noqa: S101  There is no other driver.
            told = driver.execute(upkeep).fetchone()
        except sqlite3.Error as error:
            _log.warning("the database could not be tidied up: %s", described(error))
            return False
        return told is None or told[0] == 0

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._write_back()
            self._connection.close()
            self._connection.engine.dispose()
            self._connection = None


def engine_for(path: Path | None) -> Engine:
    """Return what connects to a database in a file, or to a fresh one in memory."""
    engine = create_engine(
        URL.create("sqlite", database=str(path) if path else None),
        poolclass=NullPool,
        hide_parameters=True,
        # Transactions are begun by the listener below, not by the driver at a moment of its choice.
        connect_args={"isolation_level": None},
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _is_broken(error: Exception) -> bool:
    return isinstance(error, Broken) or _code_of(error) in _BROKEN


def _code_of(error: Exception) -> int | None:
    """Return SQLite's primary code of an error, or None when it is not SQLite's."""
    code = getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlite_errorcode", None)
    return code & _PRIMARY_CODE if isinstance(code, int) else None
