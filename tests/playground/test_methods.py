"""What the bot does comes back in Telegram's shape, or is refused in Telegram's words."""

import pytest

from bot.playground.events import Event, Kind
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot

KEYBOARD = {"inline_keyboard": [[{"text": "Topics", "callback_data": "x"}]]}


async def test_a_sent_message_comes_back_with_its_entities(bot: RawBot, anna: Patient) -> None:
    """The bot gets the plain text, the entities and the keyboard that people see."""
    message = await bot.call(
        "sendMessage", chat_id=anna.id, text=" <b>Hi</b> ", parse_mode="html", reply_markup=KEYBOARD
    )

    assert message["text"] == "Hi"
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert message["reply_markup"] == KEYBOARD
    assert message["from"]["is_bot"] is True
    assert message["chat"] == {
        "id": anna.id,
        "type": "private",
        "first_name": "Anna",
        "username": anna.person["username"],
    }


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
    sent = await bot.call("sendMessage", chat_id=anna.id, text="one", reply_markup=KEYBOARD)
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
    """The same text with the same keyboard is "not modified"."""
    sent = await bot.call("sendMessage", chat_id=anna.id, text="one", reply_markup=KEYBOARD)
    complaint = await bot.refused(
        "editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="one", reply_markup=KEYBOARD
    )

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


async def test_a_chat_shows_that_the_bot_is_typing(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """A chat action is told to whoever watches the chat."""
    told: list[Event] = []
    telegram.world.watchers.append(told.append)
    await bot.call("sendChatAction", chat_id=anna.id, action="typing")

    assert told == [Event(Kind.ACTION, anna.id, text="typing")]


async def test_the_bot_learns_who_it_is(bot: RawBot) -> None:
    """The bot's profile says whether it sees everything in groups."""
    me = await bot.call("getMe")

    assert (me["username"], me["is_bot"], me["can_read_all_group_messages"]) == ("aftercare_bot", True, False)


async def test_what_the_bot_says_of_itself_is_kept(telegram: Telegram, bot: RawBot) -> None:
    """Descriptions are kept, and commands by the chats in which they are shown."""
    start = [{"command": "start", "description": "Begin here"}]
    await bot.call("setMyDescription", description="I answer questions.")
    await bot.call("setMyShortDescription", short_description="Answers")
    await bot.call("setMyCommands", commands=start)
    await bot.call("setMyCommands", commands=[], scope={"type": "all_group_chats"})
    profile = telegram.world.profile

    assert (profile.description, profile.short_description) == ("I answer questions.", "Answers")
    assert profile.menus == {"default": start, "all_group_chats": []}
