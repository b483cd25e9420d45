"""The bot deletes its own messages while they are young, and others where it may."""

from bot.playground.groups import Group
from bot.playground.history import Step
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot

TOO_OLD = "Bad Request: message can't be deleted for everyone"


async def said(bot: RawBot, chat_id: int) -> int:
    """Let the bot say something, and return the message's id."""
    return int((await bot.call("sendMessage", chat_id=chat_id, text="Hello"))["message_id"])


async def test_a_deleted_message_is_gone(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """It can be neither edited nor deleted again, and its number is not used a second time."""
    message = await said(bot, anna.id)
    assert await bot.call("deleteMessage", chat_id=anna.id, message_id=message) is True
    after = await said(bot, anna.id)

    assert [one.id for one in anna.history()] == [after]
    assert after == message + 1
    assert await bot.refused("deleteMessage", chat_id=anna.id, message_id=message) == (
        "Bad Request: message to delete not found"
    )
    assert await bot.refused("editMessageText", chat_id=anna.id, message_id=message, text="x") == (
        "Bad Request: message to edit not found"
    )
    assert [one.step for one in telegram.world.history.moments if one.number == message][-1] is Step.DELETED


async def test_after_48_hours_a_message_stays(bot: RawBot, anna: Patient) -> None:
    """In private the bot deletes what is younger, its own and the patient's."""
    mine, theirs, old = await said(bot, anna.id), anna.says("hello"), await said(bot, anna.id)
    anna.ages(mine, hours=47.9)
    anna.ages(old, hours=48)
    await bot.call("deleteMessage", chat_id=anna.id, message_id=mine)
    await bot.call("deleteMessage", chat_id=anna.id, message_id=theirs)

    assert await bot.refused("deleteMessage", chat_id=anna.id, message_id=old) == TOO_OLD
    assert [one.id for one in anna.history()] == [old]


async def test_an_administrator_deletes_anything(bot: RawBot, staff: Group) -> None:
    """With the right to delete, neither the author nor the age matters; without it, both do."""
    theirs, old = staff.member("Lee").says("hello"), await said(bot, staff.id)
    staff.ages(old, hours=100)
    staff.adds_bot(frozenset({"can_manage_topics"}))
    complaints = [
        await bot.refused("deleteMessage", chat_id=staff.id, message_id=message) for message in (theirs, old)
    ]
    staff.adds_bot(frozenset({"can_delete_messages"}))
    for message in (theirs, old):
        await bot.call("deleteMessage", chat_id=staff.id, message_id=message)

    assert complaints == ["Bad Request: message can't be deleted", TOO_OLD]
    assert not staff.chat.posted.keys() & {theirs, old}


async def test_a_topic_keeps_its_beginning(bot: RawBot, staff: Group) -> None:
    """The message that opens a topic goes with the topic only."""
    thread = staff.member("Nora").opens_topic("Anna")

    assert await bot.refused("deleteMessage", chat_id=staff.id, message_id=thread) == (
        "Bad Request: message can't be deleted"
    )


async def test_several_are_deleted_all_or_none(bot: RawBot, anna: Patient) -> None:
    """What is not there is passed over; one that must stay keeps all of them."""
    messages = [await said(bot, anna.id) for _ in range(3)]
    anna.ages(messages[0], hours=50)
    complaint = await bot.refused("deleteMessages", chat_id=anna.id, message_ids=messages)
    await bot.call("deleteMessages", chat_id=anna.id, message_ids=[*messages[1:], 999])

    assert complaint == TOO_OLD
    assert [one.id for one in anna.history()] == [messages[0]]


async def test_what_people_delete_goes_silently(bot: RawBot, anna: Patient, staff: Group) -> None:
    """No update tells the bot, and nobody hears a deletion as a message."""
    anna.deletes(anna.says("never mind"))
    staff.member("Nora").deletes(await said(bot, staff.id))
    await staff.hears()
    kinds = [update.keys() - {"update_id"} for update in await bot.updates()]
    await staff.hears_nothing(for_=0)

    assert kinds == [{"message"}]
