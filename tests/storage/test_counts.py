"""Numbers and posts: what the store keeps that belongs to no patient."""

import asyncio

from bot.storage.changes import Count
from bot.storage.counts import KEPT
from bot.storage.records import Counted, Finished
from bot.storage.store import Store
from tests.storage.stage import NOON, Clock, arrival, make, told, updates, void

TODAY, TOMORROW = "2027-01-15", "2027-01-16"


def counted(day: str = TODAY, name: str = "answer", topic: str = "") -> Count:
    """Return a change that counts one."""
    return Count(day=day, name=name, topic=topic)


async def test_what_is_counted_adds_up(store: Store) -> None:
    """Equal things of a day make one number, within an update and over many."""
    await make(store, counted(), counted(topic="pain"), counted())
    await make(store, counted(), counted(TOMORROW))

    assert await store.counts(TODAY) == (
        Counted(day=TODAY, name="answer", topic="", times=3),
        Counted(day=TODAY, name="answer", topic="pain", times=1),
        Counted(day=TOMORROW, name="answer", topic="", times=1),
    )
    assert len(await store.counts(TOMORROW)) == 1


async def test_updates_that_end_together_all_count(store: Store) -> None:
    """Numbers of one transaction come from every update that ends in it."""
    await store.take_in([arrival(number, number) for number in range(20)])
    found = await updates(store, 20)
    await asyncio.gather(
        *(store.finish([Finished(claim=update.claim, changes=(counted(),))]) for update in found)
    )

    assert [number.times for number in await store.counts(TODAY)] == [20]


async def test_a_void_claim_counts_nothing(store: Store) -> None:
    """Whoever finishes an update a second time, or too late, adds to no number."""
    update = await told(store, arrival(1))
    await store.finish([Finished(claim=void(update.claim), changes=(counted(),))])
    for _ in range(2):
        await store.finish([Finished(claim=update.claim, changes=(counted(),))])

    assert [number.times for number in await store.counts(TODAY)] == [1]


async def test_numbers_are_kept_for_two_years(store: Store, clock: Clock) -> None:
    """A day is forgotten when it is longer ago than that."""
    await make(store, counted(), counted(TOMORROW))
    clock.now = NOON + KEPT + 86_400
    await store.depth()

    assert [number.day for number in await store.counts("")] == [TOMORROW]
