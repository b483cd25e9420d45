"""The bot's account: its token, what it may read in groups, and the time."""

import pytest

from bot.doctor.account import account_findings, no_answer
from bot.doctor.bot_api import Me, Trouble, Visit, WebhookInfo
from bot.doctor.findings import Finding, Verdict
from bot.playground.faults import Broken, Dropped, Garbled
from bot.playground.refusals import Refusal, unauthorized
from bot.playground.server import Telegram
from tests.doctor.installation import TOKEN, Installation


def told(me: Me, ahead: float | None = 0.0) -> dict[str, Finding]:
    """Return what is said of an account, by name."""
    visit = Visit(me=me, webhook=WebhookInfo(), ahead=ahead)
    return {finding.name: finding for finding in account_findings(visit)}


async def test_an_accepted_token_names_the_bot(installation: Installation) -> None:
    """Somebody with several bots sees whose token this is."""
    finding = await installation.at_telegram("token")

    assert finding.verdict is Verdict.OK
    assert "https://t.me/rose_clinic_bot" in finding.found


@pytest.mark.parametrize("refusal", [unauthorized(), Refusal(404, "Not Found")])
async def test_a_refused_token_is_told(
    installation: Installation, telegram: Telegram, refusal: Refusal
) -> None:
    """A token that Telegram does not know is wrong, and the cure is where a good one comes from."""
    telegram.faults.next("getMe", refusal)

    finding = await installation.at_telegram("token")

    assert finding.verdict is Verdict.WRONG
    assert "@BotFather" in finding.cure


async def test_an_unknown_token_is_told(installation: Installation) -> None:
    """A token of the right form that belongs to no bot is refused as well."""
    installation.set(TELEGRAM_BOT_TOKEN=TOKEN.replace("123456789", "987654321"))

    assert (await installation.at_telegram("token")).verdict is Verdict.WRONG


async def test_no_way_to_telegram_is_told(installation: Installation, telegram: Telegram) -> None:
    """Where nothing answers, the connection is in question and not the token."""
    telegram.faults.next("getMe", Dropped(), times=5)

    finding = await installation.at_telegram("Telegram")

    assert finding.verdict is Verdict.WRONG
    assert "connection" in finding.cure


@pytest.mark.parametrize("method", ["getMe", "getWebhookInfo"])
@pytest.mark.parametrize("fault", [Broken(502), Garbled()])
async def test_something_else_that_answers_is_told(
    installation: Installation, telegram: Telegram, method: str, fault: Broken | Garbled
) -> None:
    """A gateway or a log-in page in Telegram's place is a finding."""
    telegram.faults.next(method, fault)

    finding = await installation.at_telegram("Telegram")

    assert finding.verdict is Verdict.WRONG
    assert "TELEGRAM_API_URL" in finding.cure


def test_every_trouble_has_a_cure() -> None:
    """Whatever keeps Telegram from answering, the doctor says what to do."""
    assert all(no_answer(trouble).cure for trouble in Trouble)


def test_privacy_mode_is_explained() -> None:
    """The doctor says what the bot reads in groups, and what that means for patients."""
    on = told(Me(username="b"))["groups"]
    off = told(Me(username="b", can_read_all_group_messages=True))["groups"]
    nowhere = told(Me(username="b", can_join_groups=False))["groups"]

    assert "misses emergencies" in on.found
    assert "tell the members" in off.found
    assert "private chats only" in nowhere.found


def test_inline_mode_is_explained() -> None:
    """The doctor says how people ask from any chat, or how that is switched on."""
    on = told(Me(username="b", supports_inline_queries=True))["inline mode"]
    off = told(Me(username="b"))["inline mode"]

    assert "@b" in on.found
    assert "/setinline to @BotFather" in off.found


@pytest.mark.parametrize(("ahead", "words"), [(120.4, "120 seconds ahead of"), (-90.0, "90 seconds behind")])
def test_a_wrong_clock_is_told(ahead: float, words: str) -> None:
    """A clock that is a minute off is told with its direction."""
    finding = told(Me(username="b"), ahead)["clock"]

    assert finding.verdict is Verdict.WARN
    assert words in finding.found


def test_without_telegrams_time_nothing_is_said_of_the_clock() -> None:
    """A server that does not tell the time leaves the clock unjudged."""
    assert "clock" not in told(Me(username="b"), None)
