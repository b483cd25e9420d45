"""The history tells in which order things happened in each chat."""

import time

from bot.playground.history import Step
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_a_chat_has_its_history(telegram: Telegram, bot: RawBot) -> None:
    """Updates are queued, fetched and confirmed, messages sent and edited, each with its time and words."""
    anna, beth = telegram.patient("Anna"), telegram.patient("Beth")
    began = time.monotonic()
    anna.says("one")
    beth.says("other")
    first, second = await bot.updates()
    sent = await bot.call("sendMessage", chat_id=anna.id, text="two")
    await bot.call("editMessageText", chat_id=anna.id, message_id=sent["message_id"], text="three")
    await bot.updates(offset=second["update_id"] + 1)
    moments = telegram.world.history.by_chat()[anna.id]

    assert [(moment.step, moment.number) for moment in moments] == [
        (Step.QUEUED, first["update_id"]),
        (Step.FETCHED, first["update_id"]),
        (Step.SENT, sent["message_id"]),
        (Step.EDITED, sent["message_id"]),
        (Step.CONFIRMED, first["update_id"]),
    ]
    assert [moments[0].shape["message"]["text"], *(moment.shape["text"] for moment in moments[2:4])] == [
        "one",
        "two",
        "three",
    ]
    times = [began, *(moment.time for moment in moments), time.monotonic()]
    assert times == sorted(times)


async def test_every_kind_of_update_stands_in_its_chat(telegram: Telegram, anna: Patient) -> None:
    """Edits, taps and changes of membership belong to the chat in which they happen; poison to none."""
    telegram.world.history.moments.clear()
    anna.edits(anna.says("one"), "two")
    anna.taps_old_button("x")
    anna.blocks()
    poisons: tuple[object, ...] = ({"message": {"chat": {"id": "x"}}}, [], {"update_id": 3})
    for poison in poisons:
        telegram.push(poison)
    chats = telegram.world.history.by_chat()

    assert {chat: len(moments) for chat, moments in chats.items()} == {anna.id: 4, None: 3}


async def test_a_message_has_the_time_of_its_posting(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """What stands in a chat is in order of time, whoever said it."""
    await bot.call("sendMessage", chat_id=anna.id, text="two")
    anna.says("three")
    times = [posted.time for posted in telegram.patients[anna.id].chat.posted.values()]

    assert times == sorted(times)
    assert len(times) == 3
