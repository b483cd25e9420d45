"""What a patient does reaches the bot in Telegram's shape, and what the bot says reaches the patient."""

from typing import Any

import pytest

from bot.playground.conversations import NothingHeard
from bot.playground.patients import TINY_PICTURE, Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot

KEYS = {
    "inline_keyboard": [
        [{"text": "Topics", "callback_data": "v1:topics"}],
        [{"text": "Cost", "url": "https://t.me/aftercare_bot?start=cost"}],
        [{"text": "Website", "url": "https://a.example/x"}],
    ]
}


async def only_update(bot: RawBot) -> Any:
    """Return the one update that waits, without its number."""
    (update,) = await bot.updates()
    del update["update_id"]
    return update


async def test_a_patient_writes(bot: RawBot, anna: Patient) -> None:
    """A text arrives with its author, its chat and its time."""
    message_id = anna.says("my smile is crooked")
    message = (await only_update(bot))["message"]

    assert (message["message_id"], message["text"]) == (message_id, "my smile is crooked")
    assert message["from"] == anna.person
    assert message["chat"]["id"] == anna.id == anna.person["id"]
    assert "entities" not in message


async def test_a_command_is_marked(bot: RawBot, anna: Patient) -> None:
    """A command carries its entity, without which no library would recognise it."""
    anna.says("/start cost")

    assert (await only_update(bot))["message"]["entities"] == [
        {"type": "bot_command", "offset": 0, "length": 6}
    ]


async def test_a_patient_replies_and_edits(bot: RawBot, anna: Patient) -> None:
    """A reply carries the message it answers; an edit comes as its own kind of update."""
    sent = await bot.call("sendMessage", chat_id=anna.id, text="Hello")
    message_id = anna.says("one", reply_to=sent["message_id"])
    anna.edits(message_id, "two")
    first, second = await bot.updates()

    assert first["message"]["reply_to_message"]["text"] == "Hello"
    assert second["edited_message"]["text"] == "two"
    assert second["edited_message"]["message_id"] == message_id
    assert "edit_date" in second["edited_message"]


@pytest.mark.parametrize(
    ("action", "part"),
    [
        ("sends_photo", "photo"),
        ("sends_voice", "voice"),
        ("sends_sticker", "sticker"),
        ("sends_location", "location"),
        ("sends_contact", "contact"),
    ],
)
async def test_a_patient_sends_other_things(bot: RawBot, anna: Patient, action: str, part: str) -> None:
    """Everything that is no text arrives as what it is, without a text."""
    getattr(anna, action)()
    message = (await only_update(bot))["message"]

    assert part in message
    assert "text" not in message


async def test_a_picture_carries_its_caption(bot: RawBot, anna: Patient) -> None:
    """A caption has entities of its own; the picture is a real one."""
    anna.sends_photo("is /this ok")
    message = (await only_update(bot))["message"]

    assert message["caption_entities"] == [{"type": "bot_command", "offset": 3, "length": 5}]
    assert message["photo"][0]["file_size"] == len(TINY_PICTURE)


async def test_any_content_can_be_sent(bot: RawBot, anna: Patient) -> None:
    """What has no words of its own here can be sent as Telegram's JSON."""
    anna.sends({"dice": {"emoji": "🎲", "value": 6}})

    assert (await only_update(bot))["message"]["dice"]["value"] == 6


@pytest.mark.parametrize("text", ["", "  ", "x" * 4097])
async def test_nobody_sends_what_telegrams_apps_would_not_send(anna: Patient, text: str) -> None:
    """Nothing, and more than 4,096 characters, is a mistake of the test's."""
    with pytest.raises(ValueError, match="nobody can send"):
        anna.says(text)


