"""A reminder arrives in its chat once, at its time, whatever happens to the program and its clock."""

import asyncio
import contextlib
import itertools
import json
from collections import Counter
from random import Random

import pytest
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.pool import StaticPool

from bot.storage import inbox, turn
from bot.storage.changes import DropReminders, OpenTicket, SetReminder
from bot.storage.inbox import KEPT
from bot.storage.opening import open_store
from bot.storage.records import Ended, Finished, OpenUpdate
from bot.storage.schedule import PURGES_EVERY
from bot.storage.schema import chats, metadata
from bot.storage.schema import outbox as outbox_table
from bot.storage.store import Store
from bot.storage.turn import Outcome, Upkeep, Work
from tests.storage.stage import (
    LEASE,
    NOON,
    PATIENCE,
    Clock,
    answer,
    arrival,
    letter,
    letters,
    make,
    no_update_comes,
    told,
    updates,
)

DAY = 86_400.0
SOON = NOON + 60


def reminder(name: str = "day-two", due: float = SOON, *, chat_id: int = 1, content: str = "") -> SetReminder:
    """Return a reminder for a chat."""
    return SetReminder(chat_id=chat_id, name=name, due=due, content=content)


def names(found: list[OpenUpdate]) -> list[str]:
    """Return the names of reminders that have arrived."""
    return [json.loads(update.body)["reminder"]["name"] for update in found]


async def test_a_reminder_arrives_at_its_time_as_an_update_of_its_chat(store: Store, clock: Clock) -> None:
    """It brings back what was stored, in the chat's lane, with the chat's memory, and not before."""
    await make(store, reminder(content="ü 😊"), lane=9)
    await store.finish([answer(await told(store, arrival(1)), memory="remembered")])
    clock.now = SOON - 1
    await no_update_comes(store)
    clock.now = SOON
    (update,) = await updates(store, 1)
    told_of = {"name": "day-two", "content": "ü 😊", "due": SOON, "chat": {"id": 1}}

    assert json.loads(update.body) == {"reminder": told_of}
    assert (update.lane, update.arrived, update.memory) == (1, SOON, "remembered")
    assert update.update_id < 0


async def test_a_reminder_that_is_finished_does_not_come_again(store: Store, clock: Clock) -> None:
    """Neither an hour later nor when the clock has been set back."""
    await make(store, reminder())
    clock.now = SOON
    await store.finish([answer(update) for update in await updates(store, 1)])
    for later in (SOON + 3_600, NOON, SOON + 3_601):
        clock.now = later
        await no_update_comes(store)

    assert (await store.depth()).updates == 0


async def test_a_late_reminder_tells_when_it_was_due(store: Store, clock: Clock) -> None:
    """After a night without power it comes at once, with the time for which it was set."""
    await make(store, reminder())
    clock.now = SOON + 3 * DAY
    (update,) = await updates(store, 1)

    assert (json.loads(update.body)["reminder"]["due"], update.arrived) == (SOON, SOON + 3 * DAY)


async def test_a_reminder_is_set_once_for_a_name(store: Store, clock: Clock) -> None:
    """The later one of a name holds; another name and another chat have their own."""
    await make(store, reminder(due=SOON), reminder("day-nine"), reminder(chat_id=2), reminder(due=SOON + 60))
    clock.now = SOON
    first = await updates(store, 2)
    await store.finish([answer(update) for update in first])
    clock.now = SOON + 60

    assert names(first) == ["day-nine", "day-two"]
    assert names(await updates(store, 1)) == ["day-two"]


@pytest.mark.parametrize(("dropped", "left"), [(("day-two", "day-four"), ["day-nine"]), ((), [])])
async def test_dropped_reminders_do_not_come(
    store: Store, clock: Clock, dropped: tuple[str, ...], left: list[str]
) -> None:
    """Those of the names, or all of the chat; another chat's come."""
    await make(store, *(reminder(name) for name in ("day-two", "day-four", "day-nine")))
    await make(store, reminder("other", chat_id=2), DropReminders(chat_id=1, names=dropped))
    clock.now = SOON

    assert sorted(names(await updates(store, 1 + len(left)))) == [*left, "other"]
    await no_update_comes(store)


async def test_no_reminder_goes_to_a_chat_that_is_shut(store: Store, clock: Clock) -> None:
    """A patient who has blocked the bot is not reminded, until something is written there again."""
    await make(store, reminder(), reminder("day-nine", SOON + 60), letters=[letter("hello")])
    (due,) = await letters(store, 1)
    await store.settle(Ended(claim=due.claim, reason="blocked", closes_chat=True))
    clock.now = SOON
    await no_update_comes(store)
    await store.finish([answer(await told(store, arrival(1)))])
    clock.now = SOON + 60

    assert names(await updates(store, 1)) == ["day-nine"]


