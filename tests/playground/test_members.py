"""People in a group write, answer, hide, come and go, and the bot hears of it what Telegram tells."""

import pytest

from bot.playground.groups import Group
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_an_administrator_hears_everything(bot: RawBot, staff: Group) -> None:
    """Privacy holds nothing back from a bot that administers a group, and much from one that does not."""
    nora = staff.member("Nora")
    nora.says("one")
    staff.adds_bot(None)
    nora.says("two")
    nora.says("/help")
    texts = [update["message"]["text"] for update in await bot.updates() if "message" in update]

    assert texts == ["one", "/help"]


async def test_an_answer_names_what_it_answers(bot: RawBot, staff: Group) -> None:
    """A reply carries the message that it replies to, and can be an answer to a picture."""
    nora, lee = staff.member("Nora"), staff.member("Lee")
    picture = nora.sends_photo("what is this?")
    answer = lee.replies(picture, "a stitch")
    lee.edits(answer, "a thread")
    picture_seen, said, edited = await bot.updates()

    assert picture_seen["message"]["caption"] == "what is this?"
    assert said["message"]["reply_to_message"]["caption"] == "what is this?"
    assert edited["edited_message"]["text"] == "a thread"
    assert edited["edited_message"]["from"] == lee.person


async def test_a_hidden_administrator_writes_as_the_group(bot: RawBot, staff: Group) -> None:
    """What an anonymous administrator writes has the group for its sender; a tap still has a name."""
    nora = staff.member("Nora")
    nora.hides()
    keys = {"inline_keyboard": [[{"text": "Close", "callback_data": "c"}]]}
    await bot.call("sendMessage", chat_id=staff.id, text="Ticket", reply_markup=keys)
    ticket = await staff.hears()
    nora.replies(ticket, "We will call.")
    nora.taps(ticket, "Close")
    nora.hides(hidden=False)
    nora.says("It is me.")
    hidden, tapped, named = await bot.updates()

    assert hidden["message"]["from"]["username"] == "GroupAnonymousBot"
    assert hidden["message"]["sender_chat"]["id"] == staff.id
    assert tapped["callback_query"]["from"] == nora.person
    assert named["message"]["from"] == nora.person
    assert "sender_chat" not in named["message"]


async def test_somebody_writes_in_the_name_of_a_channel(
    telegram: Telegram, bot: RawBot, staff: Group
) -> None:
    """Such a message has the channel for its sender, and an account of Telegram's for its author."""
    channel = telegram.channel("News")
    staff.member("Nora").posts_as(channel, "Hello")
    (update,) = await bot.updates()

    assert update["message"]["from"]["username"] == "Channel_Bot"
    assert update["message"]["sender_chat"]["id"] == channel.id


async def test_whoever_is_gone_cannot_write(staff: Group) -> None:
    """A member who left, or was thrown out, is heard no more until they come back."""
    lee = staff.member("Lee")
    lee.leaves()
    with pytest.raises(ValueError, match="not in the group"):
        lee.says("hello")
    lee.becomes("member")

    assert lee.says("hello")


async def test_the_bot_may_ask_to_hear_who_comes_and_goes(
    telegram: Telegram, bot: RawBot, staff: Group
) -> None:
    """Changes of membership come on request; that somebody came or went stands in the group anyway."""
    staff.member("Lee").leaves()
    kinds = [update.keys() - {"update_id"} for update in await bot.updates(allowed_updates=["chat_member"])]
    telegram.world.updates.waiting.clear()
    staff.member("Lee").becomes("administrator", by=staff.member("Nora").person)
    (update,) = await bot.updates()
    change = update["chat_member"]

    assert kinds == [{"message"}]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == (
        "left",
        "administrator",
    )
    assert change["from"]["first_name"] == "Nora"


async def test_a_plain_member_does_not_hear_who_comes_and_goes(bot: RawBot, staff: Group) -> None:
    """Changes of other people's membership are for administrators."""
    staff.adds_bot(None)
    await bot.updates(allowed_updates=["chat_member"])
    staff.member("Lee").becomes("administrator")

    assert [update for update in await bot.updates() if "chat_member" in update] == []


async def test_a_member_has_a_private_chat_too(bot: RawBot, staff: Group) -> None:
    """The same person writes to the bot in private, under the same number."""
    nora = staff.member("Nora")
    nora.in_private.says("/start")
    (update,) = await bot.updates()

    assert update["message"]["from"]["id"] == update["message"]["chat"]["id"] == nora.id


async def test_each_topic_is_heard_for_itself(bot: RawBot, staff: Group) -> None:
    """Waiting for a topic leaves alone what is said elsewhere."""
    one, two = (staff.member("Nora").opens_topic(name) for name in ("Anna", "Beth"))
    await bot.call("sendMessage", chat_id=staff.id, text="first", message_thread_id=one)
    await bot.call("sendMessage", chat_id=staff.id, text="second", message_thread_id=two)

    assert (await staff.hears(thread=two)).text == "second"
    await staff.hears_nothing(for_=0, thread=two)
    with pytest.raises(AssertionError, match="first"):
        await staff.hears_nothing(for_=0, thread=one)
    assert (await staff.hears()).thread == one


def test_members_and_topics_are_found_by_name(staff: Group) -> None:
    """A name that nobody has is an error that says who is there."""
    staff.member("Nora").opens_topic("Anna")

    assert staff.topic("Anna").is_open
    for look, name in ((staff.member, "Zoe"), (staff.topic, "Zoe")):
        with pytest.raises(LookupError, match="Zoe"):
            look(name)
