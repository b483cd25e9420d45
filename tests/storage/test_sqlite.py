"""A database in a file is private, survives what happens to files, and keeps nothing of a patient's words."""

import asyncio
import contextlib
import logging
import sqlite3
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.storage.failures import CannotOpen, StorageUnavailable
from bot.storage.opening import open_store
from bot.storage.records import Sent
from bot.storage.store import Store
from tests.storage.stage import Clock, answer, arrival, contents, ids, letters, until, updates

CANARY = "canary-my-cheek-is-black"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the database is to be."""
    return tmp_path / "bot.db"


@contextlib.asynccontextmanager
async def opened(file: Path) -> AsyncIterator[Store]:
    """Open the database in a file."""
    async with open_store(f"sqlite:///{file}", clock=Clock(), looks_every=0.02) as store:
        yield store


async def filled(file: Path, count: int = 200) -> None:
    """Make a database in which many questions wait."""
    async with opened(file) as store:
        await store.take_in([arrival(number, lane=number, body="x" * 500) for number in range(count)])


@contextlib.contextmanager
def beside(file: Path) -> Iterator[sqlite3.Connection]:
    """Connect to the file of a running store from outside."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        yield connection


def mode(path: Path) -> int:
    """Return who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


def widen(path: Path) -> None:
    """Let everybody read a file."""
    path.chmod(0o644)


def damaged(file: Path, damage: str) -> bytes:
    """Damage a database; return what is left of it."""
    whole = file.read_bytes()
    left = {
        "zero bytes": b"",
        "wrong magic": b"not SQLite format" + whole[17:],
        "truncated": whole[: len(whole) // 2],
        "pages overwritten": whole[:4096] + b"\xff" * (len(whole) - 4096),
        "text": b"hello",
    }[damage]
    file.write_bytes(left)
    return left


async def test_only_its_owner_reads_a_database(tmp_path: Path) -> None:
    """The file, what stands beside it, and a folder that had to be made are closed to everybody else."""
    folder = tmp_path / "made" / "here"
    async with opened(folder / "bot.db") as store:
        await store.take_in([arrival(1)])
        modes = {path.name: mode(path) for path in [folder, *folder.iterdir()]}

    assert modes == {
        "here": 0o700,
        "bot.db": 0o600,
        "bot.db-wal": 0o600,
        "bot.db-shm": 0o600,
        "bot.db.lock": 0o600,
    }


async def test_a_database_that_others_could_read_is_closed_to_them(file: Path) -> None:
    """Rights that are too wide are narrowed when the database is opened."""
    await filled(file)
    widen(file)
    async with opened(file):
        found = mode(file)

    assert found == 0o600


async def test_a_committed_question_is_on_the_disk(file: Path) -> None:
    """Every commit waits for the disk, in a log beside the file."""
    async with opened(file) as store:
        await store.take_in([arrival(1)])
        connection = store._database._connection  # type: ignore[attr-defined]
        found = [
            await store._database.run(lambda each, name=name: each.exec_driver_sql(f"PRAGMA {name}").scalar())  # type: ignore[misc]
            for name in ("journal_mode", "synchronous", "secure_delete", "busy_timeout")
        ]

    assert connection is not None
    assert found == ["wal", 2, 1, 5000]


async def test_no_word_of_a_patient_outlives_the_answer(file: Path) -> None:
    """When a store has answered and is idle, no byte of the text is in any file, though it still runs."""
    body = CANARY * 500
    async with opened(file) as store:
        await store.take_in([arrival(1, body=body), arrival(2, lane=2, body=CANARY)])
        await store.finish([answer(update, f"about {CANARY}") for update in await updates(store, 2)])
        for due in await letters(store, 2):
            await store.settle(Sent(claim=due.claim))
        files = sorted(file.parent.iterdir())
        await until(lambda: not any(CANARY.encode() in path.read_bytes() for path in files))

    assert file in files


@pytest.mark.parametrize("damage", ["zero bytes", "wrong magic", "truncated", "pages overwritten", "text"])
async def test_a_broken_database_is_set_aside(
    file: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A file that is no database is kept under another name, loudly, and a fresh one is begun."""
    await filled(file)
    broken = damaged(file, damage)
    async with opened(file) as store:
        await store.take_in([arrival(1_000)])
        found = ids(await updates(store, 1))
    (aside,) = file.parent.glob("bot.db.corrupt-*")

    assert found == [1_000]
    assert aside.name == "bot.db.corrupt-20270115-080000"
    assert aside.read_bytes() == broken
    assert [record.levelno for record in caplog.records] == [logging.CRITICAL]


