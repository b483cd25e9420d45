"""The database: room, modes, what waits in it, and what keeps it from opening."""

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.doctor import database
from bot.doctor.database import database_findings
from bot.doctor.findings import Finding, Verdict
from bot.storage.opening import open_store
from bot.storage.records import Arrival

ARRIVED = 1_800_000_000.0


class Usage(NamedTuple):
    """How full a disk is."""

    total: int
    used: int
    free: int


def names_in(folder: Path) -> list[str]:
    """Return the names of everything in a folder."""
    return sorted(path.name for path in folder.iterdir())


async def told(url: str, now: float = ARRIVED) -> dict[str, Finding]:
    """Return what is said of a database, by name."""
    return {finding.name: finding for finding in await database_findings(url, now)}


async def test_a_first_start_needs_no_database(tmp_path: Path) -> None:
    """A database that is not there yet is made by the bot, and not by the doctor; nor is its folder."""
    said = await told(f"sqlite:///{tmp_path}/data/aftercare.db")

    assert {finding.verdict for finding in said.values()} == {Verdict.OK}
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(("later", "verdict"), [(59, Verdict.OK), (3600, Verdict.WARN)])
async def test_questions_that_wait_are_told(tmp_path: Path, later: float, verdict: Verdict) -> None:
    """A question that has waited for more than a minute shows that nobody answers."""
    url = f"sqlite:///{tmp_path}/aftercare.db"
    async with open_store(url, clock=lambda: ARRIVED) as store:
        await store.take_in([Arrival(update_id=1, lane=7, body="{}")])

    said = await told(url, ARRIVED + later)

    assert said["database"].verdict is Verdict.OK
    assert said["waiting"].verdict is verdict
    assert said["waiting"].found.startswith("1 questions")


@pytest.mark.parametrize(("version", "verdict"), [(1, Verdict.OK), (99, Verdict.WRONG)])
async def test_a_database_of_a_newer_program_is_wrong(tmp_path: Path, version: int, verdict: Verdict) -> None:
    """An older program cannot go on with what a newer one has changed."""
    url = f"sqlite:///{tmp_path}/aftercare.db"
    async with open_store(url):
        pass
    with contextlib.closing(sqlite3.connect(tmp_path / "aftercare.db")) as connection, connection:
        connection.execute("UPDATE schema_version SET version = ?", (version,))

    said = await told(url)

    assert said["database"].verdict is verdict


@pytest.mark.parametrize("copy", ["before-v2", "corrupt-20261123-120000", "corrupt-20261123-120000-wal"])
async def test_an_old_copy_of_the_database_is_told(tmp_path: Path, copy: str) -> None:
    """A copy beside the database holds what patients have had erased, so somebody must delete it."""
    (tmp_path / f"aftercare.db.{copy}").touch()
    (tmp_path / "other.db.before-v2").touch()

    said = await told(f"sqlite:///{tmp_path}/aftercare.db")

    assert said["database copies"].verdict is Verdict.WARN
    assert said["database copies"].found.startswith(f"aftercare.db.{copy} still")


async def test_a_database_without_copies_has_no_finding_about_them(tmp_path: Path) -> None:
    """Where nothing lies beside the database, nothing is said."""
    assert "database copies" not in await told(f"sqlite:///{tmp_path}/aftercare.db")


async def test_a_full_disk_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With hardly any room left, questions cannot be stored."""
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _: Usage(10**9, 10**9 - database.ROOM + 1, database.ROOM - 1)
    )

    said = await told(f"sqlite:///{tmp_path}/aftercare.db")

    assert said["disk"].verdict is Verdict.WRONG


async def test_a_folder_that_cannot_be_written_is_wrong() -> None:
    """Where nobody can write, the bot cannot either."""
    said = await told("sqlite:////proc/aftercare.db")

    assert said["database folder"].verdict is Verdict.WRONG
    assert "chown" in said["database folder"].cure


async def test_a_database_in_memory_is_told() -> None:
    """What is kept in memory only does not outlive a restart."""
    said = await told("sqlite://")

    assert said["database"].verdict is Verdict.WARN


@pytest.mark.parametrize("url", ["postgresql://user:canary@127.0.0.1:9/name", "nonsense"])
async def test_a_database_that_does_not_open_is_wrong(url: str) -> None:
    """A server that is away is told, with what to do and without the password."""
    said = await told(url)

    assert said["database"].verdict is Verdict.WRONG
    assert said["database"].cure
    assert "canary" not in str(said)
