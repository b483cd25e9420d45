"""One attempt to deliver has its effect once, and ends in a verdict whatever Telegram does."""

import logging
from random import Random

import pytest
from aiohttp import web
from telegram import Bot

from bot.playground.faults import Broken, Dropped, Fault, Garbled, Slow
from bot.playground.patients import Patient
from bot.playground.refusals import bad_request, forbidden, not_found, too_many_requests, unauthorized
from bot.playground.server import Telegram
from bot.telegram.letters import Acknowledge, Replace, Say
from bot.telegram.messages import Line, Link, Message, Paragraph, Tap, composed
from bot.telegram.outgoing.delivery import Delivery
from bot.telegram.outgoing.posting import Destination
from bot.telegram.outgoing.verdicts import Delivered, Later, Reason, Refused, Verdict
from tests.telegram.wired import sent, wired_to

# The library warns whenever it makes this error that its attribute is going to change.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")

MESSAGE = composed(
    [Paragraph.of(Line(text="Is 1 < 2?", bold=True), "Yes & no.")],
    [Tap(label="More", data="t:cost"), Link(label="Call", url="https://clinic.example")],
)
OTHER = composed([Paragraph.of("Something else.")])
SAY = Say(message=MESSAGE)
CANNOT_PARSE = bad_request("can't parse entities: unsupported start tag")


@pytest.fixture
def delivery() -> Delivery:
    """What makes the attempts."""
    return Delivery(Random(1))  # noqa: S311  Fixed on purpose.


async def test_a_message_is_said_as_it_was_composed(
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery
) -> None:
    """A message arrives with its styles and its buttons, and unfolds no picture of some page."""
    verdict = await delivery.deliver(bot, Destination(chat_id=anna.id), SAY)

    assert verdict == Delivered(message_id=2)
    assert sent(telegram) == [
        {
            "chat_id": anna.id,
            "text": "<b>Is 1 &lt; 2?</b>\nYes &amp; no.",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": {
                "inline_keyboard": [
                    [{"text": "More", "callback_data": "t:cost"}],
                    [{"text": "Call", "url": "https://clinic.example"}],
                ]
            },
        }
    ]


async def test_a_message_stands_under_the_question(
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery
) -> None:
    """In a group it replies to the message that asked, in its thread, or stands alone if that is gone."""
    forum = telegram.staff_group("Questions", anna)
    thread = forum.member("Anna").opens_topic("Swelling")
    await delivery.deliver(bot, Destination(chat_id=forum.id), Say(message=OTHER, under=99, thread=thread))
    (call,) = sent(telegram)

    assert call["reply_parameters"] == {"message_id": 99, "allow_sending_without_reply": True}
    assert call["message_thread_id"] == thread


async def test_a_message_is_replaced(telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery) -> None:
    """A message of the bot's turns into another one, its buttons included."""
    await delivery.deliver(bot, Destination(chat_id=anna.id), SAY)
    verdict = await delivery.deliver(bot, Destination(chat_id=anna.id), Replace(message=OTHER, message_id=2))

    assert verdict == Delivered()
    assert len(sent(telegram)) == 1
    assert sent(telegram, "editMessageText") == [
        {
            "chat_id": anna.id,
            "message_id": 2,
            "text": "Something else.",
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        }
    ]


async def test_what_stands_there_already_is_delivered(
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery
) -> None:
    """Replacing a message by the same one leaves it, and says nothing more."""
    await delivery.deliver(bot, Destination(chat_id=anna.id), SAY)
    again = Replace(message=MESSAGE, message_id=2)
    verdict = await delivery.deliver(bot, Destination(chat_id=anna.id), again)

    assert verdict == Delivered()
    assert len(sent(telegram)) == 1