async def test_a_conversation_is_ended_in_a_chat_that_is_shut_too(store: Store, clock: Clock) -> None:
    """A patient who blocks the bot in the middle leaves no conversation open for ever."""
    number = await make(store, OpenTicket(patient=1, staff=-100), reminder("ticket"), lane=1)
    await make(store, letters=[letter("hello")])
    (due,) = await letters(store, 1)
    await store.settle(Ended(claim=due.claim, reason="blocked", closes_chat=True))
    clock.now = SOON
    (update,) = await updates(store, 1)

    assert names([update]) == ["ticket"]
    assert update.ticket is not None
    assert (update.ticket.number, update.ticket.is_open) == (number, True)


async def test_a_reminder_is_no_sign_of_life(store: Store, clock: Clock) -> None:
    """Its end opens no chat that was shut meanwhile, and what ends by silence ends all the same."""
    asked = await told(store, arrival(1))
    await store.finish(
        [
            Finished(
                claim=asked.claim, letters=(letter("hello"),), memory="m", changes=(reminder(due=NOON + 5),)
            )
        ]
    )
    clock.now += 5
    (update,) = await updates(store, 1)
    (due,) = await letters(store, 1)
    await store.settle(Ended(claim=due.claim, reason="blocked", closes_chat=True))
    await store.finish([Finished(claim=update.claim, memory="m2", kept="k")])
    found: list[tuple[object, ...]] = []
    await store._ask(
        lambda each: found.extend(
            tuple(row)
            for row in each.execute(select(chats.c.memory, chats.c.kept, chats.c.seen, chats.c.closed_at))
        )
    )

    assert found == [("m2", "k", NOON, NOON + 5)]


async def test_a_reminder_waits_for_its_chat_s_turn(store: Store, clock: Clock) -> None:
    """While an update of the chat is answered, its reminder is not worked on."""
    update = await told(store, arrival(1))
    await make(store, reminder())
    clock.now = SOON
    await no_update_comes(store)
    await store.finish([answer(update)])

    assert names(await updates(store, 1)) == ["day-two"]


async def test_a_reminder_comes_on_time_without_a_look(url: str) -> None:
    """A store that hardly ever looks by itself knows when the next one is due."""
    async with open_store(url, looks_every=3_600.0) as store:
        await store.depth()
        await make(store, reminder(due=0.0))

        assert names(await updates(store, 1)) == ["day-two"]


async def test_a_reminder_outlives_the_process(lasting_url: str, clock: Clock) -> None:
    """It comes in the next process, and if that ends before its answer, in the one after it."""
    async with open_store(lasting_url, clock=clock) as store:
        await make(store, reminder())
    clock.now = SOON
    found = []
    for _ in range(2):
        async with open_store(lasting_url, clock=clock, looks_every=0.02) as store:
            found += await updates(store, 1)

    assert names(found) == ["day-two"] * 2
    assert found[0].update_id == found[1].update_id


async def test_two_processes_bring_each_reminder_once(postgres_url: str, clock: Clock) -> None:
    """Of 300 that are due at once, each comes to one of two processes."""
    heard: Counter[str] = Counter()
    all_heard = asyncio.Event()

    async def work(store: Store) -> None:
        while True:
            found = await store.next_updates()
            await store.finish([answer(update) for update in found])
            heard.update(names(list(found)))
            if heard.total() >= 300:
                all_heard.set()

    async with (
        open_store(postgres_url, clock=clock, looks_every=0.01) as one,
        open_store(postgres_url, clock=clock, looks_every=0.01) as two,
    ):
        letters_of = "abcdefghijklmnopqrst"
        all_names = [first + second for first in letters_of for second in letters_of[:15]]
        await make(one, *(reminder(name, chat_id=1 + number) for number, name in enumerate(all_names)))
        clock.now = SOON
        workers = [asyncio.create_task(work(store)) for store in (one, two)]
        await asyncio.wait_for(all_heard.wait(), PATIENCE)
        await one.depth()
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    assert heard == Counter(all_names)


class Killed(Exception):  # noqa: N818  It reads as what it says.
    """The program ended in the middle of a transaction."""


