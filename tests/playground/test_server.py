"""The server keeps to this computer, knows its own token and methods, and starts and stops at once."""

import asyncio
import time
from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_binds_to_this_computer_only(telegram: Telegram) -> None:
    """Nobody else can reach the address on which it listens."""
    assert ip_address(urlsplit(telegram.page_url).hostname or "").is_loopback


async def test_starts_and_stops_at_once() -> None:
    """A waiting poll does not keep the server from stopping."""
    began = time.monotonic()
    async with ClientSession() as session:
        async with Telegram() as telegram:
            poll = asyncio.create_task(RawBot(telegram, session).updates(timeout=30))
            await asyncio.sleep(0.05)

        assert await poll == []
    assert time.monotonic() - began < 0.3


async def test_a_wrong_token_is_unauthorized(telegram: Telegram, bot: RawBot) -> None:
    """Another token gets 401, for methods and for nothing else."""
    async with bot.session.post(f"{telegram.base_url}1:wrong/getMe") as response:
        status, body = response.status, await response.json()

    assert (status, body) == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})


async def test_an_unknown_method_is_not_found(telegram: Telegram, bot: RawBot) -> None:
    """A method that does not exist gets 404, and the attempt is written down."""
    status, body = await bot.answer("sendMesage", chat_id=1)

    assert (status, body["description"]) == (404, "Not Found")
    assert (telegram.calls[-1].method, telegram.calls[-1].ok) == ("sendMesage", False)


async def test_numbers_and_keyboards_come_from_a_form_and_text_stays_text(
    telegram: Telegram, bot: RawBot, anna: Patient
) -> None:
    """All but text is JSON in a form; a text that looks like a number is none."""
    markup = {"inline_keyboard": [[{"text": "Topics", "callback_data": "1"}]]}
    given = {"chat_id": anna.id, "text": "42", "protect_content": True, "reply_markup": markup}
    await bot.call("sendMessage", **given)

    assert telegram.calls[-1].parameters == given


async def test_every_call_is_written_down(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """A call that was refused is kept with Telegram's words."""
    await bot.call("sendMessage", chat_id=anna.id, text="hello")
    await bot.refused("sendMessage", chat_id=anna.id, text="")
    good, bad = telegram.calls_of("sendMessage")

    assert (good.parameters, good.ok) == ({"chat_id": anna.id, "text": "hello"}, True)
    assert (bad.ok, bad.error) == (False, "Bad Request: message text is empty")


async def test_a_test_can_wait_for_calls_and_for_delivery(
    telegram: Telegram, bot: RawBot, anna: Patient
) -> None:
    """Waiting ends with the call, or with the confirmation, and fails after its time."""
    with pytest.raises(TimeoutError):
        await telegram.called("getMe", timeout=0.01)
    waiting = asyncio.create_task(telegram.called("getMe", times=2))
    await bot.call("getMe")
    await bot.call("getMe")
    assert (await asyncio.wait_for(waiting, 1)).method == "getMe"

    anna.says("hello")
    with pytest.raises(TimeoutError):
        await telegram.delivered(timeout=0.01)
    (update,) = await bot.updates()
    await bot.updates(offset=update["update_id"] + 1)
    await telegram.delivered(timeout=0.5)
