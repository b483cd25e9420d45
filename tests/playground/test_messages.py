"""What the bot does to messages comes back in Telegram's shape, or is refused in Telegram's words."""

from typing import Any

import pytest

from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    """Return an inline keyboard with one button a row."""
    return {"inline_keyboard": [[button] for button in buttons]}


def key(callback_data: str = "x") -> dict[str, Any]:
    """Return a button that sends callback data."""
    return {"text": "Topics", "callback_data": callback_data}


async def test_a_sent_message_comes_back_with_its_entities(bot: RawBot, anna: Patient) -> None:
    """The bot gets the plain text, the entities and the keyboard that people see."""
    message = await bot.call(
        "sendMessage", chat_id=anna.id, text=" <b>Hi</b> ", parse_mode="html", reply_markup=keyboard(key())
    )

    assert message["text"] == "Hi"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert message["reply_markup"] == keyboard(key())
    assert message["from"]["is_bot"] is True
    assert message["chat"] == {
        "id": anna.id,
        "type": "private",
        "first_name": "Anna",
        "username": anna.person["username"],
    }


async def test_a_form_says_the_same_as_json(bot: RawBot, anna: Patient) -> None:
    """Numbers, booleans and keyboards arrive from a form as they do from JSON, and text stays text."""
    markup = keyboard(key("1"))
    message = await bot.form(
        "SENDMESSAGE", chat_id=anna.id, text="42", protect_content=True, reply_markup=markup
    )

    assert (message["text"], message["reply_markup"]) == ("42", markup)
    assert bot.telegram.calls[-1].method == "sendMessage"
    assert bot.telegram.calls[-1].parameters == {
        "chat_id": anna.id,
        "text": "42",
        "protect_content": True,
        "reply_markup": markup,
    }


