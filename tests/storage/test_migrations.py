"""A database of an earlier version is brought up to date, with a copy kept of how it was."""

import contextlib
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from bot.storage import inbox
from bot.storage.migrations import Migration, migrate, needs_backup, version_of
from bot.storage.opening import open_store
from bot.storage.sqlite import SqliteDatabase
from tests.storage.stage import Clock, arrival


def _adds_a_column(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE chats ADD COLUMN nickname TEXT"))


def _fails(connection: Connection) -> None:
    connection.execute(text("ALTER TABLE chats ADD COLUMN other TEXT"))
    raise RuntimeError


def test_an_empty_database_begins_with_the_last_version(tmp_path: Path) -> None:
    """Nothing is migrated, and nothing backed up, where there was nothing."""
    engine = create_engine(f"sqlite:///{tmp_path / 'bot.db'}")
    with engine.begin() as connection:
        before = version_of(connection)
        migrate(connection, [_adds_a_column])
        after = version_of(connection)
        columns = [column["name"] for column in inspect(connection).get_columns("chats")]
    engine.dispose()

    assert (before, needs_backup(before), after) == (None, False, 2)
    assert "nickname" not in columns


def test_an_earlier_database_takes_every_step(tmp_path: Path) -> None:
    """Each migration that came later is applied once, in order."""
    engine = create_engine(f"sqlite:///{tmp_path / 'bot.db'}")
    taken: list[int] = []
    steps: list[Migration] = [lambda _: taken.append(1), lambda _: taken.append(2), lambda _: taken.append(3)]
    with engine.begin() as connection:
        for known in (steps[:1], steps, steps):
            migrate(connection, known)
    engine.dispose()

    assert taken == [2, 3]


async def test_a_database_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    """The copy is as the database was, for its owner only, and the questions in the database are kept."""
    file = tmp_path / "bot.db"
    async with open_store(f"sqlite:///{file}") as store:
        await store.take_in([arrival(1)])
    database = await SqliteDatabase.open(file, Clock(), [_adds_a_column])
    kept = (await database.run(inbox.depth))[0]
    await database.close()
    copy = tmp_path / "bot.db.before-v2"

    assert kept == 1
    assert (_version(file), _version(copy)) == (2, 1)
    assert _mode(copy) == 0o600


async def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    """All steps are one transaction: a bug in one of them leaves the database as it was."""
    file = tmp_path / "bot.db"
    async with open_store(f"sqlite:///{file}"):
        pass
    with pytest.raises(RuntimeError):
        await SqliteDatabase.open(file, Clock(), [_adds_a_column, _fails])
    with contextlib.closing(sqlite3.connect(file)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(chats)")]

    assert _version(file) == 1
    assert "nickname" not in columns


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _version(file: Path) -> int:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        (version,) = connection.execute("SELECT version FROM schema_version").fetchone()
        return int(version)
