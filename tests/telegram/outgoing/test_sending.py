"""Letters go out side by side and each once, whatever happens to network, database or bot."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from random import Random
from typing import Final

import pytest
from telegram import Bot

from bot.playground.faults import Broken, Slow
from bot.playground.patients import Patient
from bot.playground.refusals import bad_request, too_many_requests
from bot.playground.server import Telegram
from bot.storage.opening import open_store
from bot.storage.records import Arrival, Claim, Finished, Letter, Moved, Postponed, Sent
from bot.telegram.letters import Acknowledge, Say, written
from bot.telegram.messages import Paragraph, composed
from bot.telegram.outgoing.delivery import Delivery
from bot.telegram.outgoing.lateness import Apology
from bot.telegram.outgoing.pace import Intervals, Pace
from bot.telegram.outgoing.postman import Postman
from bot.telegram.outgoing.sending import Sender
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse
from tests.telegram.pigeonholes import Pigeonholes
from tests.telegram.wired import sent, wired_to

# The library warns whenever it makes this error that its attribute is going to change.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")

AT_ONCE: Final = Intervals(private=0, group=0, bulk=0)
SOON: Final = 10.0
"""Seconds after which a test gives up waiting."""


def say(words: str) -> Say:
    """Return the act of saying these words."""
    return Say(message=composed([Paragraph.of(words)]))


class Sending:
    """A sender with everything around it."""

    def __init__(self, telegram: Telegram, bot: Bot, intervals: Intervals, patience: float) -> None:
        self.telegram = telegram
        self.outbox = Pigeonholes(time.time)
        self.now = 0.0
        self.pulse = Pulse(lambda: self.now, polls=False, due=lambda: 1)
        postman = Postman(bot, Delivery(), Pace(intervals), Metrics(), apology=Apology("Sorry.", time.time))
        self.sender = Sender(self.outbox, postman, self.pulse, retry=0.01, patience=patience)
        self.task = asyncio.create_task(self.sender.run())

    async def stop(self) -> None:
        """Stop the sender, which finishes what is under way."""
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(self.task, SOON)

    def texts(self, chat_id: int) -> list[str]:
        """Return what a chat was sent, in order."""
        return [call["text"] for call in sent(self.telegram) if call["chat_id"] == chat_id]


@asynccontextmanager
async def sending(intervals: Intervals = AT_ONCE, patience: float = SOON) -> AsyncIterator[Sending]:
    """Run a sender before a Telegram on this computer."""
    async with Telegram() as telegram, wired_to(telegram.base_url, telegram.token) as bot:
        running = Sending(telegram, bot, intervals, patience)
        yield running
        await running.stop()


@pytest.fixture
async def post() -> AsyncIterator[Sending]:
    """A running sender without a pace."""
    async with sending() as running:
        yield running


@pytest.fixture
async def hasty_post() -> AsyncIterator[Sending]:
    """A running sender without a pace, which waits for nothing when it is stopped."""
    async with sending(patience=0) as running:
        yield running


def patient(post: Sending) -> Patient:
    """Return a patient who has written to the bot."""
    patient = post.telegram.patient("Anna")
    patient.says("hello")
    return patient


async def soon(happening: Awaitable[object]) -> None:
    """Wait for something, within bounds."""
    await asyncio.wait_for(happening, SOON)


async def test_each_letter_arrives_once_and_in_order(post: Sending) -> None:
    """Many letters to several chats arrive once each, and each chat's in the order of the outbox."""
    people = [patient(post) for _ in range(5)]
    for number in range(20):
        for person in people:
            await post.outbox.put(person.id, say(f"Letter {number}"))
    settled = await post.outbox.until(100)

    assert all(isinstance(it, Sent) for it in settled)
    for person in people:
        assert post.texts(person.id) == [f"Letter {number}" for number in range(20)]


async def test_a_stuck_chat_delays_no_other(hasty_post: Sending) -> None:
    """While Telegram does not answer for one chat, another gets its letter."""
    anna, ben = patient(hasty_post), patient(hasty_post)
    hasty_post.telegram.faults.next("sendMessage", Slow(60))
    await hasty_post.outbox.put(anna.id, say("To Anna"))
    await soon(hasty_post.telegram.called("sendMessage"))
    await hasty_post.outbox.put(ben.id, say("To Ben"))
    (settled,) = await hasty_post.outbox.until(1)

    assert settled == Sent(claim=Claim(row=2, number=1), message_id=2)


