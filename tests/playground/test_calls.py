"""Calls are written down as the bot made them, with what became of them."""

import time

import pytest
from aiohttp import ClientError, ClientSession

from bot.playground.faults import Broken, Dropped, Garbled
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_a_call_without_the_token_leaves_no_trace(
    telegram: Telegram, bot: RawBot, anna: Patient
) -> None:
    """A stranger's call is refused before anything of it is read, done or remembered."""
    form = {"chat_id": str(anna.id), "text": "hello"}
    async with bot.session.post(f"{telegram.base_url}1:wrong/sendMessage", data=form) as response:
        status = response.status

    assert status == 401
    assert anna.history() == ()
    assert not telegram.calls


async def test_what_is_text_stays_text_and_the_rest_is_read(telegram: Telegram, bot: RawBot) -> None:
    """A description that looks like JSON is words; a value that is no JSON is the word that was given."""
    await bot.call("setMyDescription", description='{"a": 1}')
    await bot.call("setMyShortDescription", short_description="true")
    await bot.call("getUpdates", timeout=0, allowed_updates=["message"])
    await bot.answer("sendMessage", chat_id="@nobody", text="null")

    assert [call.parameters for call in telegram.calls] == [
        {"description": '{"a": 1}'},
        {"short_description": "true"},
        {"timeout": 0, "allowed_updates": ["message"]},
        {"chat_id": "@nobody", "text": "null"},
    ]


async def test_a_call_counts_by_its_effect_and_not_by_its_answer(
    telegram: Telegram, bot: RawBot, anna: Patient
) -> None:
    """A message that was posted is a good call even if its answer was lost; one that was not is a bad one."""
    address = f"{telegram.base_url}{telegram.token}/sendMessage"
    for fault in (Broken(503), Garbled()):
        telegram.faults.next("sendMessage", fault)
        async with bot.session.post(address, data={"chat_id": str(anna.id), "text": "x"}):
            pass
    made = [(call.ok, call.error) for call in telegram.calls_of("sendMessage")]

    assert made == [(False, "HTTP 503"), (True, "")]
    assert len(anna.history()) == 1


async def test_a_call_may_come_as_json(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """A JSON object is a form as well, and what is text in it may hold JSON."""
    address = f"{telegram.base_url}{telegram.token}/sendMessage"
    keys = {"inline_keyboard": [[{"text": "Topics", "callback_data": "1"}]]}
    for given in (
        {"chat_id": anna.id, "text": "42", "reply_markup": keys},
        {"chat_id": str(anna.id), "text": "42", "reply_markup": '{"inline_keyboard": []}'},
    ):
        async with bot.session.post(address, json=given) as response:
            assert response.status == 200
    first, second = telegram.calls

    assert first.parameters == {"chat_id": anna.id, "text": "42", "reply_markup": keys}
    assert second.parameters == {"chat_id": anna.id, "text": "42", "reply_markup": {"inline_keyboard": []}}


@pytest.mark.parametrize("body", ["{", "[]", "7", '"x"'])
async def test_json_that_is_no_object_is_refused(telegram: Telegram, bot: RawBot, body: str) -> None:
    """A body that names no parameters is turned down before anything happens."""
    address = f"{telegram.base_url}{telegram.token}/getMe"
    headers = {"Content-Type": "application/json"}
    async with bot.session.post(address, data=body, headers=headers) as response:
        status, answer = response.status, await response.json()

    assert (status, answer["description"]) == (400, "Bad Request: can't parse JSON object")


async def test_a_call_knows_its_time_and_whether_the_bot_was_told(
    telegram: Telegram, bot: RawBot, anna: Patient
) -> None:
    """A lost answer is marked, for a bot that repeats such a call is not to blame; times only grow."""
    began = time.monotonic()
    await bot.call("getMe")
    telegram.faults.next("sendMessage", Dropped(after_effect=True))
    with pytest.raises(ClientError):
        await bot.answer("sendMessage", chat_id=anna.id, text="x")
    await bot.refused("sendMessage", chat_id=anna.id, text="")

    assert [(call.ok, call.answered) for call in telegram.calls] == [
        (True, True),
        (True, False),
        (False, True),
    ]
    times = [began, *(call.time for call in telegram.calls), time.monotonic()]
    assert times == sorted(times)


@pytest.mark.parametrize(("remembered", "kept"), [(2, 2), (None, 5)])
async def test_as_many_calls_are_kept_as_wanted(remembered: int | None, kept: int) -> None:
    """Old calls are forgotten beyond the number asked for, but they were made and count."""
    async with Telegram(remembered=remembered) as telegram, ClientSession() as session:
        bot = RawBot(telegram, session)
        for _ in range(5):
            await bot.call("getMe")

        assert len(telegram.calls) == kept
        assert await telegram.called("getMe", times=5, timeout=0) is telegram.calls[-1]