class Program:
    """A program that is killed again and again, under a clock that jumps, over a database that stays."""

    def __init__(self, engine: Engine, chance: Random) -> None:
        self._engine, self._chance = engine, chance
        self._ids = itertools.count(1)
        self.now = NOON
        self.kills = 0

    def ask(self, chat_id: int, name: str, due: float) -> None:
        """Take in a wish for a reminder, as often as it takes."""
        wish = arrival(next(self._ids), chat_id, body=json.dumps({"name": name, "due": due}))
        while self._turn(Work(arrivals=(wish,)), most=0) is None:
            pass

    def live(self) -> None:
        """Answer what there is, through all kills, until nothing waits."""
        outcome = self._turn(Work())
        while outcome is None or outcome.updates:
            found = outcome.updates if outcome else ()
            outcome = self._turn(Work(finished=tuple(map(self._decided, found))))

    def said(self) -> Counter[str]:
        """Return how often each reminder has led to a letter."""
        with self._engine.begin() as connection:
            return Counter(connection.execute(select(outbox_table.c.content)).scalars())

    def _turn(self, work: Work, most: int = 8) -> Outcome | None:
        """Take a turn; return None when the program was killed before its commit, or just after it."""
        fate = self._chance.random()
        purges = fate < 0.5
        upkeep = Upkeep(now=self.now, lease=LEASE, updates=most, letters=0, looks=True, purges=purges)
        outcome = None
        with contextlib.suppress(Killed), self._engine.begin() as connection:
            taken = turn.take(connection, work, upkeep)
            if 0.4 < fate < 0.6:
                raise Killed
            outcome = taken
        if fate < 0.8 and outcome is not None:
            return outcome
        self.kills += 1
        with self._engine.begin() as connection:
            inbox.LANES.void_all(connection)
        return None

    @staticmethod
    def _decided(update: OpenUpdate) -> Finished:
        told_of = json.loads(update.body)
        if "reminder" not in told_of:
            wish = SetReminder(chat_id=update.lane or 0, name=told_of["name"], due=told_of["due"])
            return Finished(claim=update.claim, changes=(wish,), kept="its day")
        return answer(update, f"{update.lane} {told_of['reminder']['name']}")


@pytest.mark.parametrize("seed", range(2))
def test_in_two_years_of_kills_and_clock_steps_no_reminder_is_lost_or_doubled(seed: int) -> None:
    """Each of some hundred reminders leads to one letter, and none comes before its time."""
    chance = Random(seed)  # noqa: S311  It guards nothing.
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        metadata.create_all(connection)
    program = Program(engine, chance)
    asked: dict[str, float] = {}
    latest = NOON
    early: set[str] = set()
    for number in range(730):
        if chance.random() < 0.4:
            chat_id, name = chance.randint(1, 5), "".join("abcdefghij"[int(digit)] for digit in str(number))
            asked[f"{chat_id} {name}"] = program.now + chance.uniform(-1, 40) * DAY
            program.ask(chat_id, name, asked[f"{chat_id} {name}"])
        program.live()
        latest = max(latest, program.now)
        early |= {name for name in program.said() if asked[name] > latest}
        program.now += chance.choice([DAY, DAY, 1.5 * DAY, 0.0, -3_600.0])
    program.now += 60 * DAY
    program.live()
    said = program.said()
    engine.dispose()

    assert program.kills > 100
    assert not early
    assert said == Counter(asked.keys())


async def test_a_reminder_does_not_bring_back_a_silent_chat(store: Store, clock: Clock) -> None:
    """A chat whose time is over while its reminder is worked on is forgotten all the same, an hour later."""
    await store.take_in([arrival(1)])
    wish = reminder(due=NOON + KEPT - 10)
    (update,) = await updates(store, 1)
    await store.finish([Finished(claim=update.claim, memory="a", changes=(wish,))])
    clock.now = NOON + KEPT - 10
    (reminded,) = await updates(store, 1)
    clock.now += PURGES_EVERY + 1
    await store.finish([answer(await told(store, arrival(2, lane=2)))])
    await store.finish([answer(reminded, memory="a")])
    clock.now += PURGES_EVERY + 1
    await store.finish([answer(await told(store, arrival(3, lane=2)))])

    assert (await told(store, arrival(4))).memory is None


async def test_a_chat_that_is_shut_is_forgotten_like_any_other(store: Store, clock: Clock) -> None:
    """Nothing stays of somebody who has blocked the bot, once nothing is remembered and no reminder waits."""
    await store.take_in([arrival(1)])
    (update,) = await updates(store, 1)
    await store.finish([answer(update, "a", memory="a")])
    (due,) = await letters(store, 1)
    await store.settle(Ended(claim=due.claim, reason="chat closed", closes_chat=True))
    clock.now += KEPT + PURGES_EVERY
    await store.finish([answer(await told(store, arrival(2, lane=2)), "b")])
    left = await store._ask(lambda connection: connection.execute(select(chats.c.chat_id)).scalars().all())

    assert 1 not in left
