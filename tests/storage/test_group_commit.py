"""Work that waits is written together; what cannot be written fails alone, and nothing stops the writer."""

import asyncio
from collections.abc import Callable

import pytest

from bot.storage.failures import NotStorable, StorageUnavailable
from bot.storage.group_commit import GroupCommit
from bot.storage.turn import Outcome, Work
from tests.storage.stage import arrival

SECRET = "what a patient wrote"


class Recorder:
    """Stands where the database is: notes what it is told to write, and fails when asked to."""

    def __init__(self, failing: Callable[[Work], Exception | None] = lambda _: None) -> None:
        self.written: list[list[int]] = []
        self._failing = failing

    async def commit(self, work: Work) -> Outcome:
        """Write it down."""
        ids = [arrival.update_id for arrival in work.arrivals]
        failure = self._failing(work)
        if failure:
            raise failure
        self.written.append(ids)
        return Outcome(new=frozenset(ids), updates=(), letters=(), waiting=None, depth=None)


async def hand_in(group: GroupCommit, *update_ids: int) -> list[int | BaseException]:
    """Hand in an update each, all at once, and take turns until everybody knows."""
    waiting = [asyncio.create_task(group.write(Work(arrivals=(arrival(number),)))) for number in update_ids]
    while not all(one.done() for one in waiting):
        await group.turn(1.0)
        await asyncio.sleep(0)
    told = await asyncio.gather(*waiting, return_exceptions=True)
    return [one if isinstance(one, BaseException) else one.new for one in told]


async def test_what_waits_is_written_together() -> None:
    """One transaction holds everybody's work, in the order in which it came."""
    recorder = Recorder()
    told = await hand_in(GroupCommit(recorder.commit), 3, 1, 2)

    assert recorder.written == [[3, 1, 2]]
    assert told == [1, 1, 1]


async def test_the_guilty_one_fails_alone() -> None:
    """When something in a transaction can never be stored, everything is written one by one."""

    def fail(work: Work) -> Exception | None:
        return NotStorable("no") if any(arrival.update_id == 2 for arrival in work.arrivals) else None

    recorder = Recorder(fail)
    told = await hand_in(GroupCommit(recorder.commit), 1, 2, 3)

    assert recorder.written == [[1], [3]]
    assert [told[0], told[2]] == [1, 1]
    assert isinstance(told[1], NotStorable)


async def test_everybody_learns_that_the_database_is_away() -> None:
    """When nothing can be stored, twice running, everybody is told, and the next turn is a fresh try."""
    failures: list[Exception | None] = [None, StorageUnavailable("away"), StorageUnavailable("away")]
    group = GroupCommit(Recorder(lambda _: failures.pop()).commit)
    told = await hand_in(group, 1, 2)

    assert [type(one) for one in told] == [StorageUnavailable] * 2
    assert await hand_in(group, 3) == [1]


async def test_a_hitch_that_passes_is_nobodys_business() -> None:
    """A transaction that fails once is tried again before anybody is told that nothing can be stored."""
    failures: list[Exception | None] = [None, StorageUnavailable("away")]
    recorder = Recorder(lambda _: failures.pop())
    told = await hand_in(GroupCommit(recorder.commit), 1, 2)

    assert told == [1, 1]
    assert recorder.written == [[1, 2]]


async def test_a_bug_does_not_stop_the_writer(caplog: pytest.LogCaptureFixture) -> None:
    """An error that nobody thought of fails the work at hand, without its words, and is logged by kind."""
    failures: list[Exception | None] = [None, KeyError(SECRET)]
    group = GroupCommit(Recorder(lambda _: failures.pop()).commit)
    (told,) = await hand_in(group, 1)

    assert isinstance(told, StorageUnavailable)
    assert SECRET not in f"{told}{caplog.text}"
    assert "KeyError" in caplog.text
    assert await hand_in(group, 2) == [1]


async def test_whoever_gives_up_waiting_harms_nobody() -> None:
    """A caller that is cancelled while its work is written takes nothing from the others."""
    recorder = Recorder()
    group = GroupCommit(recorder.commit)
    impatient = asyncio.create_task(group.write(Work(arrivals=(arrival(1),))))
    await asyncio.sleep(0)
    impatient.cancel()

    assert await hand_in(group, 2) == [1]
    assert recorder.written == [[1, 2]]
