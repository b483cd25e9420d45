"""What comes of one letter is what its attempt and its age say, and a late answer says that it is late."""

import logging
from collections.abc import Callable

import pytest
from telegram import Bot

from bot.playground.faults import Broken, Fault
from bot.playground.patients import Patient
from bot.playground.refusals import bad_request, forbidden, too_many_requests
from bot.playground.server import Telegram
from bot.storage.records import Claim, DueLetter, Ended, Letter, Moved, Postponed, Sent
from bot.telegram.letters import Acknowledge, Replace, Say, written
from bot.telegram.messages import Paragraph, composed
from bot.telegram.outgoing.delivery import Delivery
from bot.telegram.outgoing.lateness import LATE_AFTER, Apology
from bot.telegram.outgoing.pace import Intervals, Pace
from bot.telegram.outgoing.postman import TRIED_FOR, Postman
from bot.watch.metrics import Metrics
from tests.telegram.wired import sent

# The library warns whenever it makes this error that its attribute is going to change.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")

NOW = 1_800_000_000.0
APOLOGY = Apology("Sorry & late.", clock=lambda: NOW)
SAY = Say(message=composed([Paragraph.of("1 < 2.")]))
CLAIM = Claim(row=1, number=3)

Due = Callable[..., DueLetter]


@pytest.fixture
def metrics() -> Metrics:
    """What counts."""
    return Metrics(clock=lambda: NOW)


@pytest.fixture
def postman(bot: Bot, metrics: Metrics) -> Postman:
    """Who takes the letters, in no hurry and without a pace."""
    pace = Pace(Intervals(private=0, group=0, bulk=0))
    return Postman(bot, Delivery(), pace, metrics, apology=APOLOGY, clock=lambda: NOW)


@pytest.fixture
def due(anna: Patient) -> Due:
    """A letter to the patient, asked and decided a second ago unless said otherwise."""

    def letter(  # noqa: PLR0913  What a test may say of it.
        act: Say | Replace | Acknowledge = SAY,
        *,
        asked: float = 1.0,
        decided: float = 1.0,
        bulk: bool = False,
        content: str | None = None,
        chat_id: int = anna.id,
    ) -> DueLetter:
        return DueLetter(
            claim=CLAIM,
            letter=Letter(chat_id=chat_id, content=content or written(act), asked=NOW - asked, bulk=bulk),
            arrived=NOW - 1.0,
            decided=NOW - decided,
            tries=0,
        )

    return letter


def counted(metrics: Metrics, line: str) -> bool:
    """Whether the monitoring shows this line."""
    return line in metrics.text().decode().splitlines()


async def test_a_letter_that_arrives_is_sent(
    telegram: Telegram, postman: Postman, metrics: Metrics, due: Due
) -> None:
    """It is recorded as sent, and counted with the time since its question came."""
    settled = await postman.take(due())

    assert settled == Sent(claim=CLAIM, message_id=2)
    assert [call["text"] for call in sent(telegram)] == ["1 &lt; 2."]
    assert counted(metrics, "aftercare_answer_seconds_sum 1.0")


async def test_an_acknowledged_tap_is_no_answer(
    anna: Patient, postman: Postman, metrics: Metrics, due: Due
) -> None:
    """It is recorded as sent, but the patient still waits for the message, so no answer is counted."""
    settled = await postman.take(due(Acknowledge(query_id=anna.taps_old_button("1"))))

    assert settled == Sent(claim=CLAIM)
    assert counted(metrics, "aftercare_answer_seconds_count 0.0")


async def test_a_letter_that_may_arrive_later_is_postponed(
    telegram: Telegram, postman: Postman, metrics: Metrics, due: Due
) -> None:
    """It waits as long as Telegram asks, and the retry is counted by its reason."""
    telegram.faults.next("sendMessage", too_many_requests(retry_after=40))
    settled = await postman.take(due())

    assert settled == Postponed(claim=CLAIM, until=NOW + 40)
    assert counted(metrics, 'aftercare_delivery_retries_total{reason="too many requests"} 1.0')


async def test_a_letter_is_given_up_after_a_day(
    telegram: Telegram, postman: Postman, metrics: Metrics, due: Due
) -> None:
    """Once it fails more than 24 hours after it was decided, it ends with that reason."""
    telegram.faults.next("sendMessage", Broken(502), times=2)
    still = await postman.take(due(decided=TRIED_FOR.total_seconds()))
    over = await postman.take(due(decided=TRIED_FOR.total_seconds() + 1))

    assert isinstance(still, Postponed)
    assert over == Ended(claim=CLAIM, reason="too old")
    assert counted(metrics, 'aftercare_letters_ended_total{reason="too old"} 1.0')