async def test_what_cannot_be_replaced_is_followed(
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery
) -> None:
    """When a message is gone or too old to be changed, the other one is sent instead."""
    verdict = await delivery.deliver(bot, Destination(chat_id=anna.id), Replace(message=OTHER, message_id=99))

    assert verdict == Delivered(message_id=2)
    assert [call["text"] for call in sent(telegram)] == ["Something else."]


@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_markup_that_telegram_refuses_becomes_plain_text(
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery, method: str
) -> None:
    """When Telegram cannot read the markup, the same words and buttons go without it, in the same attempt."""
    await delivery.deliver(bot, Destination(chat_id=anna.id), Say(message=OTHER))
    telegram.faults.next(method, CANNOT_PARSE)
    act = SAY if method == "sendMessage" else Replace(message=MESSAGE, message_id=2)
    verdict = await delivery.deliver(bot, Destination(chat_id=anna.id), act)
    last = sent(telegram, method)[-1]

    assert isinstance(verdict, Delivered)
    assert last["text"] == "Is 1 < 2?\nYes & no."
    assert "parse_mode" not in last
    assert last["reply_markup"]["inline_keyboard"]


async def test_plain_text_is_tried_once(
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery
) -> None:
    """What Telegram cannot read as plain text either is refused for good."""
    telegram.faults.next("sendMessage", CANNOT_PARSE, times=9)
    verdict = await delivery.deliver(bot, Destination(chat_id=anna.id), SAY)

    assert verdict == Refused(reason=Reason.REFUSED)
    assert len(telegram.calls_of("sendMessage")) == 2


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Broken(502), Reason.NO_CONNECTION),
        (Dropped(), Reason.NO_CONNECTION),
        (Garbled(), Reason.UNCLEAR),
        (too_many_requests(retry_after=1), Reason.LIMIT),
        (unauthorized(), Reason.TOKEN),
        (not_found(), Reason.TOKEN),
    ],
    ids=["502", "reset", "garbage", "429", "401", "404"],
)
async def test_a_passing_fault_is_for_later(  # noqa: PLR0913, PLR0917  Fixtures and examples.
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery, fault: Fault, reason: Reason
) -> None:
    """After a fault that may pass nothing more is tried, and the verdict is to try later."""
    telegram.faults.next("sendMessage", fault)
    verdict = await delivery.deliver(bot, Destination(chat_id=anna.id), SAY)

    assert isinstance(verdict, Later)
    assert verdict.reason is reason
    assert len(telegram.calls) == 1


async def test_a_passing_fault_while_replacing_is_for_later(
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery
) -> None:
    """While it is open whether a message can be replaced, the other one is not sent beside it."""
    telegram.faults.next("editMessageText", Broken(502))
    verdict = await delivery.deliver(bot, Destination(chat_id=anna.id), Replace(message=OTHER, message_id=1))

    assert isinstance(verdict, Later)
    assert len(telegram.calls) == 1


async def test_a_limit_names_its_wait(
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery
) -> None:
    """A limit is waited out for as long as Telegram asks; where it asks for nothing, for a short pause."""
    telegram.faults.next("sendMessage", too_many_requests(retry_after=3_600))
    telegram.faults.next("sendMessage", too_many_requests(retry_after=0))
    long = await delivery.deliver(bot, Destination(chat_id=anna.id), SAY)
    short = await delivery.deliver(bot, Destination(chat_id=anna.id), SAY)

    assert long == Later(seconds=3_600, reason=Reason.LIMIT)
    assert isinstance(short, Later)
    assert (short.reason, short.seconds <= 0.5) == (Reason.LIMIT, True)


