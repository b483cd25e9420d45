"""Long polling: nothing is confirmed before it is stored, and no answer of Telegram's ends the polls."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import pytest

from bot.playground.faults import Broken, Dropped, Fault, Garbled
from bot.playground.patients import Patient
from bot.playground.refusals import conflict, not_found, too_many_requests, unauthorized
from bot.playground.server import Telegram
from bot.telegram.intake.calling import BotApi, TokenRefused, calling
from bot.telegram.intake.polling import SPACING, Poller
from bot.watch.pulse import Pulse
from tests.telegram.intake.stand_ins import ALLOWED, PATIENCE, Clock, Door, RawTelegram

ANOTHER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class Desk:
    """What a poller needs, and how to run one."""

    clock: Clock
    pulse: Pulse
    door: Door
    seconds: int = 1

    def poller(self, api: BotApi) -> Poller:
        """Return a poller whose pauses take no time."""
        return Poller(
            api,
            self.door.take,
            self.pulse,
            allowed_updates=ALLOWED,
            is_urgent=lambda words: "blind" in words,
            poll_seconds=self.seconds,
            clock=self.clock,
            sleep=self.clock.sleep,
            chance=lambda: 1.0,
        )

    @asynccontextmanager
    async def polling(self, telegram: Telegram | RawTelegram) -> AsyncIterator[Poller]:
        """Poll inside the block, then drop the poll that is under way."""
        async with calling(telegram.base_url, telegram.token) as api:
            poller = self.poller(api)
            task = asyncio.create_task(poller.run())
            try:
                yield poller
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task


@pytest.fixture
def desk(clock: Clock, pulse: Pulse, door: Door) -> Desk:
    """Everything at hand to poll."""
    return Desk(clock, pulse, door)


def waiting(telegram: Telegram) -> int:
    """Return how many updates are not confirmed."""
    return len(telegram.world.updates.waiting)


def once(act: Callable[[], object]) -> Callable[[], None]:
    """Return what does something the first time it is called."""
    acts = [act]

    def do() -> None:
        if acts:
            acts.pop()()

    return do


async def test_what_was_asked_is_stored_and_then_confirmed(
    telegram: Telegram, anna: Patient, desk: Desk
) -> None:
    """Updates come in order, with their lane and their urgency, and Telegram forgets them afterwards."""
    async with desk.polling(telegram):
        anna.says("hello")
        anna.says("i am blind in one eye")
        await desk.door.has(2)
        await telegram.delivered()

    assert [(it.lane, it.urgent) for it in desk.door.took] == [(anna.id, False), (anna.id, True)]
    assert json.loads(desk.door.took[0].body)["message"]["text"] == "hello"


async def test_a_whole_batch_is_stored_at_once(telegram: Telegram, anna: Patient, desk: Desk) -> None:
    """What waited during an outage costs one commit for a hundred questions."""
    batches: list[int] = []
    desk.door.watch = lambda: batches.append(waiting(telegram))
    for number in range(250):
        anna.says(f"question {number}")
    async with desk.polling(telegram):
        await desk.door.has(250)

    assert batches == [250, 150, 50]


async def test_a_flood_is_fetched_without_a_pause(telegram: Telegram, anna: Patient, desk: Desk) -> None:
    """As long as each poll brings what was not known, the next one follows at once."""
    for number in range(250):
        anna.says(f"question {number}")
    async with desk.polling(telegram):
        await desk.door.has(250)

    assert desk.clock.slept == []


async def test_the_kinds_of_updates_are_named_in_every_poll(telegram: Telegram, desk: Desk) -> None:
    """Telegram remembers what another program asked for; this one does not depend on it."""
    desk.seconds = 0
    async with desk.polling(telegram):
        await telegram.called("getUpdates", times=3)

    assert {tuple(call.parameters["allowed_updates"]) for call in telegram.calls_of("getUpdates")} == {
        ALLOWED
    }


async def test_what_cannot_be_stored_is_not_confirmed(telegram: Telegram, anna: Patient, desk: Desk) -> None:
    """While the store fails Telegram keeps the update, and hands it out until it is stored."""
    desk.door.is_open = False
    anna.says("hello")
    async with desk.polling(telegram):
        await desk.door.refuses(3)
        assert waiting(telegram) == 1
        desk.door.is_open = True
        await telegram.delivered()

    assert len(desk.door.took) == 1
    assert all("offset" not in call.parameters for call in telegram.calls_of("getUpdates")[:3])


async def test_what_was_being_stored_at_the_end_comes_again(
    telegram: Telegram, anna: Patient, desk: Desk
) -> None:
    """A poller that is stopped in the middle of a batch has confirmed nothing of it."""
    desk.door.unlocked.clear()
    anna.says("hello")
    async with desk.polling(telegram):
        await asyncio.wait_for(desk.door.knocked.wait(), PATIENCE)

    assert waiting(telegram) == 1


async def test_a_farewell_confirms_what_is_stored(telegram: Telegram, anna: Patient, desk: Desk) -> None:
    """After a stop Telegram does not send again what is stored, and keeps what is not."""
    anna.says("hello")
    async with calling(telegram.base_url, telegram.token) as api:
        poller = desk.poller(api)
        task = asyncio.create_task(poller.run())
        desk.door.watch = lambda: task.get_loop().call_soon(task.cancel)
        with suppress(asyncio.CancelledError):
            await task
        anna.says("are you there")
        await poller.confirm()

    assert desk.door.ids == [730_000_001]
    assert waiting(telegram) == 1


async def test_a_farewell_that_fails_is_no_matter(telegram: Telegram, anna: Patient, desk: Desk) -> None:
    """The updates come again and are known."""
    anna.says("hello")
    async with desk.polling(telegram) as poller:
        await desk.door.has(1)
        telegram.faults.offline = True
        await poller.confirm()

    assert desk.door.ids == [730_000_001]


async def test_an_update_that_comes_again_is_confirmed_again(
    telegram: Telegram, anna: Patient, desk: Desk
) -> None:
    """The store knows it; here it costs no more than a poll every half second."""
    anna.says("hello")
    async with desk.polling(telegram):
        await telegram.delivered()
        telegram.redeliver(desk.door.ids[0])
        await desk.door.has(2)
        await telegram.delivered()

    assert desk.door.ids == [730_000_001, 730_000_001]


async def test_ids_that_restart_lower_are_heard(raw_telegram: RawTelegram, desk: Desk) -> None:
    """After a silent week Telegram counts from anywhere; an old offset would hide what is asked then."""
    raw_telegram.waiting = {900: b'{"update_id":900}'}
    async with desk.polling(raw_telegram):
        await raw_telegram.is_asked(3)
        raw_telegram.waiting = {17: b'{"update_id":17}'}
        await desk.door.has(2)

    assert raw_telegram.asked[:3] == [0, 901, 0]
    assert desk.door.ids == [900, 17]


async def test_a_telegram_that_forgets_is_asked_twice_a_second_at_most(
    raw_telegram: RawTelegram, desk: Desk
) -> None:
    """Only what was not known is a reason to ask again at once."""
    raw_telegram.waiting = {900: b'{"update_id":900}'}
    raw_telegram.is_forgetful = True
    async with desk.polling(raw_telegram):
        await raw_telegram.is_asked(20)

    assert desk.clock.now >= 18 * SPACING


@pytest.mark.parametrize(
    "fault",
    [
        unauthorized(),
        not_found(),
        conflict(ANOTHER),
        too_many_requests(7),
        Broken(502),
        Broken(504),
        Garbled(),
        Dropped(),
        Dropped(after_effect=True),
    ],
    ids=lambda fault: f"{type(fault).__name__} {getattr(fault, 'code', '')}",
)
async def test_no_answer_ends_the_polls(telegram: Telegram, anna: Patient, desk: Desk, fault: Fault) -> None:
    """Whatever Telegram or a gateway answers ten times in a row, the next question is heard."""
    telegram.faults.next("getUpdates", fault, times=10)
    anna.says("hello")
    async with desk.polling(telegram):
        await desk.door.has(1)
        await telegram.delivered()

    assert len(desk.clock.slept) >= 10
    assert min(desk.clock.slept[:10]) >= SPACING


async def test_pauses_double_up_to_a_bound(telegram: Telegram, anna: Patient, desk: Desk) -> None:
    """A short failure costs half a second, and a long one never more than 20."""
    telegram.faults.next("getUpdates", Broken(), times=8)
    anna.says("hello")
    async with desk.polling(telegram):
        await desk.door.has(1)

    assert desk.clock.slept[:8] == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 20.0, 20.0]


async def test_after_a_long_outage_the_first_question_is_heard_soon(
    telegram: Telegram, anna: Patient, desk: Desk
) -> None:
    """Within half a minute of the network's return a poll goes out, however long it was away."""
    telegram.faults.offline = True
    anna.says("hello")

    def ten_minutes_later() -> None:
        desk.pulse.ticked()
        telegram.faults.offline = desk.clock.now < 600

    desk.clock.watch = ten_minutes_later
    async with desk.polling(telegram):
        await desk.door.has(1)

    assert 600 <= desk.clock.now <= 630
    assert desk.pulse.ailment() is None


