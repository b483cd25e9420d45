"""What a process has claimed is handed out once, and counts until it is ended."""

import asyncio

import pytest

from bot.storage.claimed import Handout, Held
from bot.storage.records import Claim

FIRST, SECOND = Claim(row=1, number=1), Claim(row=2, number=1)
AGAIN = Claim(row=1, number=2)


def test_room_is_what_is_not_held() -> None:
    """Whatever is about to end makes room, once, and only if it is held."""
    held = Held(3)
    held.hold([FIRST, SECOND], 0.0)

    assert held.room([]) == 1
    assert held.room([FIRST, FIRST, AGAIN]) == 2


def test_a_void_claim_lets_nothing_go() -> None:
    """When a row was claimed again, the claim before it ends nothing."""
    held = Held(3)
    held.hold([FIRST], 0.0)
    held.hold([AGAIN], 1.0)
    held.let_go([FIRST])

    assert held.older_than(2.0) == (AGAIN,)


def test_a_lengthened_lease_counts_from_then() -> None:
    """A claim is old when neither its making nor its lengthening is recent."""
    held = Held(3)
    held.hold([FIRST, SECOND], 0.0)
    held.hold([SECOND], 5.0)

    assert held.older_than(5.0) == (FIRST,)


async def test_rows_are_handed_to_one_worker() -> None:
    """Of two workers that wait, one gets everything, and the other goes on waiting."""
    handout = Handout[int]()
    workers = [asyncio.create_task(handout.take()) for _ in range(2)]
    await asyncio.sleep(0)
    handout.put([1, 2])
    done, waiting = await asyncio.wait(workers, return_when=asyncio.FIRST_COMPLETED)
    handout.put([3])

    assert [worker.result() for worker in done] == [(1, 2)]
    assert [await worker for worker in waiting] == [(3,)]


async def test_a_worker_that_stops_waiting_takes_nothing_along() -> None:
    """Rows that come for a worker that has given up are there for the next one."""
    handout = Handout[int]()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await handout.take()
    handout.put([1])

    assert await handout.take() == (1,)
