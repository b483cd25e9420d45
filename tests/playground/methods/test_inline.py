"""People ask the bot from within any chat, and send what it offers."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.playground.conversations import NothingHeard
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot

ARTICLE = {
    "type": "article",
    "id": "swelling",
    "title": "Swelling",
    "description": "After the lift",
    "input_message_content": {"message_text": "<b>Swelling</b> goes down.", "parse_mode": "HTML"},
    "reply_markup": {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]},
}


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """Return a Telegram whose bot can be asked inline."""
    async with Telegram(username="aftercare_bot", inline=True) as telegram:
        yield telegram


async def test_what_is_offered_is_seen_and_sent(bot: RawBot, anna: Patient) -> None:
    """A query arrives, the results are seen, and a chosen one stands in the chat as sent via the bot."""
    asked = anna.asks_inline("swelling", offset="5")
    (update,) = await bot.updates()
    await bot.call(
        "answerInlineQuery", inline_query_id=asked, results=[ARTICLE], cache_time=0, is_personal=True
    )
    (offer,) = await anna.offered()
    message = anna.chooses(offer)
    shape = anna.chat.posted[message].shape

    assert (
        update["inline_query"] | {"query": "swelling", "offset": "5", "id": asked} == update["inline_query"]
    )
    assert (offer.title, offer.description, offer.text) == (
        "Swelling", "After the lift", "Swelling goes down.",
    )  # fmt: skip
    assert (shape["text"], shape["via_bot"]["username"]) == ("Swelling goes down.", "aftercare_bot")
    assert shape["from"] == anna.person


async def test_the_bot_knows_what_was_sent_via_it_by_another_name(
    telegram: Telegram, bot: RawBot, anna: Patient
) -> None:
    """The bot hears of it, even in a group; a tap brings no message, but a name by which it can be edited."""
    group = telegram.group("Friends", anna)
    telegram.world.updates.waiting.clear()
    asked = anna.asks_inline("swelling")
    await bot.call("answerInlineQuery", inline_query_id=asked, results=[ARTICLE])
    (offer,) = await anna.offered()
    message = anna.chooses(offer, group)
    group.taps(anna, group.sees(message), "More")
    _, posted, tapped = await bot.updates()

    assert posted["message"]["chat"]["id"] == group.id
    assert "message" not in tapped["callback_query"]
    name = tapped["callback_query"]["inline_message_id"]
    assert await bot.call("editMessageText", inline_message_id=name, text="It goes down.") is True
    assert group.sees(message).text == "It goes down."
    assert await bot.refused("editMessageText", inline_message_id="nothing", text="x") == (
        "Bad Request: MESSAGE_ID_INVALID"
    )


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"id": ""}, "RESULT_ID_INVALID"),
        ({"id": "é" * 33}, "RESULT_ID_INVALID"),
        ({"title": " "}, "ARTICLE_TITLE_EMPTY"),
        ({"type": "photo"}, "this Telegram offers articles only"),
        ({"input_message_content": {}}, "MESSAGE_EMPTY"),
        ({"input_message_content": {"message_text": "x" * 4097}}, "message is too long"),
        (
            {"input_message_content": {"message_text": "<b>x", "parse_mode": "HTML"}},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]}},
            "BUTTON_DATA_INVALID",
        ),
    ],
)
async def test_a_result_is_checked_as_a_message_is(
    bot: RawBot, anna: Patient, change: dict[str, Any], complaint: str
) -> None:
    """A result that could not be sent is refused."""
    asked = anna.asks_inline("x")

    assert await bot.refused("answerInlineQuery", inline_query_id=asked, results=[ARTICLE | change]) == (
        f"Bad Request: {complaint}"
    )


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"results": [ARTICLE, ARTICLE]}, "RESULT_ID_DUPLICATE"),
        ({"results": [ARTICLE | {"id": str(number)} for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [], "next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ({"results": [], "button": {"text": "Open", "start_parameter": "a b"}}, "START_PARAM_INVALID"),
        (
            {"results": [], "button": {"text": "", "start_parameter": "a"}},
            'can\'t parse button: Field "text" must be non-empty',
        ),
    ],
)
async def test_an_answer_is_checked_as_a_whole(
    bot: RawBot, anna: Patient, parameters: dict[str, Any], complaint: str
) -> None:
    """There are at most 50 results with ids of their own, and what stands around them is well formed."""
    asked = anna.asks_inline("x")

    assert await bot.refused("answerInlineQuery", inline_query_id=asked, **parameters) == (
        f"Bad Request: {complaint}"
    )


async def test_a_query_grows_too_old(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """An answer to a query that expired, or that nobody made, is refused."""
    asked = anna.asks_inline("x")
    telegram.expire_queries()

    for query in (asked, "nobody"):
        complaint = await bot.refused("answerInlineQuery", inline_query_id=query, results=[])
        assert complaint.startswith("Bad Request: query is too old")


async def test_nothing_offered_is_nothing_heard(bot: RawBot, anna: Patient) -> None:
    """A bot that keeps silent is told apart from one that has nothing to offer."""
    asked = anna.asks_inline("x")
    with pytest.raises(NothingHeard):
        await anna.offered(timeout=0)
    button = {"text": "Open the chat", "start_parameter": "menu"}
    await bot.call("answerInlineQuery", inline_query_id=asked, results=[], button=button)

    assert await anna.offered() == ()


async def test_a_bot_says_whether_it_can_be_asked(bot: RawBot, anna: Patient) -> None:
    """With inline mode off nobody can ask, and the bot is told so."""
    on = (await bot.call("getMe"))["supports_inline_queries"]
    bot.telegram.world.profile.inline = False

    assert (on, (await bot.call("getMe"))["supports_inline_queries"]) == (True, False)
    with pytest.raises(ValueError, match="inline"):
        anna.asks_inline("x")