async def test_a_passing_fault_delays_a_letter(post: Sending) -> None:
    """A letter that fails is put off, and arrives once it is due again."""
    anna = patient(post)
    post.telegram.faults.next("sendMessage", Broken(502))
    await post.outbox.put(anna.id, say("Hello"))
    await post.outbox.until(1)
    await post.outbox.come_due()
    first, second = await post.outbox.until(2)

    assert isinstance(first, Postponed)
    assert isinstance(second, Sent)
    assert post.texts(anna.id) == ["Hello"]


async def test_a_limit_holds_for_its_chat(post: Sending) -> None:
    """Nothing more goes to a chat while Telegram asks to wait there; other chats are served."""
    anna, ben = patient(post), patient(post)
    post.telegram.faults.next("sendMessage", too_many_requests(retry_after=3_600))
    await post.outbox.put(anna.id, say("One"))
    await post.outbox.until(1)
    await post.outbox.put(anna.id, say("Two"))
    await post.outbox.put(ben.id, say("To Ben"))
    await post.outbox.until(2)

    assert post.texts(anna.id) == []
    assert post.texts(ben.id) == ["To Ben"]


async def test_a_group_with_a_new_id_gets_its_letter(post: Sending) -> None:
    """A letter to a group that has become a supergroup arrives under the new id."""
    group = post.telegram.group("After the lift", patient(post), supergroup=True)
    post.telegram.faults.next("sendMessage", bad_request("upgraded", migrate_to_chat_id=group.id))
    await post.outbox.put(-7, say("Hello"))
    first, second = await post.outbox.until(2)

    assert isinstance(first, Moved)
    assert isinstance(second, Sent)
    assert post.texts(group.id) == ["Hello"]


async def test_a_letter_is_sent_once_though_it_cannot_be_recorded(post: Sending) -> None:
    """While the database is away, what was sent is kept in mind until it can be recorded."""
    anna = patient(post)
    post.outbox.failing = 5
    await post.outbox.put(anna.id, say("Hello"))
    settled = await post.outbox.until(1)

    assert settled == [Sent(claim=Claim(row=1, number=1), message_id=2)]
    assert post.texts(anna.id) == ["Hello"]


async def test_a_letter_that_comes_again_is_sent_once(post: Sending) -> None:
    """A row whose lease ran out while its letter was under way is recorded under its latest claim."""
    anna, ben = patient(post), patient(post)
    post.outbox.failing = 10**6
    row = await post.outbox.put(anna.id, say("Hello"))
    await soon(post.telegram.called("sendMessage"))
    await post.outbox.lose_lease(row)
    await post.outbox.put(ben.id, say("Hello"))
    await soon(post.telegram.called("sendMessage", times=2))
    post.outbox.failing = 0
    settled = await post.outbox.until(2)

    assert Sent(claim=Claim(row=row, number=2), message_id=2) in settled
    assert post.texts(anna.id) == ["Hello"]


async def test_a_letter_that_comes_again_while_it_is_recorded_is_sent_once(post: Sending) -> None:
    """A record that comes to nothing, because the row was claimed meanwhile, is made again."""
    anna = patient(post)
    post.outbox.open.clear()
    row = await post.outbox.put(anna.id, say("Hello"))
    await post.outbox.until_settling()
    await post.outbox.lose_lease(row)
    post.outbox.open.set()
    settled = await post.outbox.until(1)

    assert settled == [Sent(claim=Claim(row=row, number=2), message_id=2)]
    assert post.texts(anna.id) == ["Hello"]


class NoPause(Random):
    """Draws the shortest pause of all."""

    def uniform(self, a: float, b: float) -> float:  # noqa: ARG002  The signature is the library's.
        """Return the least."""
        return a


