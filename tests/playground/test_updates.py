"""Updates wait for the bot until it confirms them, and one poll at a time may wait for updates."""

import asyncio
import time

from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_a_poll_waits_until_something_happens(bot: RawBot, anna: Patient) -> None:
    """A long poll returns as soon as somebody writes."""
    poll = asyncio.create_task(bot.updates(timeout=30))
    await asyncio.sleep(0.05)
    assert not poll.done()

    anna.says("hello")
    (update,) = await asyncio.wait_for(poll, 1)

    assert update["message"]["text"] == "hello"


async def test_a_poll_ends_after_its_time(bot: RawBot) -> None:
    """A poll in which nothing happens returns nothing, and not before its time."""
    began = time.monotonic()

    assert await bot.updates(timeout=0.2) == []
    assert time.monotonic() - began >= 0.2


async def test_updates_come_again_until_a_higher_offset_confirms_them(bot: RawBot, anna: Patient) -> None:
    """Reading confirms nothing; an offset confirms everything below it."""
    anna.says("one")
    anna.says("two")
    first, second = await bot.updates()

    assert await bot.updates() == [first, second]
    assert await bot.updates(offset=second["update_id"]) == [second]
    assert await bot.updates() == [second]
    assert await bot.updates(offset=second["update_id"] + 1) == []


async def test_a_poll_takes_as_many_updates_as_it_wants(bot: RawBot, anna: Patient) -> None:
    """A limit holds, and no poll returns more than a hundred updates."""
    for number in range(102):
        anna.says(str(number))

    assert len(await bot.updates(limit=3)) == 3
    assert len(await bot.updates(limit=500)) == 100


async def test_a_negative_offset_keeps_the_last_updates_only(bot: RawBot, anna: Patient) -> None:
    """Everything before the last ones is forgotten."""
    for word in ("one", "two", "three"):
        anna.says(word)

    assert [update["message"]["text"] for update in await bot.updates(offset=-1)] == ["three"]
    assert len(await bot.updates()) == 1


async def test_only_wanted_kinds_of_updates_are_queued(bot: RawBot, anna: Patient) -> None:
    """The bot's last word on the kinds that it wants holds for polls that say nothing about it."""
    await bot.updates(allowed_updates=["edited_message"])
    message = anna.says("one")
    anna.edits(message, "two")

    assert [sorted(update) for update in await bot.updates()] == [["edited_message", "update_id"]]


async def test_a_second_poll_ends_the_first(bot: RawBot, anna: Patient) -> None:
    """The older poll gets 409 in Telegram's words, the younger one gets the updates."""
    older = asyncio.create_task(bot.answer("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    younger = asyncio.create_task(bot.updates(timeout=30))
    status, body = await asyncio.wait_for(older, 1)
    anna.says("hello")

    assert (status, body["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    assert len(await asyncio.wait_for(younger, 1)) == 1


async def test_a_webhook_left_set_forbids_polling(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """Polling is refused until the webhook is deleted, which may drop what waits."""
    telegram.world.updates.webhook = "https://elsewhere.example"
    anna.says("hello")
    status, body = await bot.answer("getUpdates")
    info = await bot.call("getWebhookInfo")
    await bot.call("deleteWebhook", drop_pending_updates=True)

    assert status == 409
    assert body["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert (info["url"], info["pending_update_count"]) == ("https://elsewhere.example", 1)
    assert await bot.updates() == []


async def test_any_shape_of_update_can_be_pushed(telegram: Telegram, bot: RawBot) -> None:
    """An unknown kind is delivered as it is, with its own number or with the next one."""
    numbers = telegram.push({"stardust": {"x": 1}}), telegram.push({"update_id": 5, "stardust": None})

    assert await bot.updates() == [
        {"update_id": numbers[0], "stardust": {"x": 1}},
        {"update_id": 5, "stardust": None},
    ]
