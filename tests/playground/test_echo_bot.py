"""A real python-telegram-bot application runs against the playground, from end to end."""

import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.playground.faults import Broken, Dropped, Fault, Garbled
from bot.playground.refusals import bad_request, conflict, forbidden, too_many_requests, unauthorized
from bot.playground.server import Telegram
from tests.playground.echo_bot import echo_bot


async def test_a_whole_conversation(telegram: Telegram) -> None:
    """Commands, words, edits, pictures, taps and groups go through the library and back."""
    async with echo_bot(telegram):
        anna = telegram.patient("Anna")
        anna.says("/start cost")
        welcome = await anna.hears()
        said = anna.says("a <b> & c")
        echoed = await anna.hears()
        anna.edits(said, "d")
        edited = await anna.hears()
        anna.sends_photo("day 4")
        pictured = await anna.hears()
        anna.sends_sticker()
        stuck = await anna.hears()
        anna.taps(welcome, "Again")
        tapped = await anna.hears()
        group = telegram.group("Clinic group", anna)
        group.says(anna, "@aftercare_bot hello")
        grouped = await group.hears()
        telegram.channel("News").posts("We are open")
        telegram.push({"stardust": {}})
        await telegram.delivered()

    assert (welcome.text, welcome.labels) == ("Welcome cost", ("Again",))
    assert (echoed.text, echoed.html) == ("said: a <b> & c", "<i>said</i>: a &lt;b&gt; &amp; c")
    assert (edited.text, pictured.text, stuck.text) == ("edited: d", "said: day 4", "said: [no words]")
    assert (tapped.id, tapped.text, anna.pop_ups) == (welcome.id, "tapped", ["Noted"])
    assert grouped.text == "said: @aftercare_bot hello"
    assert telegram.unanswered_queries() == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (too_many_requests(retry_after=7), RetryAfter),
        (forbidden("bot was blocked by the user"), Forbidden),
        (unauthorized(), InvalidToken),
        (conflict("terminated by other getUpdates request"), Conflict),
        (bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100), ChatMigrated),
        (bad_request("chat not found"), BadRequest),
        (Broken(502), NetworkError),
        (Garbled(), TelegramError),
        (Dropped(), NetworkError),
        (Dropped(after_effect=True), NetworkError),
    ],
    ids=str,
)
async def test_the_library_recognises_each_fault(
    telegram: Telegram, monkeypatch: pytest.MonkeyPatch, fault: Fault, error: type[TelegramError]
) -> None:
    """Every way to go wrong raises the exception that the library has for it."""
    # Without this the library warns that the type of `retry_after` will change.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    async with Bot(telegram.token, telegram.base_url) as bot:
        telegram.faults.next("getMe", fault)
        with pytest.raises(error):
            await bot.get_me()