async def test_an_old_letter_is_tried_once_more(telegram: Telegram, postman: Postman, due: Due) -> None:
    """After a long standstill of the bot, what waited is delivered however old it is."""
    settled = await postman.take(due(decided=3 * TRIED_FOR.total_seconds()))

    assert settled == Sent(claim=CLAIM, message_id=2)
    assert len(sent(telegram)) == 1


async def test_what_is_too_late_is_not_sent(telegram: Telegram, postman: Postman, due: Due) -> None:
    """A letter that is good until some time ends unsent from then on, and is sent before."""
    timely, late = (SAY.model_copy(update={"until": NOW + seconds}) for seconds in (1, 0))
    settled = [await postman.take(due(timely)), await postman.take(due(late))]

    assert settled == [Sent(claim=CLAIM, message_id=2), Ended(claim=CLAIM, reason="too old")]
    assert len(sent(telegram)) == 1


@pytest.mark.parametrize(
    ("fault", "settled"),
    [
        (
            forbidden("bot was blocked by the user"),
            Ended(claim=CLAIM, reason="chat closed", closes_chat=True),
        ),
        (bad_request("message is too long"), Ended(claim=CLAIM, reason="message refused")),
    ],
    ids=["blocked", "too long"],
)
async def test_a_refusal_ends_a_letter(
    telegram: Telegram, postman: Postman, due: Due, fault: Fault, settled: Ended
) -> None:
    """A closed chat and a bad message end it."""
    telegram.faults.next("sendMessage", fault)

    assert await postman.take(due()) == settled


async def test_a_chat_with_a_new_id_takes_its_letters_along(
    telegram: Telegram, postman: Postman, anna: Patient, due: Due
) -> None:
    """When a group has become a supergroup, the letter waits under the new id."""
    group = telegram.staff_group("Questions", anna)
    telegram.faults.next("sendMessage", bad_request("upgraded", migrate_to_chat_id=-1_009))

    assert await postman.take(due(chat_id=group.id)) == Moved(claim=CLAIM, chat_id=-1_009)


async def test_a_letter_of_another_version_ends(
    telegram: Telegram, postman: Postman, due: Due, caplog: pytest.LogCaptureFixture
) -> None:
    """What cannot be read ends with that reason, and no word of it is logged."""
    with caplog.at_level(logging.DEBUG, logger="bot"):
        settled = await postman.take(due(content='{"act": "sing", "song": "canary"}'))

    assert settled == Ended(claim=CLAIM, reason="unreadable")
    assert not telegram.calls
    assert "unreadable" in caplog.text
    assert "canary" not in caplog.text


async def test_a_late_answer_begins_with_the_delay_notice(
    telegram: Telegram, postman: Postman, due: Due
) -> None:
    """More than 10 minutes after the question, the apology comes before everything else, well escaped."""
    await postman.take(due(asked=LATE_AFTER.total_seconds()))
    await postman.take(due(asked=LATE_AFTER.total_seconds() + 1))

    assert [call["text"] for call in sent(telegram)] == ["1 &lt; 2.", "Sorry &amp; late.\n\n1 &lt; 2."]


async def test_a_late_answer_says_so_in_plain_text_too(
    telegram: Telegram, postman: Postman, due: Due
) -> None:
    """Where Telegram refuses the markup, the apology stays."""
    telegram.faults.next("sendMessage", bad_request("can't parse entities: unsupported start tag"))
    await postman.take(due(asked=3_600))

    assert [call["text"] for call in sent(telegram)] == ["Sorry & late.\n\n1 < 2."]


async def test_nobody_is_told_of_a_delay_who_did_not_wait(
    telegram: Telegram, postman: Postman, due: Due
) -> None:
    """A letter that nobody asked for makes no excuse."""
    await postman.take(due(asked=3_600, bulk=True))

    assert [call["text"] for call in sent(telegram)] == ["1 &lt; 2."]


async def test_an_answer_without_room_for_the_notice_arrives_whole(
    telegram: Telegram, postman: Postman, due: Due
) -> None:
    """An answer that fills a message is sent as it is: nothing is cut, nothing is refused as too long."""
    for characters in (4_096 - len("Sorry & late.\n\n"), 4_096):
        await postman.take(due(Say(message=composed([Paragraph.of("x" * characters)])), asked=3_600))
    with_notice, without = (call["text"] for call in sent(telegram))

    assert with_notice.startswith("Sorry")
    assert without == "x" * 4_096
