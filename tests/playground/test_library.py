"""The library reads every answer of this Telegram, and its calls are good ones by other people's model."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    ChatMemberAdministrator,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    ReplyParameters,
)

from bot.playground.attachments import TINY_PICTURE
from bot.playground.groups import Group
from bot.playground.methods import METHODS
from bot.playground.patients import Patient
from bot.playground.people import BOT
from bot.playground.refusals import too_many_requests
from bot.playground.server import Telegram
from tests.bot_api import violations
from tests.playground.raw_bot import RawBot
from tests.telegram.wired import wired_to


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """Return a Telegram in which everything is allowed."""
    async with Telegram(username="aftercare_bot", inline=True) as telegram:
        yield telegram


@pytest.fixture
async def library(telegram: Telegram) -> AsyncIterator[Bot]:
    """Return the library's bot; its calls must all be good ones."""
    async with wired_to(telegram.base_url, telegram.token) as bot:
        yield bot

    assert not [wrong for call in telegram.calls for wrong in violations(call)]


async def test_pictures_and_copies(library: Bot, anna: Patient, staff: Group) -> None:
    """Uploads, files by id, captions and copies come back as the library's own objects."""
    photo = await library.send_photo(anna.id, TINY_PICTURE, caption="<b>Day 4</b>", parse_mode="HTML")
    again = await library.send_photo(anna.id, photo.photo[-1].file_id)
    letter = await library.send_document(anna.id, b"week,asked", filename="numbers.csv")
    copies = await library.copy_messages(staff.id, anna.id, [photo.message_id, letter.message_id])
    copy = await library.copy_message(staff.id, anna.id, again.message_id, caption="Anna's")

    assert letter.document is not None
    assert (letter.document.file_name, photo.caption) == ("numbers.csv", "Day 4")
    assert [one.message_id for one in (*copies, copy)] == sorted(staff.chat.posted)


async def test_a_forum(library: Bot, staff: Group) -> None:
    """Topics, replies within them and members are read."""
    topic = await library.create_forum_topic(staff.id, "Anna")
    asked = staff.member("Nora").says("hello", thread=topic.message_thread_id)
    sent = await library.send_message(
        staff.id, "Hi", message_thread_id=topic.message_thread_id, reply_parameters=ReplyParameters(asked)
    )
    await library.edit_forum_topic(staff.id, topic.message_thread_id, name="Anna, closed")
    await library.close_forum_topic(staff.id, topic.message_thread_id)
    await library.reopen_forum_topic(staff.id, topic.message_thread_id)
    me = await library.get_chat_member(staff.id, BOT)
    runners = await library.get_chat_administrators(staff.id)
    updates = await library.get_updates()
    await library.set_message_reaction(staff.id, asked, "👍")
    await library.delete_messages(staff.id, [asked, sent.message_id])
    await library.delete_forum_topic(staff.id, topic.message_thread_id)

    assert sent.is_topic_message
    assert isinstance(me, ChatMemberAdministrator)
    assert (me.can_manage_topics, len(runners)) == (True, 2)
    assert updates[0].message is not None
    assert updates[0].message.reply_to_message is not None
    assert updates[0].message.reply_to_message.forum_topic_created is not None


async def test_a_channel(library: Bot, telegram: Telegram, staff: Group) -> None:
    """A channel is found by name, pinned in and described in full; its discussion is read."""
    channel = telegram.channel("News", username="news")
    channel.is_discussed_in(staff)
    post = await library.send_message("@news", "Guide")
    await library.pin_chat_message("@news", post.message_id, disable_notification=True)
    described = await library.get_chat("@news")
    channel.comment(staff.member("Nora").in_private, post.message_id, "nice")
    brought, comment = await library.get_updates()
    await library.unpin_chat_message("@news", post.message_id)
    await library.delete_message("@news", post.message_id)

    assert described.pinned_message is not None
    assert (described.linked_chat_id, described.pinned_message.text) == (staff.id, "Guide")
    assert brought.message is not None
    assert (brought.message.is_automatic_forward, comment.effective_message is not None) == (True, True)


async def test_inline(library: Bot, anna: Patient) -> None:
    """A query is read, and its answer taken."""
    anna.asks_inline("swelling")
    query = (await library.get_updates())[-1].inline_query
    article = InlineQueryResultArticle(
        "swelling", "Swelling", InputTextMessageContent("<b>Swelling</b>", parse_mode="HTML")
    )
    button = InlineQueryResultsButton("Open", start_parameter="menu")
    assert query is not None
    await query.answer([article], cache_time=0, is_personal=True, button=button)

    assert [offer.text for offer in await anna.offered()] == ["Swelling"]


@pytest.mark.parametrize("method", sorted(METHODS.keys() - {"getUpdates"}))
async def test_every_method_can_go_wrong(telegram: Telegram, bot: RawBot, method: str) -> None:
    """A fault that is laid in for a method, whichever it is, keeps it from having its effect."""
    telegram.faults.next(method, too_many_requests(retry_after=7))
    status, body = await bot.answer(method)

    assert (status, body["parameters"]) == (429, {"retry_after": 7})
    assert not telegram.calls[-1].ok
