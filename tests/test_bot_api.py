"""The independent model of the Bot API finds each kind of bad call, and nothing wrong with a good one."""

from typing import Any

import pytest

from bot.playground.calls import Call
from bot.playground.files import Upload
from bot.playground.server import Telegram
from tests.bot_api import METHODS, violations
from tests.playground.echo_bot import echo_bot


def call(method: str, **parameters: Any) -> Call:
    """Return a call as the playground writes it down."""
    return Call(method, parameters, ok=True)


ARTICLE = {
    "type": "article",
    "id": "swelling",
    "title": "Swelling",
    "input_message_content": {"message_text": "<b>Swelling</b>", "parse_mode": "HTML"},
}
BUTTON = {"text": "Topics", "callback_data": "v1:topics"}

GOOD = [
    call("getMe"),
    call("getUpdates", offset=1, timeout=10, allowed_updates=["message"]),
    call("sendMessage", chat_id=5, text="<b>" + "x" * 4096 + "</b>", parse_mode="HTML"),
    call("sendMessage", chat_id="@clinic", text="hi", reply_markup={"inline_keyboard": [[BUTTON]]}),
    call("sendMessage", chat_id=5, text="hi", reply_parameters={"message_id": 4}),
    call("sendMessage", chat_id=5, text="hi", link_preview_options={"is_disabled": True}),
    call("sendMessage", chat_id=5, text="hi", reply_markup={"force_reply": True}),
    call("sendPhoto", chat_id=5, photo="file-id", caption="Day 4"),
    call("sendPhoto", chat_id=5, photo=Upload("day.png", b"x", "image/png"), message_thread_id=7),
    call("copyMessages", chat_id=5, from_chat_id="@clinic", message_ids=[1, 2]),
    call("createForumTopic", chat_id=5, name="Anna", icon_color=0x6FB9F0),
    call("setMessageReaction", chat_id=5, message_id=1, reaction=[{"type": "emoji", "emoji": "👍"}]),
    call("answerInlineQuery", inline_query_id="1", results=[ARTICLE], is_personal=True, cache_time=0),
    call("answerCallbackQuery", callback_query_id="1", text="x" * 200, show_alert=True),
    call(
        "setMyCommands",
        commands=[{"command": "start", "description": "x" * 256}],
        scope={"type": "all_private_chats"},
    ),
]


@pytest.mark.parametrize("good", GOOD, ids=lambda good: good.method)
def test_finds_nothing_wrong_with_a_good_call(good: Call) -> None:
    """A call that keeps to the documents has no violations."""
    assert violations(good) == ()


BAD = [
    (call("sendMesage", chat_id=5), "sendMesage: there is no such method"),
    (call("sendMessage", chat_id=5, text="hi", colour=1), "sendMessage: colour is unknown"),
    (call("sendMessage", chat_id=5), "sendMessage: text is missing"),
    (call("sendMessage", chat_id=5, text=7), "sendMessage: text is no str"),
    (
        call("sendMessage", chat_id=5, text=Upload("a", b"", "text/plain")),
        "sendMessage: text is no str",
    ),
    (
        call("copyMessages", chat_id=5, from_chat_id=4, message_ids=[]),
        "copyMessages: message_ids has 0 items",
    ),
    (
        call("answerInlineQuery", inline_query_id="1", results=[ARTICLE | {"id": "é" * 33}]),
        "answerInlineQuery: id has 66 bytes",
    ),
    (
        call("answerInlineQuery", inline_query_id="1", results=[ARTICLE | {"colour": 1}]),
        "answerInlineQuery: results.colour is unknown",
    ),
    (call("sendMessage", chat_id=True, text="hi"), "sendMessage: chat_id is no int"),
    (call("editMessageText", chat_id=5, message_id="9", text="hi"), "editMessageText: message_id is no int"),
    (
        call("sendMessage", chat_id=5, text="hi", disable_notification="yes"),
        "sendMessage: disable_notification is no bool",
    ),
    (
        call("sendMessage", chat_id=5, text="hi", reply_parameters={"id": 4, "message_id": 4}),
        "sendMessage: reply_parameters.id is unknown",
    ),
    (
        call("setMyCommands", commands=[{"command": "start"}]),
        "setMyCommands: commands.description is missing",
    ),
    (
        call("sendMessage", chat_id=5, text="hi", reply_markup={"inline_keyboard": [[BUTTON | {"size": 2}]]}),
        "sendMessage: reply_markup.inline_keyboard.size is unknown",
    ),
    (
        call("sendMessage", chat_id=5, text="hi", reply_markup={"inline_keyboard": [BUTTON]}),
        "sendMessage: reply_markup.inline_keyboard is no list",
    ),
    (
        call(
            "setMyCommands",
            commands=[{"command": "start", "description": "Begin"}],
            scope={"type": "everyone"},
        ),
        "setMyCommands: scope.type is none of",
    ),
    (
        call("sendMessage", chat_id=5, text="x" * 4097),
        "sendMessage: text has 4097 characters, 1 to 4096 are allowed",
    ),
    (
        call("sendMessage", chat_id=5, text="<b></b>", parse_mode="HTML"),
        "sendMessage: text has 0 characters, 1 to 4096 are allowed",
    ),
    (
        call("sendMessage", chat_id=5, text="😀" * 2049),
        "sendMessage: text has 4098 characters, 1 to 4096 are allowed",
    ),
    (
        call("sendPhoto", chat_id=5, photo="x", caption="x" * 1025),
        "sendPhoto: caption has 1025 characters, 0 to 1024 are allowed",
    ),
    (
        call(
            "sendMessage",
            chat_id=5,
            text="hi",
            reply_markup={"inline_keyboard": [[BUTTON | {"callback_data": "é" * 33}]]},
        ),
        "sendMessage: callback_data has 66 bytes, 1 to 64 are allowed",
    ),
    (
        call("answerCallbackQuery", callback_query_id="1", text="x" * 201),
        "answerCallbackQuery: text has 201 characters, 0 to 200 are allowed",
    ),
    (
        call("setMyCommands", commands=[{"command": "start", "description": "x" * 257}]),
        "setMyCommands: commands.description has 257 characters, 1 to 256 are allowed",
    ),
    (
        call("setMyDescription", description="x" * 513),
        "setMyDescription: description has 513 characters, 0 to 512 are allowed",
    ),
    (
        call("setMyShortDescription", short_description="x" * 121),
        "setMyShortDescription: short_description has 121 characters, 0 to 120 are allowed",
    ),
]


@pytest.mark.parametrize(("bad", "said"), BAD, ids=[said for _, said in BAD])
def test_names_what_is_wrong_with_a_bad_call(bad: Call, said: str) -> None:
    """A call that breaks one rule has one violation, which names the rule."""
    (only,) = violations(bad)

    assert only.startswith(said)


def test_knows_the_whole_bot_api() -> None:
    """The model has all methods of the Bot API, not only those that the bot uses."""
    assert len(METHODS) > 150


async def test_every_call_of_the_library_passes_the_independent_model() -> None:
    """What the playground accepts and writes down is right by other people's model of the Bot API too."""
    async with Telegram() as telegram, echo_bot(telegram):
        anna = telegram.patient("Anna")
        anna.says("/start")
        anna.taps(await anna.hears(), "Again")
        await anna.hears()

    assert [call.error for call in telegram.calls if not call.ok] == []
    assert [wrong for call in telegram.calls for wrong in violations(call)] == []
    assert {"getMe", "deleteWebhook", "getUpdates", "setMyCommands", "sendMessage", "editMessageText"} <= {
        call.method for call in telegram.calls
    }
