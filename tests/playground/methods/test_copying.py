"""A copy says what the original says, and names nobody."""

from typing import Any

import pytest

from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_a_text_is_copied_with_its_marks(bot: RawBot, anna: Patient, staff: Group) -> None:
    """Only the id of the copy comes back; in the other chat stand the same words, by the bot."""
    message = anna.says("see https://a.example please")
    copy = await bot.call("copyMessage", chat_id=staff.id, from_chat_id=anna.id, message_id=message)
    shape = staff.chat.posted[copy["message_id"]].shape

    assert copy.keys() == {"message_id"}
    assert (shape["text"], shape["entities"][0]["type"]) == ("see https://a.example please", "url")
    assert (shape["from"]["is_bot"], "forward_origin" in shape) == (True, False)


async def test_a_picture_is_copied_with_its_own_caption_or_another(
    bot: RawBot, anna: Patient, staff: Group
) -> None:
    """A caption of one's own replaces the old one, an empty one removes it; a text stays as it is."""
    picture, text = anna.sends_photo("my cheek"), anna.says("my cheek")
    copies = []
    for message, caption in ((picture, None), (picture, "From Anna"), (picture, ""), (text, "From Anna")):
        more: dict[str, Any] = {} if caption is None else {"caption": caption}
        await bot.call("copyMessage", chat_id=staff.id, from_chat_id=anna.id, message_id=message, **more)
        copies.append(await staff.hears())

    assert [copy.text for copy in copies] == ["my cheek", "From Anna", "", "my cheek"]
    assert [copy.file_id is not None for copy in copies] == [True, True, True, False]
    assert "caption" not in staff.chat.posted[copies[-1].id].shape


async def test_a_copy_has_a_place_and_buttons_of_its_own(bot: RawBot, anna: Patient, staff: Group) -> None:
    """A copy goes into a topic, replies there, and brings the buttons that the call gives it."""
    thread = staff.member("Nora").opens_topic("Anna")
    ticket = await bot.call("sendMessage", chat_id=staff.id, message_thread_id=thread, text="Ticket")
    keys = {"inline_keyboard": [[{"text": "Close", "callback_data": "c"}]]}
    await bot.call(
        "copyMessage", chat_id=staff.id, from_chat_id=anna.id, message_id=anna.says("and now?"),
        message_thread_id=thread, reply_parameters={"message_id": ticket["message_id"]}, reply_markup=keys,
    )  # fmt: skip
    await staff.hears()
    copy = await staff.hears(thread=thread)

    assert (copy.text, copy.labels, copy.reply_to) == ("and now?", ("Close",), ticket["message_id"])


async def test_what_is_gone_or_nobody_said_cannot_be_copied(bot: RawBot, anna: Patient, staff: Group) -> None:
    """A deleted message is not found; a message of the chat's own is no message to copy."""
    gone = anna.says("never mind")
    anna.deletes(gone)
    thread = staff.member("Nora").opens_topic("Anna")

    assert await bot.refused("copyMessage", chat_id=staff.id, from_chat_id=anna.id, message_id=gone) == (
        "Bad Request: message to copy not found"
    )
    assert await bot.refused("copyMessage", chat_id=anna.id, from_chat_id=staff.id, message_id=thread) == (
        "Bad Request: message can't be copied"
    )


async def test_an_album_is_copied_as_an_album(bot: RawBot, anna: Patient, staff: Group) -> None:
    """Pictures that were sent together stay together, and what is missing is skipped."""
    album = anna.sends_album("three views", [b"1", b"2"])
    copies = await bot.call(
        "copyMessages", chat_id=staff.id, from_chat_id=anna.id, message_ids=[*album, album[-1] + 7]
    )
    shapes = [staff.chat.posted[copy["message_id"]].shape for copy in copies]

    assert [shape.get("caption") for shape in shapes] == ["three views", None]
    assert shapes[0]["media_group_id"] == shapes[1]["media_group_id"]
    assert shapes[0]["media_group_id"] != anna.chat.posted[album[0]].shape["media_group_id"]


async def test_copies_can_go_without_captions(bot: RawBot, anna: Patient, staff: Group) -> None:
    """Captions are left out on request, texts are not."""
    messages = [anna.sends_photo("my cheek"), anna.says("hello")]
    await bot.call(
        "copyMessages", chat_id=staff.id, from_chat_id=anna.id, message_ids=messages, remove_caption=True
    )

    assert [(await staff.hears()).text for _ in messages] == ["", "hello"]


@pytest.mark.parametrize(
    ("ids", "complaint"),
    [
        ([], "message identifiers are not specified"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([2, 1], "message identifiers must be in a strictly increasing order"),
        ([1, 1], "message identifiers must be in a strictly increasing order"),
        ([98, 99], "there are no messages to forward"),
    ],
)
async def test_ids_are_1_to_100_and_ascend(
    bot: RawBot, anna: Patient, staff: Group, ids: list[int], complaint: str
) -> None:
    """A list of messages that Telegram would not take is refused, and so is one of which nothing is there."""
    assert await bot.refused("copyMessages", chat_id=staff.id, from_chat_id=anna.id, message_ids=ids) == (
        f"Bad Request: {complaint}"
    )


async def test_who_blocks_the_bot_can_still_be_copied_from(bot: RawBot, anna: Patient, staff: Group) -> None:
    """A block keeps the bot from writing to somebody, not from showing what they wrote before."""
    message = anna.says("hello")
    anna.blocks()
    await bot.call("copyMessage", chat_id=staff.id, from_chat_id=anna.id, message_id=message)

    assert (await staff.hears()).text == "hello"


async def test_a_copy_to_somebody_who_blocks_is_refused(
    telegram: Telegram, bot: RawBot, anna: Patient, staff: Group
) -> None:
    """Nothing reaches who does not want it, and nothing is read of who never wrote."""
    stranger = telegram.patient("Stranger")
    message = staff.member("Nora").says("We will call you.")
    anna.blocks()
    status, body = await bot.answer("copyMessage", chat_id=anna.id, from_chat_id=staff.id, message_id=message)

    assert (status, body["description"]) == (403, "Forbidden: bot was blocked by the user")
    assert await bot.refused("copyMessage", chat_id=staff.id, from_chat_id=stranger.id, message_id=1) == (
        "Bad Request: chat not found"
    )