async def test_telegram_is_left_alone_for_as_long_as_it_asks(
    telegram: Telegram, anna: Patient, desk: Desk
) -> None:
    """A rest of ten minutes is kept, and the watch knows that it is a rest."""
    ailments: list[str | None] = []

    def look() -> None:
        desk.pulse.ticked()
        ailments.append(desk.pulse.ailment())

    desk.clock.watch = look
    telegram.faults.next("getUpdates", too_many_requests(600))
    anna.says("hello")
    async with desk.polling(telegram):
        await desk.door.has(1)

    assert desk.clock.now == 600
    assert set(ailments) == {None}


@pytest.mark.parametrize("refusal", [unauthorized(), not_found()])
async def test_a_token_that_stays_wrong_ends_the_polls(
    telegram: Telegram, desk: Desk, refusal: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    """After five minutes a person has to mend it; the message says how, without the token."""
    telegram.faults.next("getUpdates", refusal, times=100)
    async with calling(telegram.base_url, telegram.token) as api:
        with pytest.raises(TokenRefused, match="/token to @BotFather"):
            await desk.poller(api).run()

    assert 300 < desk.clock.now < 330
    assert telegram.token not in caplog.text


@pytest.mark.parametrize("good", [too_many_requests(1), conflict(ANOTHER), None], ids=["429", "409", "200"])
async def test_one_good_answer_ends_the_doubt_about_the_token(
    telegram: Telegram, anna: Patient, desk: Desk, good: Fault | None
) -> None:
    """Two refusals for four minutes each are no refusal for five."""
    telegram.faults.next("getUpdates", unauthorized(), times=15)
    if good:
        telegram.faults.next("getUpdates", good)
        telegram.faults.next("getUpdates", unauthorized(), times=15)
    else:
        desk.door.watch = once(lambda: telegram.faults.next("getUpdates", unauthorized(), times=15))
    anna.says("hello")
    async with desk.polling(telegram):
        await desk.door.has(1)
        await telegram.delivered()

    assert desk.clock.now > 400


async def test_after_a_success_the_next_pause_is_short_again(
    telegram: Telegram, anna: Patient, desk: Desk
) -> None:
    """A failure now and then is no outage."""
    telegram.faults.next("getUpdates", Broken(), times=3)
    desk.door.watch = once(lambda: telegram.faults.next("getUpdates", Broken(), times=2))
    anna.says("hello")
    async with desk.polling(telegram):
        await telegram.delivered()

    assert desk.clock.slept[:5] == [0.5, 1.0, 2.0, 0.5, 1.0]


async def test_another_copy_is_named_once_a_minute(
    telegram: Telegram, anna: Patient, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """For as long as two programs poll, each waits 3 seconds, and the log says why without filling up."""
    telegram.faults.next("getUpdates", conflict(ANOTHER), times=30)
    anna.says("hello")
    async with desk.polling(telegram):
        await desk.door.has(1)

    assert desk.clock.slept[:30] == [3.0] * 30
    assert caplog.text.count("another copy of the bot is polling") == 2


async def test_a_webhook_that_was_left_set_is_deleted_with_no_update_lost(
    telegram: Telegram, anna: Patient, desk: Desk
) -> None:
    """Whoever polls wants the updates here, those too that waited for the webhook."""
    anna.says("hello")
    async with calling(telegram.base_url, telegram.token) as api:
        await api.call("setWebhook", {"url": "https://elsewhere.example/telegram"})
    async with desk.polling(telegram):
        await desk.door.has(1)

    assert telegram.world.updates.webhook is None
    assert desk.clock.slept == []


async def test_a_webhook_that_is_set_later_is_deleted_too(
    telegram: Telegram, anna: Patient, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says so, and the polls go on after 3 seconds, even where the first try to delete it fails."""
    desk.seconds = 0
    async with desk.polling(telegram), calling(telegram.base_url, telegram.token) as api:
        await telegram.called("getUpdates")
        telegram.faults.next("deleteWebhook", Broken())
        await api.call("setWebhook", {"url": "https://elsewhere.example/telegram"})
        await telegram.called("deleteWebhook", times=3)
        anna.says("hello")
        await desk.door.has(1)

    assert "a webhook is set" in caplog.text
    assert [pause for pause in desk.clock.slept if pause > SPACING] == [3.0, 3.0]


@pytest.mark.parametrize(
    "poison",
    [
        {"message": {"message_id": 1}},
        {"message": "no message"},
        {"invented_tomorrow": [1, 2, 3]},
        {"message": {"chat": {"id": "x"}, "text": "x" * 2_000_000}},
        {"message": None},
        {},
        "a text",
        7,
        None,
        [[]],
        {"update_id": "7"},
        {"update_id": True},
        {"update_id": 7.5},
    ],
    ids=lambda poison: json.dumps(poison)[:40],
)
async def test_a_poisoned_update_keeps_nobody_waiting(
    telegram: Telegram, anna: Patient, desk: Desk, poison: object
) -> None:
    """Those before and after it are stored, and all are confirmed."""
    anna.says("hello")
    telegram.push(poison)
    anna.says("hello again")
    async with desk.polling(telegram):
        await telegram.delivered()

    texts = [json.loads(arrival.body).get("message") for arrival in desk.door.took if arrival.lane == anna.id]
    assert [text["text"] for text in texts] == ["hello", "hello again"]
    assert desk.clock.now == 0


async def test_an_update_without_an_id_costs_no_more_than_two_polls_a_second(
    telegram: Telegram, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """It cannot be confirmed while it comes alone, so it comes again; it is told once a minute."""
    telegram.push("my zebra hurts")
    async with desk.polling(telegram):
        await telegram.called("getUpdates", times=10)

    assert desk.clock.now >= 8 * SPACING
    assert caplog.text.count("1 updates have no id") == 1
    assert "zebra" not in caplog.text


@pytest.mark.parametrize(
    "spoilt",
    [
        b'"message":{"chat":{"id":42},"text":"\xff\xfe"}',
        b'"message":{"chat":{"id":42},"text":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}",
        b'"message":{"chat":{"id":42},"text":' + b"9" * 10_000 + b"}",
        b'"message":{"chat":{"id":42},"text":}',
    ],
    ids=["no UTF-8", "a million brackets", "ten thousand digits", "no JSON"],
)
async def test_an_update_that_spoils_its_batch_is_singled_out(
    raw_telegram: RawTelegram, desk: Desk, spoilt: bytes
) -> None:
    """It is stored as far as it can be told, within a second, and all the others whole."""
    good = {number: b'{"update_id":%d,"message":{"chat":{"id":7}}}' % number for number in (1, 2, 4, 5)}
    raw_telegram.waiting = dict(sorted((good | {3: b'{"update_id":3,' + spoilt + b"}"}).items()))
    async with desk.polling(raw_telegram):
        await desk.door.has(5)

    assert desk.door.ids == [1, 2, 3, 4, 5]
    assert [arrival.lane for arrival in desk.door.took] == [7, 7, 42, 7, 7]
    assert desk.clock.now <= 1


async def test_a_page_that_comes_once_in_place_of_an_update_spoils_nothing(
    raw_telegram: RawTelegram, desk: Desk
) -> None:
    """An update is set aside only when it cannot be read twice by itself."""
    whole = b'{"update_id":3,"message":{"chat":{"id":42},"text":"hello"}}'
    raw_telegram.waiting = {3: whole[:-2]}
    desk.clock.watch = lambda: raw_telegram.waiting.update({3: whole})
    async with desk.polling(raw_telegram):
        await desk.door.has(1)

    assert json.loads(desk.door.took[0].body)["message"]["text"] == "hello"


async def test_updates_come_in_batches_again_when_none_spoils_them(
    raw_telegram: RawTelegram, desk: Desk
) -> None:
    """A batch that was garbled on its way costs a hundred single polls, and not the whole backlog."""
    whole = {number: b'{"update_id":%d}' % number for number in range(1, 251)}
    raw_telegram.waiting = whole | {1: b'{"update_id":1,'}
    desk.clock.watch = once(lambda: raw_telegram.waiting.update({1: whole[1]}))
    async with desk.polling(raw_telegram):
        await desk.door.has(250)

    assert desk.door.ids == list(whole)
    assert raw_telegram.limits.count(1) == 101


async def test_an_answer_that_is_too_large_is_not_read_to_its_end(
    raw_telegram: RawTelegram, desk: Desk
) -> None:
    """It is taken for unreadable, and the update in it for what its beginning tells."""
    raw_telegram.waiting = {
        3: b'{"update_id":3,"message":{"chat":{"id":42},"text":"' + b"x" * 300_000 + b'"}}'
    }
    async with calling(raw_telegram.base_url, raw_telegram.token, largest=200_000) as api:
        task = asyncio.create_task(desk.poller(api).run())
        await desk.door.has(1)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    assert len(desk.door.took[0].body) < 100


async def test_a_store_that_breaks_its_word_ends_no_poll(
    telegram: Telegram, anna: Patient, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug behind the intake is told by its kind, and the update comes again."""

    def fail() -> None:
        raise LookupError("my zebra hurts")

    desk.door.watch = once(fail)
    anna.says("hello")
    async with desk.polling(telegram):
        await desk.door.has(1)

    assert "LookupError" in caplog.text
    assert "zebra" not in caplog.text


async def test_the_pulse_tells_attempts_from_answers(telegram: Telegram, anna: Patient, desk: Desk) -> None:
    """While the network is away the bot tries, and hears nothing; afterwards it hears."""
    telegram.faults.next("getUpdates", Dropped(), times=12)
    silences: list[float] = []

    def look() -> None:
        desk.pulse.ticked()
        silences.append(desk.pulse.silence)

    desk.clock.watch = look
    anna.says("hello")
    async with desk.polling(telegram):
        await desk.door.has(1)

    assert max(silences) > 90
    assert desk.pulse.silence == 0
    assert desk.pulse.ailment() is None


async def test_no_log_tells_the_token_or_the_address(
    telegram: Telegram, anna: Patient, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """Failures of the network are told by their kind."""
    caplog.set_level("DEBUG")
    stopped = asyncio.Event()
    telegram.faults.next("getUpdates", Dropped(), times=2)
    anna.says("my zebra hurts")
    async with desk.polling(telegram):
        await desk.door.has(1)
    await telegram.stop()
    desk.clock.watch = stopped.set
    async with desk.polling(telegram):
        await asyncio.wait_for(stopped.wait(), PATIENCE)

    assert "polling failed and is tried again: Server" in caplog.text
    assert telegram.token not in caplog.text
    assert "127.0.0.1" not in caplog.text
    assert "zebra" not in caplog.text
