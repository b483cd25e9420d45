"""Pictures and documents arrive as they were uploaded, or are refused in Telegram's words."""

import struct
import zlib

import pytest

from bot.playground.attachments import TINY_PICTURE
from bot.playground.files import LARGEST_PHOTO, Upload, check_photo
from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.refusals import Refusal
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot

KEYBOARD = {"inline_keyboard": [[{"text": "Topics", "callback_data": "x"}]]}
JPEG = b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08\x00\x20\x00\x40\x03\x00\x00\x00\x00\x00"


def png(width: int, height: int) -> bytes:
    """Return a PNG that says how large it is, and shows nothing."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


@pytest.mark.parametrize("way", ["named", "attached"])
async def test_an_uploaded_photo_arrives_with_its_caption(
    telegram: Telegram, bot: RawBot, anna: Patient, way: str
) -> None:
    """A file that stands in its own place, or is attached under another name, is shown with its caption."""
    upload = {"photo": png(720, 360)} if way == "named" else {"photo": "attach://f", "f": png(720, 360)}
    sent = await bot.call(
        "sendPhoto",
        chat_id=anna.id,
        caption="<b>Day 4</b>",
        parse_mode="HTML",
        reply_markup=KEYBOARD,
        **upload,
    )
    seen = await anna.hears()

    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (720, 360)
    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert (seen.text, seen.html, seen.attachment, seen.labels) == (
        "Day 4", "<b>Day 4</b>", "photo", ("Topics",),
    )  # fmt: skip
    assert telegram.world.files[seen.file_id or ""].content == png(720, 360)


async def test_a_call_remembers_what_was_uploaded(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """Where a file belongs among the parameters, the upload itself stands."""
    await bot.call("sendDocument", chat_id=anna.id, document="attach://f", f=b"week,asked")

    assert telegram.calls[-1].parameters == {
        "chat_id": anna.id,
        "document": Upload("file", b"week,asked", "application/octet-stream"),
    }


async def test_a_file_is_sent_again_by_its_id(bot: RawBot, anna: Patient) -> None:
    """What was uploaded once needs no second upload, and is no file of another kind."""
    sent = await bot.call("sendPhoto", chat_id=anna.id, photo=TINY_PICTURE)
    file_id = sent["photo"][0]["file_id"]
    again = await bot.call("sendPhoto", chat_id=anna.id, photo=file_id)

    assert again["photo"] == sent["photo"]
    assert await bot.refused("sendDocument", chat_id=anna.id, document=file_id) == (
        "Bad Request: can't use file of type Photo as Document"
    )
    assert await bot.refused("sendPhoto", chat_id=anna.id, photo="nothing") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )


@pytest.mark.parametrize(
    ("photo", "complaint"),
    [
        (b"", "file must be non-empty"),
        (b"%PDF-1.7", "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (png(0, 0), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ],
    ids=["empty", "a document", "too large", "nothing to see", "too long"],
)
async def test_a_photo_must_be_one(bot: RawBot, anna: Patient, photo: bytes, complaint: str) -> None:
    """What Telegram cannot show as a photo is refused."""
    assert await bot.refused("sendPhoto", chat_id=anna.id, photo=photo) == f"Bad Request: {complaint}"


def test_a_photo_has_at_most_10_megabytes() -> None:
    """A heavier one is refused, whatever it shows."""
    with pytest.raises(Refusal, match="too big"):
        check_photo(png(10, 10) + bytes(LARGEST_PHOTO))


def test_a_jpeg_tells_its_size_too() -> None:
    """The size of a JPEG is read from its frame, and one that breaks off has none."""
    assert check_photo(JPEG) == (64, 32)
    with pytest.raises(Refusal, match="IMAGE_PROCESS_FAILED"):
        check_photo(JPEG[:8])


@pytest.mark.parametrize(
    ("method", "complaint"),
    [
        ("sendPhoto", "there is no photo in the request"),
        ("sendDocument", "there is no document in the request"),
    ],
)
async def test_a_file_must_come_along(bot: RawBot, anna: Patient, method: str, complaint: str) -> None:
    """A call without its file, or with an attachment that is missing, is refused."""
    part = method.removeprefix("send").lower()

    assert await bot.refused(method, chat_id=anna.id) == f"Bad Request: {complaint}"
    assert await bot.refused(method, chat_id=anna.id, **{part: "attach://f"}) == f"Bad Request: {complaint}"


async def test_an_empty_document_is_refused(bot: RawBot, anna: Patient) -> None:
    """A file with nothing in it is none."""
    assert await bot.refused("sendDocument", chat_id=anna.id, document=b"") == (
        "Bad Request: file must be non-empty"
    )


async def test_a_caption_has_room_for_1024_characters(bot: RawBot, anna: Patient) -> None:
    """What counts is the caption as it is shown, without its markup."""
    caption = f"<b>{'x' * 1024}</b>"
    await bot.call("sendPhoto", chat_id=anna.id, photo=TINY_PICTURE, caption=caption, parse_mode="HTML")
    complaint = await bot.refused("sendPhoto", chat_id=anna.id, photo=TINY_PICTURE, caption="x" * 1025)

    assert complaint == "Bad Request: message caption is too long"


async def test_a_photo_stands_in_a_topic_and_replies(bot: RawBot, staff: Group) -> None:
    """A picture has its place as any message has."""
    thread = staff.member("Nora").opens_topic("Anna")
    asked = staff.member("Nora").says("a picture?", thread=thread)
    sent = await bot.call(
        "sendPhoto", chat_id=staff.id, photo=TINY_PICTURE, message_thread_id=thread,
        reply_parameters={"message_id": asked},
    )  # fmt: skip

    assert (sent["message_thread_id"], sent["reply_to_message"]["message_id"]) == (thread, asked)


async def test_a_caption_is_edited_and_a_text_is_not(bot: RawBot, anna: Patient) -> None:
    """A picture has a caption and no text, a text has no caption."""
    picture = await bot.call("sendPhoto", chat_id=anna.id, photo=TINY_PICTURE, caption="one")
    text = await bot.call("sendMessage", chat_id=anna.id, text="one")
    where = {"chat_id": anna.id, "message_id": picture["message_id"]}
    edited = await bot.call("editMessageCaption", caption="two", **where)

    assert edited["caption"] == "two"
    assert await bot.refused("editMessageText", text="x", **where) == (
        "Bad Request: there is no text in the message to edit"
    )
    assert await bot.refused(
        "editMessageCaption", chat_id=anna.id, message_id=text["message_id"], caption="x"
    ) == ("Bad Request: there is no caption in the message to edit")
