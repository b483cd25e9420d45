"""Missed questions are kept without anything that leads back to whoever asked, and not for long."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import create_engine, inspect, text

from bot.storage.changes import Change, Miss
from bot.storage.looking import missed_in
from bot.storage.missed import KEPT, MOST, add, every, purge
from bot.storage.opening import open_store
from bot.storage.records import Finished, Missed
from bot.storage.schema import metadata
from bot.storage.store import Store
from tests.storage.stage import NOON, Clock, arrival, told

TODAY: Final = datetime.fromtimestamp(NOON, UTC).date().isoformat()
TOMORROW: Final = datetime.fromtimestamp(NOON + 86_400, UTC).date().isoformat()


def miss(asked: str, day: str = TODAY) -> Miss:
    """Return a question that was not understood."""
    return Miss(day=day, kind="unknown", text=asked)


def kept(asked: str, day: str = TODAY, times: int = 1) -> Missed:
    """Return the same as it is kept."""
    return Missed(day=day, kind="unknown", text=asked, times=times)


async def make(store: Store, *changes: Change) -> None:
    """End an update that makes some changes."""
    update = await told(store, arrival(abs(hash(changes)) % 1_000_000))
    await store.finish([Finished(claim=update.claim, changes=changes)])


async def test_a_question_is_kept_once_a_day(store: Store) -> None:
    """The same words on the same day are one row that counts; the newest day stands first."""
    await make(store, miss("a"), miss("a"), miss("b"))
    await make(store, miss("a"), miss("a", TOMORROW))

    assert await store._ask(every) == (kept("a", TOMORROW), kept("a", times=3), kept("b"))


async def test_a_question_is_gone_after_30_days(store: Store, clock: Clock) -> None:
    """A row goes when its day is longer ago than that."""
    await make(store, miss("a"), miss("a", TOMORROW))
    clock.now = NOON + KEPT + 86_400
    await store.depth()

    assert await store._ask(every) == (kept("a", TOMORROW),)


def test_the_oldest_go_when_there_are_too_many() -> None:
    """No more than 5,000 are kept, and what came last stays."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        add(connection, [miss(f"old {number}", "2026-01-01") for number in range(MOST)])
        add(connection, [miss("new", "2026-01-02")])
        found = every(connection)
        purge(connection, NOON)
        left = every(connection)
    engine.dispose()

    assert (len(found), found[0].text) == (MOST, "new")
    assert not left


def test_no_row_tells_whose_it_is() -> None:
    """Nothing but the day, the kind and the words is kept, and the rows have no order of their own."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        columns = [column["name"] for column in inspect(connection).get_columns("missed")]
        made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'missed'")).scalar_one()
    engine.dispose()

    assert columns == ["day", "kind", "text", "times"]
    assert "WITHOUT ROWID" in str(made)


async def test_the_questions_are_read_beside_the_running_bot(tmp_path: Path) -> None:
    """Whoever looks from outside sees what is kept."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    async with open_store(url) as store:
        await make(store, miss("a", datetime.now(UTC).date().isoformat()))
        found = await missed_in(url)

    assert [one.text for one in found] == ["a"]