WRONG_TEXTS = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "😀" * 2049}, "message is too long"),
    ({"text": "<b", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 0"),
    ({"text": "x", "parse_mode": "Word"}, "unsupported parse_mode"),
    ({"text": "x", "parse_mode": "MarkdownV2"}, "STRICT: the playground reads HTML, no Markdown"),
    ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
    (
        {"text": "x", "entities": [{"type": "bold", "offset": -1, "length": 1}]},
        "receive an entity with incorrect offset -1",
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
        "entity begins after the end of the text at UTF-16 offset 100",
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 100}]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
    ),
    ({"text": "x", "reply_parameters": {"message_id": 999}}, "message to be replied not found"),
    ({"text": "x", "link_preview_options": {"url": "not-a-url"}}, "WEBPAGE_URL_INVALID"),
    ({"text": "x", "colour": "red"}, "STRICT: sendMessage has no parameter colour"),
    (
        {"text": "x", "link_preview_options": {"colour": 1}},
        "STRICT: sendMessage has no field link_preview_options.colour",
    ),
    ({"text": 7}, "STRICT: sendMessage: text: Input should be a valid string"),
    (
        {"text": "x", "protect_content": "yes"},
        "STRICT: sendMessage: protect_content: Input should be a valid boolean",
    ),
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
    (
        keyboard(key() | {"url": "https://a.example"}),
        "STRICT: an inline keyboard button does exactly one thing, this one has url and callback_data",
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
    (
        {"inline_keyboard": [[key()] * 9]},
        "STRICT: a row of 9 buttons: Telegram's apps show 8 at most",
    ),
    (
        keyboard(key() | {"colour": "red"}),
        "STRICT: sendMessage has no field reply_markup.inline_keyboard.0.0.colour",
    ),
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


@pytest.mark.parametrize("chat_id", [1, -5, "nobody", "@nobody"])
async def test_a_chat_that_does_not_exist_is_not_found(bot: RawBot, chat_id: int | str) -> None:
    """Nothing can be sent into the void."""
    assert await bot.refused("sendMessage", chat_id=chat_id, text="x") == "Bad Request: chat not found"


async def test_a_chat_must_be_named(bot: RawBot) -> None:
    """A call without a chat is refused in Telegram's words."""
    assert await bot.refused("sendMessage", text="x") == "Bad Request: chat_id is empty"


async def test_the_bot_cannot_write_first(telegram: Telegram, bot: RawBot) -> None:
    """Somebody who never wrote to the bot cannot be found by it."""
    stranger = telegram.patient("Stranger")

    assert await bot.refused("sendMessage", chat_id=stranger.id, text="x") == "Bad Request: chat not found"


async def test_an_edit_replaces_text_and_keyboard(bot: RawBot, anna: Patient) -> None:
    """An edit without a keyboard takes the old one away, and people see the message change."""
    sent = await bot.call("sendMessage", chat_id=anna.id, text="one", reply_markup=keyboard(key()))
    await anna.hears()
    await bot.call("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="two")
    changed = await anna.hears()

    assert (changed.id, changed.text, changed.buttons, changed.edited) == (
        sent["message_id"],
        "two",
        (),
        True,
    )


async def test_an_edit_that_changes_nothing_is_refused(bot: RawBot, anna: Patient) -> None:
    """The same text with the same keyboard is "not modified", for both ways to edit."""
    sent = await bot.call("sendMessage", chat_id=anna.id, text="one", reply_markup=keyboard(key()))
    same = {"chat_id": anna.id, "message_id": sent["message_id"], "reply_markup": keyboard(key())}
    (complaint,) = {
        await bot.refused("editMessageText", text="one", **same),
        await bot.refused("editMessageReplyMarkup", **same),
    }

    assert complaint == (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )


async def test_only_the_bots_own_messages_can_be_edited(bot: RawBot, anna: Patient) -> None:
    """A patient's message cannot be edited, a missing one cannot be found."""
    theirs = anna.says("hello")

    assert await bot.refused("editMessageText", chat_id=anna.id, message_id=theirs, text="x") == (
        "Bad Request: message can't be edited"
    )
    assert await bot.refused("editMessageText", chat_id=anna.id, message_id=999, text="x") == (
        "Bad Request: message to edit not found"
    )


async def test_a_deleted_message_is_gone(bot: RawBot, anna: Patient) -> None:
    """A message can be deleted once."""
    sent = await bot.call("sendMessage", chat_id=anna.id, text="one")
    where = {"chat_id": anna.id, "message_id": sent["message_id"]}
    await bot.call("deleteMessage", **where)

    assert anna.history() == ()
    assert await bot.refused("deleteMessage", **where) == "Bad Request: message to delete not found"


async def test_an_uploaded_picture_is_kept_and_can_be_fetched(bot: RawBot, anna: Patient) -> None:
    """A picture comes back as a photo with a caption; its file can be downloaded."""
    sent = await bot.upload("sendPhoto", chat_id=str(anna.id), caption="Day <4", photo=b"picture")
    file = await bot.call("getFile", file_id=sent["photo"][-1]["file_id"])
    url = f"{bot.telegram.base_file_url}{bot.telegram.token}/{file['file_path']}"
    async with bot.session.get(url) as response:
        content = await response.read()

    assert ((await anna.hears()).text, content) == ("Day <4", b"picture")


async def test_a_picture_may_be_attached_by_name(bot: RawBot, anna: Patient) -> None:
    """`attach://name` stands for the file of that name in the same form."""
    sent = await bot.upload("sendPhoto", chat_id=str(anna.id), photo="attach://one", one=b"picture")

    assert sent["photo"][-1]["file_size"] == len(b"picture")


async def test_a_picture_needs_a_file_and_a_short_caption(bot: RawBot, anna: Patient) -> None:
    """No file, an unknown file and a caption over 1,024 characters are refused."""
    sent = await bot.upload("sendPhoto", chat_id=str(anna.id), photo=b"picture")
    known = sent["photo"][0]["file_id"]

    assert await bot.refused("sendPhoto", chat_id=anna.id) == "Bad Request: there is no photo in the request"
    assert await bot.refused("sendPhoto", chat_id=anna.id, photo="x") == (
        "Bad Request: wrong file identifier"
    )
    assert await bot.refused("sendPhoto", chat_id=anna.id, photo=known, caption="x" * 1025) == (
        "Bad Request: message caption is too long"
    )


async def test_a_chat_action_must_exist(bot: RawBot, anna: Patient) -> None:
    """The bot may be typing, but not dancing."""
    assert await bot.call("sendChatAction", chat_id=anna.id, action="typing") is True
    assert await bot.refused("sendChatAction", chat_id=anna.id, action="dancing") == (
        "Bad Request: wrong parameter action in request"
    )