async def test_a_database_that_breaks_at_run_time_is_set_aside(file: Path) -> None:
    """A fresh database takes the work at hand, and answers that are under way are delivered."""
    await filled(file)
    async with opened(file) as store:
        (update, *_) = await updates(store, 32)
        with beside(file) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        damaged(file, "pages overwritten")
        with beside(file) as connection, contextlib.suppress(sqlite3.Error):
            # Whatever the store has read before is out of date, so it reads the file again.
            connection.execute("PRAGMA user_version=1")
        await store.take_in([arrival(3_000, lane=3_000)])
        await store.finish([answer(update, "all the same")])
        delivered = contents(await letters(store, 1))
        asked = ids(await updates(store, 1))
        while 3_000 not in asked:
            # What was fetched before the break may come first.
            asked += ids(await updates(store, 1))

    assert delivered == ["all the same"]
    assert len(list(file.parent.glob("bot.db.corrupt-*"))) == 1


async def test_a_second_process_is_kept_off(file: Path) -> None:
    """A database in a file belongs to one process, and the message says what to do."""
    program = f"""
import asyncio
from bot.storage.opening import open_store

async def main():
    async with open_store("sqlite:///{file}"):
        pass

asyncio.run(main())
"""
    async with opened(file):
        second = await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, stderr=asyncio.subprocess.PIPE
        )
        _, told = await second.communicate()
    async with opened(file):
        pass

    assert second.returncode == 1
    assert "Another process uses the database" in told.decode()


async def test_the_claims_of_a_killed_process_are_void(file: Path) -> None:
    """Whoever opens the database is alone with it, so no lease of another process holds anything up."""
    await filled(file, 1)
    with beside(file) as connection:
        connection.execute("UPDATE inbox SET leased_until = 9e9")
    async with opened(file) as store:
        found = ids(await updates(store, 1))

    assert found == [0]


async def test_a_file_that_is_locked_for_a_moment_is_waited_for(file: Path) -> None:
    """While somebody else writes to the file, what arrives waits, and is stored after it."""
    async with opened(file) as store:
        with beside(file) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            taking = asyncio.create_task(store.take_in([arrival(1)]))
            await asyncio.sleep(0)
            connection.execute("ROLLBACK")

            assert await taking == 1


async def test_a_full_disk_is_told_and_got_over(file: Path) -> None:
    """When there is no room nothing is stored and the error says so; when there is room again, it works."""
    async with opened(file) as store:
        await store.take_in([arrival(1)])
        (update,) = await updates(store, 1)

        async def room(pages: int) -> None:
            await store._database.run(
                lambda each: each.exec_driver_sql(f"PRAGMA max_page_count={pages}").close()
            )

        await room(1)
        with pytest.raises(StorageUnavailable) as full:
            await store.take_in([arrival(2, body=CANARY * 5_000)])
        await room(1_000_000)
        again = await store.take_in([arrival(2)])
        await store.finish([answer(update, "hello")])

        assert CANARY not in str(full.value)
        assert full.value.__cause__ is None
        assert again == 1
        assert contents(await letters(store, 1)) == ["hello"]


async def test_a_bot_begins_though_nothing_can_be_stored_yet(file: Path) -> None:
    """A disk that fails at the start is told like one that fails later; when it works, everything does."""
    journal = file.with_name(f"{file.name}-wal")
    journal.mkdir()
    async with opened(file) as store:
        with pytest.raises(StorageUnavailable):
            await store.take_in([arrival(1)])
        journal.rmdir()
        again = await store.take_in([arrival(1)])

        assert again == 1
        assert len(await updates(store, 1)) == 1


async def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Where there can be no file the message names the place and what to do."""
    (tmp_path / "file").touch()

    for place in (tmp_path / "file" / "bot.db", tmp_path):
        with pytest.raises(CannotOpen, match="name another one in DATABASE_URL"):
            async with opened(place):
                pass


async def test_a_database_of_another_program_is_left_alone(file: Path) -> None:
    """A file with tables that are not the bot's is refused."""
    with beside(file) as connection:
        connection.execute("CREATE TABLE inbox (mail TEXT)")

    with pytest.raises(CannotOpen, match="belongs to another program"):
        async with opened(file):
            pass


async def test_a_database_of_a_newer_bot_is_refused(file: Path) -> None:
    """A bot of an older version does not touch what a newer one wrote, and says so."""
    await filled(file)
    with beside(file) as connection:
        connection.execute("UPDATE schema_version SET version = 99")

    with pytest.raises(CannotOpen, match="newer bot"):
        async with opened(file):
            pass
