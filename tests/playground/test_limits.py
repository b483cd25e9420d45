"""What Telegram would not show is refused in its words, and what just fits is shown."""

from typing import Any

import pytest

from bot.playground.patients import Patient
from tests.playground.raw_bot import RawBot

START = {"command": "start", "description": "Begin here"}


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    """Return an inline keyboard with one button a row."""
    return {"inline_keyboard": [[button] for button in buttons]}


def key(callback_data: str = "x") -> dict[str, Any]:
    """Return a button that sends callback data."""
    return {"text": "Topics", "callback_data": callback_data}


WRONG_TEXTS = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "<b", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 0"),
    ({"text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
    ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "complaint"), WRONG_TEXTS, ids=[said for _, said in WRONG_TEXTS])
async def test_a_wrong_text_is_refused(
    bot: RawBot, anna: Patient, parameters: dict[str, Any], complaint: str
) -> None:
    """A text that Telegram would not show is refused, and nobody sees it."""
    assert await bot.refused("sendMessage", chat_id=anna.id, **parameters) == f"Bad Request: {complaint}"
    assert anna.history() == ()


async def test_a_text_may_have_4096_characters_after_its_markup_is_read(bot: RawBot, anna: Patient) -> None:
    """Markup does not count."""
    message = await bot.call(
        "sendMessage", chat_id=anna.id, text=f"<b>{'&lt;' * 4096}</b>", parse_mode="HTML"
    )

    assert len(message["text"]) == 4096


WRONG_KEYBOARDS = [
    (keyboard(key("x" * 65)), "BUTTON_DATA_INVALID"),
    (keyboard(key("é" * 33)), "BUTTON_DATA_INVALID"),
    (
        keyboard(key("")),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        keyboard({"text": "Topics"}),
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (keyboard(key() | {"text": " "}), 'can\'t parse inline keyboard button: Field "text" must be non-empty'),
    (
        keyboard({"text": "x", "url": "not-a-url"}),
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    (
        keyboard({"text": "x", "url": "ftp://example.com"}),
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (
        keyboard({"text": "x", "url": "http://"}),
        "inline keyboard button URL 'http://' is invalid: URL host is empty",
    ),
    (keyboard(*[key()] * 101), "reply markup is too long"),
]


@pytest.mark.parametrize(("markup", "complaint"), WRONG_KEYBOARDS, ids=[said for _, said in WRONG_KEYBOARDS])
async def test_a_wrong_keyboard_is_refused(
    bot: RawBot, anna: Patient, markup: dict[str, Any], complaint: str
) -> None:
    """A keyboard that Telegram would not show is refused."""
    refused = await bot.refused("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)

    assert refused == f"Bad Request: {complaint}"


async def test_a_keyboard_at_the_limits_is_shown(bot: RawBot, anna: Patient) -> None:
    """A hundred buttons with 64 bytes each pass."""
    markup = keyboard(*[key("x" * 64)] * 99, {"text": "Site", "url": "tg://resolve?domain=x"})
    await bot.call("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)

    assert len((await anna.hears()).labels) == 100


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ({"command": "Start"}, "BOT_COMMAND_INVALID"),
        ({"command": "see-doctor"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33}, "BOT_COMMAND_INVALID"),
        ({"description": " "}, "command description must be non-empty"),
        ({"description": "x" * 257}, "command description length must not exceed 256"),
    ],
)
async def test_a_wrong_command_is_refused(bot: RawBot, command: dict[str, str], complaint: str) -> None:
    """Names are small letters, digits and underscores; descriptions have 1 to 256 characters."""
    assert await bot.refused("setMyCommands", commands=[START | command]) == f"Bad Request: {complaint}"


async def test_there_are_at_most_a_hundred_commands(bot: RawBot) -> None:
    """The menu is finite."""
    assert await bot.refused("setMyCommands", commands=[START] * 101) == "Bad Request: BOT_COMMANDS_TOO_MUCH"


@pytest.mark.parametrize(
    ("method", "parameter", "most"),
    [
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ],
)
async def test_texts_about_the_bot_have_limits(bot: RawBot, method: str, parameter: str, most: int) -> None:
    """One character too many is refused."""
    await bot.call(method, **{parameter: "x" * most})

    assert f"length must not exceed {most}" in await bot.refused(method, **{parameter: "x" * (most + 1)})


async def test_a_pop_up_has_at_most_200_characters(bot: RawBot, anna: Patient) -> None:
    """A longer one is refused, whatever it answers."""
    query_id = anna.taps_old_button("x")
    await bot.call("answerCallbackQuery", callback_query_id=query_id, text="x" * 200)

    assert await bot.refused("answerCallbackQuery", callback_query_id=query_id, text="x" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