@pytest.mark.parametrize(
    ("fault", "verdict"),
    [
        (forbidden("bot was blocked by the user"), Refused(reason=Reason.CLOSED, closes_chat=True)),
        (bad_request("chat not found"), Refused(reason=Reason.NO_CHAT, closes_chat=True)),
        (bad_request("message is too long"), Refused(reason=Reason.REFUSED)),
        # A private chat never moves, whatever is said of it: its letters would go to a group.
        (bad_request("group chat was upgraded", migrate_to_chat_id=-1_009), Refused(reason=Reason.REFUSED)),
    ],
    ids=["blocked", "no chat", "too long", "upgraded"],
)
async def test_a_refusal_is_not_repeated(  # noqa: PLR0913, PLR0917  Fixtures and examples.
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery, fault: Fault, verdict: Verdict
) -> None:
    """What Telegram refuses for good is tried once."""
    telegram.faults.next("sendMessage", fault)

    assert await delivery.deliver(bot, Destination(chat_id=anna.id), SAY) == verdict
    assert len(telegram.calls) == 1


async def test_an_attempt_takes_no_longer_than_allowed(telegram: Telegram, bot: Bot, anna: Patient) -> None:
    """A Telegram that does not answer is for later."""
    telegram.faults.next("sendMessage", Slow(60))
    verdict = await Delivery(longest=0.05).deliver(bot, Destination(chat_id=anna.id), SAY)

    assert isinstance(verdict, Later)
    assert verdict.reason is Reason.NO_ANSWER


async def test_the_pause_grows_with_the_tries(
    telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery
) -> None:
    """A letter that has failed often waits longer than any letter does after its first failure."""
    telegram.faults.next("sendMessage", Broken(502), times=20)
    verdicts = [await delivery.deliver(bot, Destination(chat_id=anna.id), SAY, tries=9) for _ in range(20)]

    assert max(verdict.seconds for verdict in verdicts if isinstance(verdict, Later)) > 10


async def test_a_tap_is_acknowledged(telegram: Telegram, bot: Bot, anna: Patient, delivery: Delivery) -> None:
    """The button stops waiting, with a pop-up where there is something to say."""
    first, second = anna.taps_old_button("1"), anna.taps_old_button("2")
    await delivery.deliver(bot, Destination(chat_id=anna.id), Acknowledge(query_id=first))
    late = Acknowledge(query_id=second, pop_up="Out of date.")
    await delivery.deliver(bot, Destination(chat_id=anna.id), late)

    assert not telegram.unanswered_queries()
    assert sent(telegram, "answerCallbackQuery") == [
        {"callback_query_id": first},
        {"callback_query_id": second, "text": "Out of date.", "show_alert": True},
    ]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (bad_request("query is too old and response timeout expired"), Reason.TOO_LATE),
        (too_many_requests(retry_after=1), Reason.LIMIT),
        (Broken(502), Reason.NO_CONNECTION),
        (forbidden("bot was blocked by the user"), Reason.CLOSED),
    ],
    ids=["too old", "429", "502", "403"],
)
async def test_a_tap_is_acknowledged_once_or_not_at_all(
    telegram: Telegram, bot: Bot, delivery: Delivery, fault: Fault, reason: Reason
) -> None:
    """Whatever goes wrong, the tap is let go, and nothing is concluded about the chat."""
    telegram.faults.next("answerCallbackQuery", fault)
    verdict = await delivery.deliver(bot, Destination(chat_id=7), Acknowledge(query_id="1"))

    assert verdict == Refused(reason=reason)
    assert len(telegram.calls) == 1


async def test_the_unexpected_is_for_later_too(delivery: Delivery, caplog: pytest.LogCaptureFixture) -> None:
    """An answer on which the library fails loses no letter, and the log tells kinds and places only."""

    async def odd(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    application = web.Application()
    application.router.add_post("/{path:.*}", odd)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    with caplog.at_level(logging.INFO, logger="bot"):
        async with wired_to(f"http://127.0.0.1:{runner.addresses[0][1]}/bot", "1:made-up") as bot:
            verdict = await delivery.deliver(
                bot, Destination(chat_id=7), Say(message=Message(html="canary", text="canary"))
            )
    await runner.cleanup()

    assert isinstance(verdict, Later)
    assert verdict.reason is Reason.BUG
    assert "KeyError at" in caplog.text
    assert "canary" not in caplog.text
