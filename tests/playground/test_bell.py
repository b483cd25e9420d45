"""Whoever waits for something is woken when it may have come true, and at the latest when time is up."""

import asyncio
import time

from bot.playground.bell import Bell


async def test_what_holds_already_is_not_waited_for() -> None:
    """A condition that holds needs no ring, and not even time."""
    assert await Bell().until(lambda: True, 0) is True


async def test_one_ring_wakes_everyone_who_waits() -> None:
    """Several people wait for different things; each goes on when theirs has come true."""
    bell, happened = Bell(), set[str]()
    first = asyncio.create_task(bell.until(lambda: "one" in happened, 1))
    second = asyncio.create_task(bell.until(lambda: "one" in happened, 1))
    third = asyncio.create_task(bell.until(lambda: "two" in happened, 1))
    await asyncio.sleep(0)
    happened.add("one")
    bell.ring()
    assert all(await asyncio.gather(first, second))
    assert not third.done()

    happened.add("two")
    bell.ring()

    assert await third is True


async def test_waiting_ends_with_what_holds_by_then() -> None:
    """When time is up the answer is the truth, whether anybody rang or not."""
    deadline = time.monotonic() + 0.02

    assert await Bell().until(lambda: False, 0.02) is False
    assert await Bell().until(lambda: time.monotonic() >= deadline + 0.02, 0.05) is True


async def test_a_wait_without_limit_ends_with_the_ring() -> None:
    """Somebody without a deadline waits until it has come true."""
    bell, happened = Bell(), set[str]()
    waiting = asyncio.create_task(bell.until(lambda: "one" in happened, None))
    await asyncio.sleep(0)
    happened.add("one")
    bell.ring()

    assert await asyncio.wait_for(waiting, 5) is True
