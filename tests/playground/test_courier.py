"""Updates reach a webhook in order within a chat, chats side by side, again until they are acknowledged."""

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import islice

import pytest
from aiohttp import ClientSession, web

from bot.playground.courier import pauses
from bot.playground.faults import WEBHOOK, Dropped, Garbled, Slow
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.hook import Hook, hook
from tests.playground.raw_bot import RawBot

SECRET = "s3cret-_"


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """Return a Telegram whose pauses between posts are short."""
    async with Telegram(second=0.001) as telegram:
        yield telegram


@pytest.fixture
async def served() -> AsyncIterator[Hook]:
    """Return a webhook that takes everything."""
    async with hook() as served:
        yield served


def error(status: int = 500, **headers: str) -> web.Response:
    """Return an answer that acknowledges nothing."""
    return web.Response(status=status, headers={name.replace("_", "-"): one for name, one in headers.items()})


async def test_updates_are_posted_with_the_secret(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook
) -> None:
    """What waits and what comes is posted as JSON, and forgotten once it is acknowledged."""
    anna.says("one")
    await bot.call("setWebhook", url=served.url, secret_token=SECRET)
    anna.says("two")
    await telegram.delivered()

    assert served.texts() == ["one", "two"]
    assert served.secrets == [SECRET] * 2
    assert served.arrived[0]["update_id"] + 1 == served.arrived[1]["update_id"]


async def test_without_a_secret_no_header_is_sent(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook
) -> None:
    """A webhook that was set without a secret gets none."""
    await bot.call("setWebhook", url=served.url)
    anna.says("one")
    await telegram.delivered()

    assert served.secrets == [None]


async def test_a_chat_waits_for_its_acknowledgement_and_no_other_chat_does(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook
) -> None:
    """While one chat's update is not acknowledged its next one stays, and another chat's goes out."""
    await bot.call("setWebhook", url=served.url)
    beth = telegram.patient("Beth")
    served.open.clear()
    anna.says("one")
    anna.says("two")
    beth.says("three")
    await served.has_only(2)
    before = sorted(served.texts())
    served.open.set()
    await telegram.delivered()

    assert before == ["one", "three"]
    assert served.texts()[2:] == ["two"]


async def test_no_more_connections_than_allowed(telegram: Telegram, bot: RawBot, served: Hook) -> None:
    """Chats go side by side only as far as the bot allows connections."""
    await bot.call("setWebhook", url=served.url, max_connections=2)
    served.open.clear()
    for name in ("Anna", "Beth", "Cleo", "Dora"):
        telegram.patient(name).says(name)
    await served.has_only(2)
    served.open.set()
    await telegram.delivered()

    assert served.most_at_once == 2
    assert len(served.arrived) == 4


@pytest.mark.parametrize("status", [300, 307, 404, 500, 503])
async def test_only_2xx_acknowledges(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook, status: int
) -> None:
    """Anything else brings the update again, before the next one of its chat, and is told to whoever asks."""
    served.answers.extend(error(status, Location=served.url) for _ in range(3))
    await bot.call("setWebhook", url=served.url)
    anna.says("one")
    anna.says("two")
    await telegram.delivered()
    info = await bot.call("getWebhookInfo")

    assert served.texts() == ["one"] * 4 + ["two"]
    assert info["last_error_message"].startswith(f"Wrong response from the webhook: {status}")
    assert info["last_error_date"] <= time.time()


@pytest.mark.parametrize("status", [200, 202, 204])
async def test_every_2xx_acknowledges(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook, status: int
) -> None:
    """No body is needed, and a method in it is ignored."""
    served.answers.append(error(status))
    await bot.call("setWebhook", url=served.url)
    anna.says("one")
    await telegram.delivered()

    assert served.texts() == ["one"]
    assert "last_error_message" not in await bot.call("getWebhookInfo")


