"""The registration: the webhook is set, is set again when somebody changed it, and no update is dropped."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pytest

from bot.playground.faults import Broken, Dropped, Fault, Garbled
from bot.playground.patients import Patient
from bot.playground.refusals import bad_request, too_many_requests, unauthorized
from bot.playground.server import Telegram
from bot.telegram.intake.calling import BotApi, TokenRefused, calling
from bot.telegram.intake.registration import Address, Registration
from bot.watch.pulse import Pulse
from tests.telegram.intake.stand_ins import ALLOWED, Clock

URL = "https://clinic.example/telegram"
ADDRESS = Address(URL, "AAE-canary", ALLOWED, connections=12)


@dataclass
class Desk:
    """What a registration needs, and how to keep one."""

    telegram: Telegram
    clock: Clock
    pulse: Pulse

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Keep the webhook registered inside the block."""
        async with calling(self.telegram.base_url, self.telegram.token) as api:
            task = asyncio.create_task(self.registration(api).keep())
            try:
                yield
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def registration(self, api: BotApi) -> Registration:
        """Return a registration whose pauses take no time."""
        return Registration(
            api, self.pulse, ADDRESS, clock=self.clock, sleep=self.clock.sleep, chance=lambda: 1.0
        )

    async def looked(self, times: int) -> None:
        """Wait until the registration was looked at so many times more."""
        before = len(self.telegram.calls_of("getWebhookInfo"))
        await self.telegram.called("getWebhookInfo", times=before + times)


@pytest.fixture
def desk(telegram: Telegram, clock: Clock, pulse: Pulse) -> Desk:
    """Everything at hand to keep a webhook registered."""
    return Desk(telegram, clock, pulse)


async def changed(telegram: Telegram, method: str, **parameters: Any) -> None:
    """Change the webhook as somebody else who has the token."""
    async with calling(telegram.base_url, telegram.token) as api:
        assert (await api.call(method, parameters)).status == 200


async def test_the_webhook_is_registered_with_all_that_belongs_to_it(desk: Desk, anna: Patient) -> None:
    """Telegram is told the secret, the kinds of updates and how many come at once, and drops nothing."""
    anna.says("hello")
    async with desk.kept():
        told = await desk.telegram.called("setWebhook")

    assert told.parameters == {
        "url": URL,
        "secret_token": "AAE-canary",
        "allowed_updates": list(ALLOWED),
        "max_connections": 12,
        "drop_pending_updates": False,
    }
    assert len(desk.telegram.world.updates.waiting) == 1


async def test_it_is_looked_at_every_minute(desk: Desk) -> None:
    """As long as nobody touches it, it is registered once, and the watch sees that all is well."""
    async with desk.kept():
        await desk.telegram.called("getWebhookInfo", times=5)

    assert set(desk.clock.slept) == {60.0}
    assert len(desk.telegram.calls_of("setWebhook")) == 1
    assert desk.pulse.ailment() is None


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("deleteWebhook", {}),
        ("setWebhook", {"url": "https://elsewhere.example/"}),
        ("setWebhook", {"url": URL, "allowed_updates": '["message"]'}),
    ],
)
async def test_a_webhook_that_somebody_changed_is_registered_again(
    desk: Desk,
    caplog: pytest.LogCaptureFixture,
    method: str,
    parameters: dict[str, str],
) -> None:
    """Within a minute Telegram is told the right address again, and the log is loud about it."""
    async with desk.kept():
        await desk.telegram.called("getWebhookInfo")
        await changed(desk.telegram, method, **parameters)
        await desk.looked(4)

    webhook = desk.telegram.world.updates.webhook
    assert webhook is not None
    assert (webhook.url, tuple(desk.telegram.world.updates.allowed)) == (URL, ALLOWED)
    assert caplog.text.count("somebody removed or changed the webhook") == 1
    assert "example" not in caplog.text


@pytest.mark.parametrize(
    ("complaint", "told", "times"),
    [
        ("Wrong response from the webhook: 403 Forbidden", "the secret was wrong", 2),
        ("Wrong response from the webhook: 503 Service Unavailable", "the update could not be stored", 1),
        ("Wrong response from the webhook: 500", "it answered with an error", 1),
        ("Connection timed out", "it did not answer in time", 1),
        ("SSL error {error:0A000086:SSL routines::certificate verify failed}", "its certificate", 1),
        ("Connection refused", "nothing answers there", 1),
        ("zebra", "for another reason", 1),
    ],
)
async def test_what_telegram_complains_of_is_told_once(
    desk: Desk,
    caplog: pytest.LogCaptureFixture,
    complaint: str,
    told: str,
    times: int,
) -> None:
    """In words of our own; calls that were turned away for their secret have it registered again."""
    async with desk.kept():
        await desk.telegram.called("setWebhook")
        desk.telegram.world.updates.last_error = (1_700_000_000, complaint)
        await desk.looked(4)

    assert caplog.text.count(f"Telegram could not deliver to the webhook: {told}") == 1
    assert len(desk.telegram.calls_of("setWebhook")) == times
    assert "zebra" not in caplog.text


@pytest.mark.parametrize(
    "fault",
    [unauthorized(), bad_request("bad webhook"), too_many_requests(7), Broken(), Garbled(), Dropped()],
    ids=lambda fault: type(fault).__name__,
)
@pytest.mark.parametrize("method", ["setWebhook", "getWebhookInfo"])
async def test_failures_are_tried_again(desk: Desk, fault: Fault, method: str) -> None:
    """Whatever Telegram answers, somebody keeps looking, and the watch sees attempts."""
    ailments: list[str | None] = []
    desk.clock.watch = watching(desk.pulse, ailments)
    desk.telegram.faults.next(method, fault, times=9)
    async with desk.kept():
        await desk.telegram.called("getWebhookInfo", times=12)

    assert desk.telegram.world.updates.webhook is not None
    assert set(ailments) == {None}


async def test_a_token_that_stays_wrong_ends_it(desk: Desk) -> None:
    """After five minutes a person has to mend it."""
    desk.telegram.faults.next("setWebhook", unauthorized(), times=100)
    with pytest.raises(TokenRefused):
        async with calling(desk.telegram.base_url, desk.telegram.token) as api:
            await desk.registration(api).keep()

    assert 300 < desk.clock.now < 330


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("bad webhook: An HTTPS URL must be provided for webhook", "it must be an https address"),
        ("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443", "it must use port 443"),
        ("bad webhook: Failed to resolve host: Name or service not known", "its name is not known"),
        ("bad webhook: IP address 127.0.0.1 is reserved", "not an address in the public internet"),
    ],
)
async def test_why_telegram_does_not_take_an_address_is_told(
    desk: Desk, caplog: pytest.LogCaptureFixture, words: str, told: str
) -> None:
    """A clinic that sets up the bot reads what to change."""
    desk.telegram.faults.next("setWebhook", bad_request(words))
    async with desk.kept():
        await desk.telegram.called("setWebhook", times=2)

    assert told in caplog.text
    assert "127.0.0.1" not in caplog.text


def test_an_address_does_not_show_its_secret() -> None:
    """Whoever prints it learns nothing."""
    assert "canary" not in repr(ADDRESS)


def watching(pulse: Pulse, ailments: list[str | None]) -> Callable[[], None]:
    """Return what notes, after each sleep, what ails the bot."""

    def look() -> None:
        pulse.ticked()
        ailments.append(pulse.ailment())

    return look
