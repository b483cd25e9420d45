"""Messages are pinned to the top of a chat and taken down again."""

from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_a_message_is_pinned_and_taken_down(bot: RawBot, anna: Patient) -> None:
    """Whoever looks at the chat sees it pinned; the message that tells so is nothing that the bot said."""
    ids = [(await bot.call("sendMessage", chat_id=anna.id, text=text))["message_id"] for text in ("a", "b")]
    for message in (*ids, ids[0]):
        await bot.call("pinChatMessage", chat_id=anna.id, message_id=message, disable_notification=True)
    pinned = [message.text for message in anna.pinned()]
    await bot.call("unpinChatMessage", chat_id=anna.id)
    left = [message.text for message in anna.pinned()]

    assert (pinned, left) == (["a", "b"], ["a"])
    assert [message.text for message in anna.history()] == ["a", "b"]


async def test_what_is_not_there_cannot_be_pinned(bot: RawBot, anna: Patient) -> None:
    """Neither is it found to be pinned, nor to be taken down."""
    assert await bot.refused("pinChatMessage", chat_id=anna.id, message_id=99) == (
        "Bad Request: message to pin not found"
    )
    assert await bot.refused("unpinChatMessage", chat_id=anna.id) == "Bad Request: message to unpin not found"


async def test_a_deleted_message_is_no_longer_pinned(bot: RawBot, anna: Patient) -> None:
    """What is gone stands nowhere."""
    sent = await bot.call("sendMessage", chat_id=anna.id, text="a")
    await bot.call("pinChatMessage", chat_id=anna.id, message_id=sent["message_id"])
    await bot.call("deleteMessage", chat_id=anna.id, message_id=sent["message_id"])

    assert anna.pinned() == ()


async def test_pinning_needs_a_right(telegram: Telegram, bot: RawBot, staff: Group) -> None:
    """In a group that is the right to pin, in a channel the one to edit; no topic can be pinned."""
    topic = staff.member("Nora").opens_topic("Anna")
    complaint = await bot.refused("pinChatMessage", chat_id=staff.id, message_id=topic)
    staff.adds_bot(frozenset())
    channel = telegram.channel("News")
    post = channel.posts("Guide")
    channel.demotes_bot()

    assert complaint == "Bad Request: message can't be pinned"
    for chat, message in ((staff.id, topic), (channel.id, post)):
        assert await bot.refused("pinChatMessage", chat_id=chat, message_id=message) == (
            "Bad Request: not enough rights to manage pinned messages in the chat"
        )
