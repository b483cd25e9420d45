"""Looking at a database changes nothing in it, and works beside the bot."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, update

from bot.storage.changes import Count
from bot.storage.failures import CannotOpen
from bot.storage.looking import counts_in, file_of, look
from bot.storage.opening import open_store
from bot.storage.records import Arrival, Counted, Finished
from bot.storage.schema import schema_version
from tests.storage import version_one

ARRIVED = 1_800_000_000.0


def url_of(path: Path) -> str:
    """Return the address of a database in a file."""
    return f"sqlite:///{path}"


async def filled(path: Path) -> None:
    """Make a database in which one question waits."""
    async with open_store(url_of(path), clock=lambda: ARRIVED) as store:
        await store.take_in([Arrival(update_id=1, lane=7, body="{}")])


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def test_a_look_tells_what_waits(tmp_path: Path) -> None:
    """The number of open questions is told, and since when the oldest waits."""
    path = tmp_path / "bot.db"
    await filled(path)

    seen = await look(url_of(path))

    assert seen.version == seen.known
    assert (seen.depth.updates, seen.depth.oldest_update) == (1, ARRIVED)
    assert (seen.depth.letters, seen.depth.oldest_letter) == (0, None)


async def test_what_is_answered_does_not_wait(tmp_path: Path) -> None:
    """A question that has its answer is not counted."""
    url = url_of(tmp_path / "bot.db")
    async with open_store(url, clock=lambda: ARRIVED) as store:
        await store.take_in([Arrival(update_id=1, lane=7, body="{}")])
        (claimed,) = await store.next_updates()
        await store.finish([Finished(claim=claimed.claim)])

    assert (await look(url)).depth.updates == 0


async def test_a_look_leaves_no_trace(tmp_path: Path) -> None:
    """Of a database that nobody has open, no byte changes, and no journal appears beside it."""
    await filled(tmp_path / "bot.db")
    before = contents(tmp_path)

    await look(url_of(tmp_path / "bot.db"))

    assert contents(tmp_path) == before


async def test_a_look_works_beside_the_bot(tmp_path: Path) -> None:
    """A running bot has its database to itself, and a look sees what it has just stored."""
    path = tmp_path / "bot.db"
    async with open_store(url_of(path), clock=lambda: ARRIVED) as store:
        await store.take_in([Arrival(update_id=1, lane=7, body="{}")])
        seen = await look(url_of(path))
        known = await store.take_in([Arrival(update_id=1, lane=7, body="{}")])

    assert seen.depth.updates == 1
    assert known == 0


async def test_the_numbers_are_read_beside_the_bot(lasting_url: str) -> None:
    """What a running bot has counted since a day is told, in the order of the days."""
    async with open_store(lasting_url, clock=lambda: ARRIVED) as store:
        for number, day in enumerate(("2027-01-14", "2027-01-15", "2027-01-15")):
            await store.take_in([Arrival(update_id=number, lane=7, body="{}")])
            (claimed,) = await store.next_updates()
            counted = (Count(day=day, name="answer", topic="pain"),)
            await store.finish([Finished(claim=claimed.claim, changes=counted)])
        found = await counts_in(lasting_url, "2027-01-15")

    assert found == (Counted(day="2027-01-15", name="answer", topic="pain", times=2),)


async def test_an_earlier_database_has_no_numbers(tmp_path: Path) -> None:
    """What knows no numbers yet is read as having none."""
    path = tmp_path / "bot.db"
    engine = create_engine(url_of(path))
    with engine.begin() as connection:
        version_one.make(connection)
    engine.dispose()

    assert await counts_in(url_of(path), "2027-01-15") == ()


async def test_an_empty_file_has_no_version(tmp_path: Path) -> None:
    """A file without tables is told as such."""
    path = tmp_path / "bot.db"
    path.touch()

    seen = await look(url_of(path))

    assert seen.version is None
    assert seen.depth.updates == 0


async def test_a_newer_database_is_not_counted(tmp_path: Path) -> None:
    """What a newer program wrote is told by its version only."""
    path = tmp_path / "bot.db"
    await filled(path)
    engine = create_engine(url_of(path))
    with engine.begin() as connection:
        connection.execute(update(schema_version).values(version=99))
    engine.dispose()

    seen = await look(url_of(path))

    assert seen.version == 99
    assert seen.depth.updates == 0


async def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """A file that is no database cannot be opened, and the reason does not name it."""
    path = tmp_path / "canary.db"
    path.write_bytes(b"not a database at all" * 100)

    with pytest.raises(CannotOpen) as error:
        await look(url_of(path))

    assert "damaged" in str(error.value)
    assert "canary" not in str(error.value)


@pytest.mark.parametrize("url", ["postgresql://canary:canary@127.0.0.1:9/canary", "canary"])
async def test_what_cannot_be_reached_is_told_without_its_password(url: str) -> None:
    """Neither a server that is away nor an address without sense brings a password into the message."""
    with pytest.raises(CannotOpen) as error:
        await look(url)

    assert "canary" not in str(error.value)


def test_a_database_in_a_file_has_a_path() -> None:
    """The file of an SQLite database is known from its address; others have none."""
    assert file_of("sqlite:///data/aftercare.db") == Path("data/aftercare.db")
    assert file_of("sqlite:////var/lib/aftercare.db") == Path("/var/lib/aftercare.db")
    assert file_of("sqlite://") is None
    assert file_of("postgresql://user:word@host/name") is None
