"""Whoever looks at the page can let this Telegram misbehave, until the weather is fair again."""

from typing import Any

import pytest
from aiohttp import ClientError

from bot.playground.faults import Broken, Dropped, Fault, Slow
from bot.playground.patients import Patient
from bot.playground.refusals import Refusal
from bot.playground.server import Telegram
from bot.playground.weather import Weather
from tests.playground.raw_bot import RawBot


async def switched(bot: RawBot, weather: str) -> tuple[int, Any]:
    """Switch the weather as the page does."""
    address = f"{bot.telegram.page_url}page/weather"
    async with bot.session.post(address, json={"weather": weather}) as response:
        return response.status, await response.json()


@pytest.mark.parametrize(
    ("weather", "kind"),
    [("slow", Slow), ("busy", Refusal), ("broken", Broken), ("offline", Dropped), ("fair", type(None))],
)
async def test_each_weather_has_its_fault(
    telegram: Telegram, bot: RawBot, weather: str, kind: type[Fault]
) -> None:
    """Every call meets the fault of the weather, polls too, and goes on meeting it."""
    assert await switched(bot, weather) == (200, {"weather": weather})

    met = [telegram.faults.take(method) for method in ("sendMessage", "getUpdates", "sendMessage")]
    assert [type(fault) for fault in met] == [kind] * 3


async def test_what_is_switched_off_is_over(bot: RawBot, anna: Patient) -> None:
    """In fair weather the bot is answered as before."""
    await switched(bot, "busy")
    refused, _ = await bot.answer("sendMessage", chat_id=anna.id, text="Hi")
    await switched(bot, "offline")
    with pytest.raises(ClientError):
        await bot.answer("getMe")
    await switched(bot, "fair")

    assert refused == 429
    assert (await bot.answer("sendMessage", chat_id=anna.id, text="Hi"))[0] == 200


async def test_the_page_stays_in_reach_and_shows_the_weather(bot: RawBot) -> None:
    """The page belongs to this computer: it is served when Telegram is offline, and says so."""
    await switched(bot, "offline")
    async with bot.session.get(f"{bot.telegram.page_url}page/state") as response:
        assert (await response.json())["weather"] == Weather.OFFLINE


async def test_there_is_no_other_weather(bot: RawBot) -> None:
    """A weather that does not exist is an error in words, and changes nothing."""
    status, answer = await switched(bot, "hail")

    assert (status, "hail" in answer["error"]) == (400, True)
    assert (await bot.answer("getMe"))[0] == 200