async def test_a_letter_that_is_due_again_at_once_is_sent_again() -> None:
    """The store hands it out in the very transaction that puts it off, before the sender is told of that."""
    async with (
        Telegram() as telegram,
        wired_to(telegram.base_url, telegram.token) as bot,
        open_store("sqlite://") as store,
    ):
        anna = telegram.patient("Anna")
        anna.says("hello")
        await store.take_in([Arrival(update_id=1, lane=anna.id, body="{}")])
        (update,) = await store.next_updates()
        letter = Letter(chat_id=anna.id, content=written(say("Hello")), asked=time.time())
        await store.finish([Finished(claim=update.claim, letters=(letter,))])
        telegram.faults.next("sendMessage", Broken(502), times=2)
        apology, delivery = Apology("Sorry.", time.time), Delivery(NoPause())
        postman = Postman(bot, delivery, Pace(AT_ONCE), Metrics(), apology=apology)
        task = asyncio.create_task(Sender(store, postman, Pulse()).run())
        heard = await anna.hears(SOON)
        task.cancel()
        await asyncio.wait([task])

    assert heard.text == "Hello"
    assert len(telegram.calls_of("sendMessage")) == 3


async def test_an_unreadable_letter_holds_up_nobody(post: Sending) -> None:
    """A letter that cannot be read is given up, and the next one to its chat arrives."""
    anna = patient(post)
    await post.outbox.put(anna.id, "no letter")
    await post.outbox.put(anna.id, say("Hello"))
    await post.outbox.until(2)

    assert post.texts(anna.id) == ["Hello"]


async def test_a_chat_is_kept_to_its_pace() -> None:
    """The second message to a chat waits for its turn; a tap and an urgent letter do not."""
    async with sending(Intervals(private=3_600, group=3_600), patience=0) as post:
        anna, ben = patient(post), patient(post)
        await post.outbox.put(anna.id, say("One"))
        await post.outbox.put(anna.id, Acknowledge(query_id=anna.taps_old_button("1")))
        await post.outbox.put(anna.id, say("Urgent"), urgent=True)
        await post.outbox.put(anna.id, say("Two"))
        await post.outbox.put(ben.id, say("To Ben"))
        await post.outbox.until(4)

        assert post.texts(anna.id) == ["One", "Urgent"]
        assert post.texts(ben.id) == ["To Ben"]


async def test_a_stop_waits_for_what_is_under_way(post: Sending) -> None:
    """A letter that Telegram has and has not confirmed is recorded before the sender ends."""
    anna = patient(post)
    post.telegram.faults.next("sendMessage", Slow(0.2))
    await post.outbox.put(anna.id, say("Hello"))
    await soon(post.telegram.called("sendMessage"))
    await post.stop()

    assert post.outbox.settled == [Sent(claim=Claim(row=1, number=1), message_id=2)]


async def test_flushing_delivers_what_is_due(post: Sending) -> None:
    """After a flush everything that was due has arrived."""
    anna = patient(post)
    for number in range(10):
        await post.outbox.put(anna.id, say(f"Letter {number}"))
    await post.sender.flush(SOON)

    assert len(post.outbox.settled) == 10


async def test_flushing_ends_in_time(hasty_post: Sending) -> None:
    """What cannot be delivered in time is left for the next start."""
    anna = patient(hasty_post)
    hasty_post.telegram.faults.next("sendMessage", Slow(60))
    await hasty_post.outbox.put(anna.id, say("Hello"))
    await soon(hasty_post.telegram.called("sendMessage"))
    await hasty_post.sender.flush(0.05)

    assert not hasty_post.outbox.settled


async def test_a_stop_does_not_wait_for_ever(hasty_post: Sending) -> None:
    """A letter that takes longer than the sender's patience stays unrecorded, for the next start."""
    anna = patient(hasty_post)
    hasty_post.telegram.faults.next("sendMessage", Slow(60))
    await hasty_post.outbox.put(anna.id, say("Hello"))
    await soon(hasty_post.telegram.called("sendMessage"))
    await soon(hasty_post.stop())

    assert not hasty_post.outbox.settled


async def test_the_watch_hears_that_work_goes_on(post: Sending) -> None:
    """While letters are due, each one that is dealt with keeps the watchdog quiet."""
    anna = patient(post)
    post.now = 100.0
    post.pulse.ticked()
    before = post.pulse.ailment()
    await post.outbox.put(anna.id, say("Hello"))
    await post.outbox.until(1)

    assert before is not None
    assert post.pulse.ailment() is None
