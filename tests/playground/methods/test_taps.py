"""The bot reacts to messages, and taps bring what stands there."""

from typing import Any

import pytest

from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot

KEYBOARD = {"inline_keyboard": [[{"text": "Topics", "callback_data": "x"}]]}


async def test_the_bot_reacts_and_takes_it_back(bot: RawBot, anna: Patient) -> None:
    """A reaction shows on the message, one at a time, with a heart in either spelling."""
    message = anna.says("thank you")
    seen = []
    for reaction in ([{"type": "emoji", "emoji": "👍"}], [{"type": "emoji", "emoji": "❤️"}], []):
        await bot.call("setMessageReaction", chat_id=anna.id, message_id=message, reaction=reaction)
        seen.append(anna.sees(message).reaction)

    assert seen == ["👍", "❤", ""]


@pytest.mark.parametrize(
    ("reaction", "complaint"),
    [
        ([{"type": "emoji", "emoji": "✅"}], "REACTION_INVALID"),
        ([{"type": "custom_emoji", "custom_emoji_id": "5"}], "REACTION_INVALID"),
        ([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}], "REACTIONS_TOO_MANY"),
    ],
)
async def test_only_one_of_the_known_emoji_will_do(
    bot: RawBot, anna: Patient, reaction: list[Any], complaint: str
) -> None:
    """Not every emoji is a reaction: a tick is none."""
    message = anna.says("hi")

    assert await bot.refused(
        "setMessageReaction", chat_id=anna.id, message_id=message, reaction=reaction
    ) == (f"Bad Request: {complaint}")


async def test_nothing_can_be_reacted_to_nowhere(bot: RawBot, anna: Patient) -> None:
    """A message that is gone takes no reaction."""
    assert await bot.refused("setMessageReaction", chat_id=anna.id, message_id=99) == (
        "Bad Request: message to react not found"
    )


async def test_a_tap_brings_the_message_as_it_stands(bot: RawBot, anna: Patient) -> None:
    """With its quotation marks and with what it replies to."""
    asked = anna.says("is this right?")
    await bot.call(
        "sendMessage", chat_id=anna.id, text="<blockquote>is this right?</blockquote>", parse_mode="HTML",
        reply_markup=KEYBOARD, reply_parameters={"message_id": asked},
    )  # fmt: skip
    anna.taps(await anna.hears(), "Topics")
    message = (await bot.updates())[-1]["callback_query"]["message"]

    assert message["entities"][0]["type"] == "blockquote"
    assert message["reply_to_message"]["text"] == "is this right?"


async def test_a_tap_on_an_old_message_brings_none(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """After 48 hours only the number is left, unless a test wants the message to be remembered."""
    await bot.call("sendMessage", chat_id=anna.id, text="Hello", reply_markup=KEYBOARD)
    message = await anna.hears()
    anna.ages(message.id, hours=48)
    anna.taps(message, "Topics")
    telegram.world.remembers_for = float("inf")
    anna.taps(message, "Topics")
    old, whole = [update["callback_query"]["message"] for update in (await bot.updates())[-2:]]

    assert old == {"chat": anna.chat.shape, "message_id": message.id, "date": 0}
    assert whole["text"] == "Hello"


async def test_buttons_alone_can_be_replaced(bot: RawBot, anna: Patient) -> None:
    """The words stay, the buttons change or go; the same buttons are no change."""
    sent = await bot.call("sendMessage", chat_id=anna.id, text="Hello", reply_markup=KEYBOARD)
    where = {"chat_id": anna.id, "message_id": sent["message_id"]}
    complaint = await bot.refused("editMessageReplyMarkup", reply_markup=KEYBOARD, **where)
    await bot.call("editMessageReplyMarkup", **where)

    assert complaint.startswith("Bad Request: message is not modified")
    assert (anna.history()[-1].text, anna.history()[-1].labels) == ("Hello", ())