async def test_a_tap_is_a_query_that_wants_an_answer(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """A tap carries the button's data and its message; the answer shows as a pop-up."""
    await bot.call("sendMessage", chat_id=anna.id, text="Hello", reply_markup=KEYS)
    query_id = anna.taps(await anna.hears(), "Topics")
    query = (await only_update(bot))["callback_query"]

    assert (query["id"], query["data"], query["from"]) == (query_id, "v1:topics", anna.person)
    assert query["message"]["reply_markup"] == KEYS
    assert telegram.unanswered_queries() == [query_id]

    await bot.call("answerCallbackQuery", callback_query_id=query_id, text="Noted")

    assert await anna.sees_pop_up() == "Noted"
    assert anna.pop_ups == ["Noted"]
    assert telegram.unanswered_queries() == []


async def test_a_button_can_be_found_by_its_data(bot: RawBot, anna: Patient) -> None:
    """A label or callback data finds the button; anything else names the buttons there are."""
    await bot.call("sendMessage", chat_id=anna.id, text="Hello", reply_markup=KEYS)
    message = await anna.hears()

    assert anna.taps(message, "v1:topics")
    with pytest.raises(LookupError, match="'Topics', 'Cost', 'Website'"):
        anna.taps(message, "Price")


async def test_a_deep_link_starts_the_bot(bot: RawBot, anna: Patient) -> None:
    """A button that leads to the bot sends /start with its payload; one that leads away is an error."""
    await bot.call("sendMessage", chat_id=anna.id, text="Hello", reply_markup=KEYS)
    message = await anna.hears()
    anna.taps(message, "Cost")

    assert (await only_update(bot))["message"]["text"] == "/start cost"
    with pytest.raises(LookupError, match=r"opens https://a\.example/x"):
        anna.taps(message, "Website")


async def test_a_query_grows_too_old(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """An expired tap, like an unknown one, can no longer be acknowledged; a long pop-up never could."""
    query_id = anna.taps_old_button("v0:gone")
    message = (await only_update(bot))["callback_query"]["message"]
    too_long = await bot.refused("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
    telegram.expire_queries()
    complaints = {
        await bot.refused("answerCallbackQuery", callback_query_id=one) for one in (query_id, "unknown")
    }

    assert message["date"] == 0
    assert too_long == "Bad Request: MESSAGE_TOO_LONG"
    assert complaints == {"Bad Request: query is too old and response timeout expired or query ID is invalid"}


async def test_a_patient_blocks_the_bot(bot: RawBot, anna: Patient) -> None:
    """The bot is told, may not write any more, and may again once it is unblocked."""
    anna.blocks()
    blocked = (await only_update(bot))["my_chat_member"]
    status, body = await bot.answer("sendMessage", chat_id=anna.id, text="x")

    assert blocked["new_chat_member"]["status"] == "kicked"
    assert (status, body["description"]) == (403, "Forbidden: bot was blocked by the user")
    with pytest.raises(ValueError, match="unblock"):
        anna.says("hello")

    anna.unblocks()

    unblocked = (await bot.updates())[-1]["my_chat_member"]

    # The library cannot read a ban without its end.
    assert unblocked["old_chat_member"] == blocked["new_chat_member"]
    assert blocked["new_chat_member"]["until_date"] == 0
    assert (await bot.answer("sendMessage", chat_id=anna.id, text="x"))[0] == 200


async def test_a_patient_hears_messages_in_order(bot: RawBot, anna: Patient) -> None:
    """Each message is heard once, as it read when it was sent."""
    sent = await bot.call("sendMessage", chat_id=anna.id, text="<b>one</b>", parse_mode="HTML")
    await bot.call("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="two")
    first, second = await anna.hears(), await anna.hears()

    assert (first.text, first.html, first.edited) == ("one", "<b>one</b>", False)
    assert (second.text, second.html, second.edited) == ("two", "two", True)
    assert [message.text for message in anna.history()] == ["two"]


async def test_silence_is_heard_too(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """Waiting for a message fails without one, and waiting for silence fails with one."""
    with pytest.raises(NothingHeard):
        await anna.hears(timeout=0.01)
    with pytest.raises(NothingHeard):
        await anna.sees_pop_up(timeout=0.01)
    await anna.hears_nothing(for_=0.01)
    beth = telegram.patient("Beth")
    beth.says("hello")
    await bot.call("sendMessage", chat_id=beth.id, text="for Beth")
    await anna.hears_nothing(for_=0.01)
    await bot.call("sendMessage", chat_id=anna.id, text="for Anna")
    with pytest.raises(AssertionError, match="for Anna"):
        await anna.hears_nothing(for_=0.01)


async def test_another_bot_can_write_in_private(telegram: Telegram, bot: RawBot) -> None:
    """A message may come from another bot, and says so."""
    telegram.patient("Helper", is_bot=True).says("hello")

    assert (await only_update(bot))["message"]["from"]["is_bot"] is True


async def test_a_message_can_be_old(bot: RawBot, anna: Patient) -> None:
    """What was asked long ago carries its time; nothing else of it differs."""
    anna.says("hello", sent_at=1_700_000_000)
    message = (await only_update(bot))["message"]

    assert (message["date"], message["text"]) == (1_700_000_000, "hello")


async def test_pictures_come_together(bot: RawBot, anna: Patient) -> None:
    """Pictures of one album share a name; the first has the caption."""
    anna.sends_album("three views")
    messages = [update["message"] for update in await bot.updates()]

    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["three views", None]


async def test_a_letter_is_a_document(bot: RawBot, anna: Patient) -> None:
    """A file arrives with its name."""
    anna.sends_document("letter.pdf", "from my doctor")
    (update,) = await bot.updates()

    assert update["message"]["document"]["file_name"] == "letter.pdf"
    assert update["message"]["caption"] == "from my doctor"


async def test_who_leaves_telegram_cannot_be_written_to(bot: RawBot, anna: Patient) -> None:
    """An account that is gone refuses for good."""
    anna.deletes_account()
    status, body = await bot.answer("sendMessage", chat_id=anna.id, text="x")

    assert (status, body["description"]) == (403, "Forbidden: user is deactivated")
