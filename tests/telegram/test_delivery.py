"""What Telegram's refusals do to an answer: it arrives once, or the bot goes on without it."""

import pytest

from bot.playground.faults import Broken, Dropped, Fault
from bot.playground.patients import Patient
from bot.playground.refusals import bad_request, forbidden, too_many_requests
from tests.telegram.content import HELLO, PHRASES
from tests.telegram.stage import Stage

# The library warns whenever it makes this error that its attribute is going to change.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")


@pytest.mark.parametrize(
    "fault", [too_many_requests(retry_after=1), Broken(502), Dropped()], ids=["429", "502", "reset"]
)
async def test_an_answer_arrives_in_spite_of_a_passing_fault(
    telegram: Stage, anna: Patient, fault: Fault
) -> None:
    """A limit, a broken gateway and a lost connection delay the answer, and it comes once."""
    telegram.faults.next("sendMessage", fault)
    anna.says("hello")

    assert HELLO.reply in (await anna.hears()).text


@pytest.mark.parametrize(
    ("fault", "tries"),
    [
        (forbidden("bot was blocked by the user"), 1),
        (bad_request("chat not found"), 2),
        (too_many_requests(retry_after=3_600), 2),
        (Broken(502), 6),
        (Dropped(), 6),
    ],
    ids=["403", "400", "429 for an hour", "502", "reset"],
)
async def test_no_refusal_ends_the_loop(telegram: Stage, anna: Patient, fault: Fault, tries: int) -> None:
    """The answer and then the fallback are tried as often as that can help; the next question is answered."""
    telegram.faults.next("sendMessage", fault, times=tries)
    anna.says("tell me about cost")
    anna.says("hello")

    assert HELLO.reply in (await anna.hears()).text


async def test_markup_that_telegram_refuses_is_sent_as_plain_text(telegram: Stage, anna: Patient) -> None:
    """When Telegram cannot read the markup, the same words arrive without it, closing lines included."""
    telegram.faults.next("sendMessage", bad_request("can't parse entities: unsupported start tag"))
    anna.says("tell me about nerve")
    answer = await anna.hears()

    assert answer.text.startswith("Title of nerve\nAnswer of nerve, where 1 < 2.")
    assert answer.text.endswith(PHRASES.doctor_prompt)
    assert "parse_mode" not in telegram.calls_of("sendMessage")[-1].parameters


async def test_messages_are_html_without_link_previews(telegram: Stage, anna: Patient) -> None:
    """No message unfolds a picture of some page."""
    anna.says("tell me about nerve")
    await anna.hears()
    sent = telegram.calls_of("sendMessage")[-1].parameters

    assert sent["parse_mode"] == "HTML"
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_a_blocked_bot_says_no_more(telegram: Stage, anna: Patient) -> None:
    """A patient who blocks the bot gets neither the answer nor a fallback."""
    telegram.faults.next("sendMessage", forbidden("bot was blocked by the user"))
    anna.says("tell me about cost")
    await telegram.called("sendMessage")
    anna.says("hello")

    assert HELLO.reply in (await anna.hears()).text
