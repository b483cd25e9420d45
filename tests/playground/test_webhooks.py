"""A webhook is set in Telegram's terms, and keeps polls away."""

import asyncio
from typing import Any

import pytest

from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot

HTTPS_ONLY = "bad webhook: An HTTPS URL must be provided for webhook"
HERE = "http://127.0.0.1:9/hook"
ELSEWHERE = "https://clinic.example/hook"
SECRET = "s3cret-_"


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"url": "http://clinic.example/hook"}, HTTPS_ONLY),
        ({"url": "http://10.0.0.1/hook"}, HTTPS_ONLY),
        ({"url": "ftp://127.0.0.1/hook"}, HTTPS_ONLY),
        ({"url": "https://"}, HTTPS_ONLY),
        (
            {"url": "https://clinic.example:8080/hook"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": ELSEWHERE, "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": ELSEWHERE, "secret_token": "ä"}, "secret token contains unallowed characters"),
        ({"url": ELSEWHERE, "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(bot: RawBot, parameters: dict[str, Any], complaint: str) -> None:
    """Address and secret are checked in Telegram's words, and nothing changes."""
    assert await bot.refused("setWebhook", **parameters) == f"Bad Request: {complaint}"
    assert (await bot.call("getWebhookInfo"))["url"] == ""


@pytest.mark.parametrize("url", [HERE, "http://localhost:9/", "http://[::1]:9/", ELSEWHERE])
async def test_https_and_this_computer_will_do(bot: RawBot, url: str) -> None:
    """Plain http is for rehearsals on this computer only."""
    await bot.call("setWebhook", url=url, secret_token="x" * 256)

    assert (await bot.call("getWebhookInfo"))["url"] == url


@pytest.mark.parametrize(
    ("asked", "given"), [({}, 40), ({"max_connections": 0}, 1), ({"max_connections": 500}, 100)]
)
async def test_the_webhook_is_described(
    bot: RawBot, anna: Patient, asked: dict[str, int], given: int
) -> None:
    """Whoever asks learns all but the secret: address, connections, kinds, and how many wait."""
    await bot.call("setWebhook", url=ELSEWHERE, secret_token=SECRET, allowed_updates=["message"], **asked)
    anna.says("one")

    assert await bot.call("getWebhookInfo") == {
        "url": ELSEWHERE,
        "has_custom_certificate": False,
        "pending_update_count": 1,
        "max_connections": given,
        "allowed_updates": ["message"],
    }


async def test_only_wanted_kinds_are_queued(bot: RawBot, anna: Patient) -> None:
    """The kinds named with the webhook hold for what comes after."""
    await bot.call("setWebhook", url=ELSEWHERE, allowed_updates=["edited_message"])
    anna.edits(anna.says("one"), "two")

    assert (await bot.call("getWebhookInfo"))["pending_update_count"] == 1


async def test_what_waits_can_be_dropped(bot: RawBot, anna: Patient) -> None:
    """A bot may want to begin anew."""
    anna.says("one")
    await bot.call("setWebhook", url=ELSEWHERE, drop_pending_updates=True)

    assert (await bot.call("getWebhookInfo"))["pending_update_count"] == 0


async def test_an_empty_address_means_polling(bot: RawBot, anna: Patient) -> None:
    """A webhook is also deleted by setting none."""
    await bot.call("setWebhook", url=ELSEWHERE)
    anna.says("one")
    await bot.call("setWebhook", url="")

    assert len(await bot.updates()) == 1


async def test_a_webhook_ends_the_waiting_poll(telegram: Telegram, bot: RawBot) -> None:
    """A poll that waits gets 409 once a webhook is set."""
    poll = asyncio.create_task(bot.answer("getUpdates", timeout=30))
    await telegram.world.updates.bell.until(lambda: False, 0.02)
    await bot.call("setWebhook", url=ELSEWHERE)
    status, body = await asyncio.wait_for(poll, 5)

    assert (status, body["description"]) == (409, "Conflict: terminated by setWebhook request")
