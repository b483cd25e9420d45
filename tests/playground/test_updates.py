"""Updates wait for the bot until it confirms them, and one poll at a time may wait for updates."""

import asyncio
import time
from typing import Any

import pytest
from aiohttp import ClientSession

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


async def test_a_webhook_left_set_forbids_polling(bot: RawBot, anna: Patient) -> None:
    """Polling is refused until the webhook is deleted, which may drop what waits."""
    await bot.call("setWebhook", url="https://elsewhere.example")
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


@pytest.mark.parametrize("poison", [{"update_id": "x"}, {"update_id": None}, [], "word", 7, None])
async def test_poison_is_confirmed_like_any_update(telegram: Telegram, bot: RawBot, poison: Any) -> None:
    """What is no update at all goes out as it is, and an offset above its number confirms it."""
    number = telegram.push(poison)
    after = telegram.push({"stardust": 1})
    found = await bot.updates()
    left = await bot.updates(offset=number + 1)

    assert found == [poison, {"update_id": after, "stardust": 1}]
    assert left == found[1:]


async def test_numbers_out_of_order_are_confirmed_each(telegram: Telegram, bot: RawBot) -> None:
    """An offset confirms every lower number, wherever it stands, and the same number twice."""
    high = telegram.push({})
    for _ in range(2):
        telegram.push({"update_id": 5})

    assert [update["update_id"] for update in await bot.updates(offset=5)] == [high, 5, 5]
    assert [update["update_id"] for update in await bot.updates(offset=6)] == [high]
    await bot.updates(offset=high + 1)
    await telegram.delivered(timeout=0)


async def test_a_confirmed_update_can_come_again(telegram: Telegram, bot: RawBot) -> None:
    """A redelivery keeps id and content, and comes once whatever offset the bot has reached."""
    first, second = telegram.push({"stardust": 1}), telegram.push({"stardust": 2})
    await bot.updates(offset=second + 1)
    telegram.redeliver(first)

    assert await bot.updates(offset=second + 1) == [{"update_id": first, "stardust": 1}]
    assert await bot.updates(offset=second + 1) == []
    with pytest.raises(LookupError):
        telegram.redeliver(second + 1)


async def test_ids_restart_anywhere(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """After a silent week ids may be lower: an old offset gets them, and confirms none until it is theirs."""
    anna.says("one")
    with pytest.raises(ValueError, match="1 updates wait"):
        telegram.restart_ids(5000)
    (before,) = await bot.updates()
    old = before["update_id"] + 1
    await bot.updates(offset=old)
    telegram.restart_ids(5000)
    anna.says("two")
    for _ in range(2):
        assert [update["update_id"] for update in await bot.updates(offset=old)] == [5000]

    assert await bot.updates(offset=5001) == []


async def test_a_throttled_bot_gets_one_update_when_it_is_hasty() -> None:
    """The same offset twice within half a second brings one update; another offset brings all."""
    async with Telegram(throttled=True) as telegram, ClientSession() as session:
        for _ in range(3):
            telegram.push({})
        found = [len(await RawBot(telegram, session).updates(offset=offset)) for offset in (1, 1, 2)]

    assert found == [3, 1, 3]


async def test_a_deep_backlog_is_polled_in_order(telegram: Telegram, bot: RawBot) -> None:
    """However many wait, each batch follows the one before."""
    numbers = [telegram.push({}) for _ in range(1050)]
    found: list[int] = []
    while batch := await bot.updates(offset=found[-1] + 1 if found else 0):
        found += [update["update_id"] for update in batch]

    assert found == numbers
