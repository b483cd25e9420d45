"""Channels publish; what they publish is discussed in a group."""

import pytest

from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_a_channel_publishes(telegram: Telegram, bot: RawBot) -> None:
    """A post arrives as a channel's, without an author."""
    telegram.channel("News").posts("We are open")
    (update,) = await bot.updates()

    assert update["channel_post"]["text"] == "We are open"
    assert update["channel_post"]["sender_chat"]["type"] == "channel"
    assert "from" not in update["channel_post"]


async def test_a_post_appears_in_the_discussion(
    telegram: Telegram, bot: RawBot, anna: Patient, staff: Group
) -> None:
    """Telegram itself brings each post into the group, and comments reply to it there."""
    channel = telegram.channel("News", username="news")
    channel.is_discussed_in(staff)
    post = channel.posts("We are open")
    channel.comment(anna, post, "until when?")
    _, brought, comment = await bot.updates()

    assert brought["message"]["is_automatic_forward"] is True
    assert (brought["message"]["from"]["id"], brought["message"]["sender_chat"]["id"]) == (
        777_000,
        channel.id,
    )
    assert brought["message"]["forward_origin"]["message_id"] == post
    assert comment["message"]["reply_to_message"]["message_id"] == brought["message"]["message_id"]
    assert comment["message"]["message_thread_id"] == brought["message"]["message_id"]


async def test_the_bots_own_posts_are_discussed_too(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """A bot without rights in the group hears only comments that are meant for it, and can answer there."""
    channel, group = telegram.channel("News"), telegram.group("Talk", anna, supergroup=True)
    channel.is_discussed_in(group)
    telegram.world.updates.waiting.clear()
    post = await bot.call("sendMessage", chat_id=channel.id, text="Guide")
    channel.comment(anna, post["message_id"], "nice")
    channel.comment(anna, post["message_id"], "@aftercare_bot swelling")
    (update,) = await bot.updates()
    thread = update["message"]["message_thread_id"]
    await bot.call("sendMessage", chat_id=group.id, message_thread_id=thread, text="Swelling")

    assert update["message"]["text"] == "@aftercare_bot swelling"
    assert (await group.hears()).reply_to == thread


async def test_without_a_group_nobody_comments(telegram: Telegram, anna: Patient) -> None:
    """A channel that is not discussed anywhere takes no comments."""
    channel = telegram.channel("News")

    with pytest.raises(LookupError, match="comment"):
        channel.comment(anna, channel.posts("We are open"), "nice")


async def test_edits_are_seen_by_both_sides(telegram: Telegram, bot: RawBot) -> None:
    """The bot hears of people's edits, and people see the bot's; with the right it edits their posts too."""
    channel = telegram.channel("News")
    theirs = channel.posts("one")
    channel.edits(theirs, "two")
    kinds = [min(update) for update in await bot.updates()]
    mine = await bot.call("sendMessage", chat_id=channel.id, text="Guide")
    await bot.call("editMessageText", chat_id=channel.id, message_id=mine["message_id"], text="Guide 2")
    await bot.call("editMessageText", chat_id=channel.id, message_id=theirs, text="three")
    seen = [await channel.hears() for _ in range(2)]

    assert kinds == ["channel_post", "edited_channel_post"]
    assert [(message.text, message.edited) for message in seen] == [("Guide", False), ("Guide 2", True)]
    assert channel.sees(theirs).text == "three"


async def test_posting_takes_rights(telegram: Telegram, bot: RawBot) -> None:
    """A bot that is no administrator of the channel posts nothing."""
    channel = telegram.channel("News")
    channel.demotes_bot()

    assert await bot.refused("sendMessage", chat_id=channel.id, text="x") == (
        "Bad Request: need administrator rights in the channel chat"
    )