def test_pauses_double_up_to_a_minute() -> None:
    """The first attempt after a failure comes at once, each later one after twice the pause before."""
    assert list(islice(pauses(), 10)) == [0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_a_wish_to_wait_is_granted(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook
) -> None:
    """Retry-After lengthens the pause before the next attempt."""
    served.answers.append(error(503, Retry_After="300"))
    await bot.call("setWebhook", url=served.url)
    began = time.monotonic()
    anna.says("one")
    await telegram.delivered()

    assert served.texts() == ["one", "one"]
    assert time.monotonic() - began >= 0.3


async def test_a_webhook_that_is_not_there_is_tried_again(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook
) -> None:
    """A refused connection is no answer; once the webhook is set to one that listens, all arrives."""
    await bot.call("setWebhook", url="http://127.0.0.1:9/hook")
    anna.says("one")
    await telegram.world.updates.bell.until(lambda: False, 0.05)
    error_seen = (await bot.call("getWebhookInfo"))["last_error_message"]
    await bot.call("setWebhook", url=served.url)
    await telegram.delivered()

    assert error_seen.startswith("Connection failed")
    assert served.texts() == ["one"]


async def test_nothing_is_posted_to_another_computer(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """An address elsewhere can be set, and updates wait for it without ever leaving."""
    await bot.call("setWebhook", url="https://clinic.example/hook")
    anna.says("one")
    await telegram.world.updates.bell.until(lambda: False, 0.02)
    info = await bot.call("getWebhookInfo")

    assert info["pending_update_count"] == 1
    assert "last_error_message" not in info


async def test_a_deleted_webhook_leaves_what_was_not_acknowledged_to_polls(
    bot: RawBot, anna: Patient, served: Hook
) -> None:
    """What the webhook took is gone, and what it refused is polled."""
    await bot.call("setWebhook", url=served.url)
    anna.says("one")
    await served.has(1)
    served.answers.extend(error() for _ in range(1000))
    anna.says("two")
    await served.has(2)
    await bot.call("deleteWebhook")
    found = [update["message"]["text"] for update in await bot.updates()]

    assert found == ["two"]


async def test_poison_is_posted_as_it_is(telegram: Telegram, bot: RawBot, served: Hook) -> None:
    """Whatever was pushed goes out, and what names no chat keeps nobody else waiting."""
    await bot.call("setWebhook", url=served.url)
    served.answers.append(error(503, Retry_After="100000"))
    telegram.push({"stardust": {"chat": "x"}})
    await served.has(1)
    telegram.patient("Beth").says("two")
    await served.has(2)

    assert "stardust" in served.arrived[0]
    assert served.arrived[1]["message"]["text"] == "two"


async def test_an_acknowledged_update_can_come_again(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook
) -> None:
    """A redelivery has the same id and the same content."""
    await bot.call("setWebhook", url=served.url)
    anna.says("one")
    await telegram.delivered()
    telegram.redeliver(served.arrived[0]["update_id"])
    await telegram.delivered()

    assert served.arrived[0] == served.arrived[1]


@pytest.mark.parametrize("fault", [Dropped(after_effect=True), Garbled()])
async def test_a_lost_acknowledgement_brings_the_update_again(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook, fault: Dropped | Garbled
) -> None:
    """The bot took it and said so, and Telegram did not hear it."""
    telegram.faults.next(WEBHOOK, fault)
    await bot.call("setWebhook", url=served.url)
    anna.says("one")
    await telegram.delivered()

    assert served.texts() == ["one", "one"]


async def test_a_post_can_fail_before_it_leaves(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook
) -> None:
    """A connection that drops before the effect brings nothing; the next attempt does, be it slow."""
    telegram.faults.next(WEBHOOK, Dropped())
    telegram.faults.next(WEBHOOK, Slow(0.001))
    await bot.call("setWebhook", url=served.url)
    anna.says("one")
    await telegram.delivered()

    assert served.texts() == ["one"]


async def test_an_outage_keeps_posts_back_too(
    telegram: Telegram, bot: RawBot, anna: Patient, served: Hook
) -> None:
    """Offline nothing is posted; online again everything is, in order."""
    await bot.call("setWebhook", url=served.url)
    telegram.faults.offline = True
    anna.says("one")
    anna.says("two")
    await telegram.world.updates.bell.until(lambda: False, 0.01)
    during = served.texts()
    telegram.faults.offline = False
    await telegram.delivered()

    assert during == []
    assert served.texts() == ["one", "two"]


async def test_stopping_ends_a_post_that_is_under_way(served: Hook) -> None:
    """A webhook that does not answer does not keep Telegram from stopping, and confirms nothing."""
    served.open.clear()
    async with ClientSession() as session, asyncio.timeout(5), Telegram() as telegram:
        anna = telegram.patient("Anna")
        await RawBot(telegram, session).call("setWebhook", url=served.url)
        anna.says("one")
        await served.has(1)

    assert len(telegram.world.updates.waiting) == 1
