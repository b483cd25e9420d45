"""The way in: a webhook that nobody can call, one in the way of polling, and updates that nobody fetches."""

import pytest

from bot.doctor.bot_api import WebhookInfo
from bot.doctor.findings import Finding, Verdict
from bot.doctor.updates import MANY, RECENT, address_findings, way_findings
from tests.doctor.installation import SECRET, Installation

URL = "https://bot.example.org/telegram"
NOW = 1_800_000_000.0


def told(wanted: str | None, info: WebhookInfo) -> dict[str, Finding]:
    """Return what is said of the way in, by name."""
    return {finding.name: finding for finding in way_findings(wanted, info, NOW)}


@pytest.mark.parametrize("port", ["", ":443", ":80", ":88", ":8443"])
def test_an_address_that_telegram_calls_is_sound(port: str) -> None:
    """A public name, encrypted, at one of Telegram's four ports."""
    (finding,) = address_findings(f"https://bot.example.org{port}/telegram", shared=False, has_secret=False)

    assert finding.verdict is Verdict.OK
    assert "bot.example.org" in finding.found


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://bot.example.org/telegram", "https://"),
        ("https://bot.example.org:8080/telegram", "8443"),
        ("https://bot.example.org:0/telegram", "8443"),
        ("https://bot.example.org:port/telegram", "8443"),
        ("https://bot.example.org:99999/telegram", "8443"),
        ("https://localhost/telegram", "internet"),
        ("https://127.0.0.1/telegram", "internet"),
        ("https://192.168.1.5/telegram", "internet"),
        ("https://[::1]/telegram", "internet"),
        ("https://bot.local/telegram", "internet"),
    ],
)
def test_an_address_that_telegram_cannot_call_is_wrong(url: str, words: str) -> None:
    """Each reason has its cure."""
    (finding,) = address_findings(url, shared=False, has_secret=True)

    assert finding.verdict is Verdict.WRONG
    assert words in finding.cure


def test_copies_need_one_secret() -> None:
    """With a shared database and no secret, copies would refuse each other's calls."""
    _, finding = address_findings(URL, shared=True, has_secret=False)

    assert (finding.name, finding.verdict) == ("webhook secret", Verdict.WRONG)
    assert len(list(address_findings(URL, shared=True, has_secret=True))) == 1


def test_polling_needs_no_address() -> None:
    """Without a webhook there is nothing to say of its address."""
    assert not list(address_findings(None, shared=True, has_secret=False))


@pytest.mark.parametrize("wanted", [None, URL])
def test_settings_and_telegram_agree(wanted: str | None) -> None:
    """Telegram sends updates where the settings say."""
    assert told(wanted, WebhookInfo(url=wanted or ""))["way in"].verdict is Verdict.OK


@pytest.mark.parametrize(
    ("wanted", "known", "words"),
    [
        (None, "https://else.example/canary", "/revoke"),
        (URL, "https://else.example/canary", "/revoke"),
        (URL, "", "--webhook"),
    ],
)
def test_settings_and_telegram_disagree(wanted: str | None, known: str, words: str) -> None:
    """A webhook that the settings do not know, or the other way round, is told; its address is not."""
    finding = told(wanted, WebhookInfo(url=known))["way in"]

    assert finding.verdict is Verdict.WARN
    assert words in finding.cure
    assert "canary" not in str(finding)


def test_updates_that_nobody_fetches_are_told() -> None:
    """Many updates that wait at Telegram mean that no bot runs."""
    assert told(None, WebhookInfo(pending_update_count=MANY))["at Telegram"].verdict is Verdict.OK
    assert told(None, WebhookInfo(pending_update_count=MANY + 1))["at Telegram"].verdict is Verdict.WARN


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("SSL error {error:0A000086:SSL routines::certificate verify failed}", "certificate"),
        ("Failed to resolve host: Name or service not known", "name is not known"),
        ("Connection timed out", "in time"),
        ("Read timeout expired", "in time"),
        ("Connection refused", "nothing listens"),
        ("Wrong response from the webhook: 403 Forbidden", "refused the call"),
        ("Wrong response from the webhook: 404 Not Found", "path"),
        ("Wrong response from the webhook: 502 Bad Gateway", "no bot behind"),
        ("Wrong response from the webhook: 503 Service Unavailable", "could not store"),
        ("canary", "a call failed"),
    ],
)
def test_a_failing_webhook_is_explained(message: str, words: str) -> None:
    """Telegram's last error is told in our words, with what to do."""
    info = WebhookInfo(url=URL, last_error_date=int(NOW) - 10, last_error_message=message)

    finding = told(URL, info)["webhook calls"]

    assert words in finding.found
    assert finding.cure
    assert "canary" not in str(finding)


def test_an_old_error_is_forgotten() -> None:
    """What went wrong more than an hour ago is no matter any more."""
    info = WebhookInfo(
        url=URL, last_error_date=int(NOW - RECENT) - 1, last_error_message="Connection refused"
    )

    assert "webhook calls" not in told(URL, info)


async def test_the_settings_decide_what_is_wanted(installation: Installation) -> None:
    """With an address in the settings, a Telegram that knows of no webhook is told."""
    installation.set(WEBHOOK_URL=URL, WEBHOOK_SECRET=SECRET)

    finding = await installation.at_telegram("way in")

    assert finding.verdict is Verdict.WARN
    assert "--webhook" in finding.cure
