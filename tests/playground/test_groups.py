"""In groups the bot sees what is meant for it; groups move, bots are removed, channels publish."""

import pytest
from aiohttp import ClientSession

from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


@pytest.fixture
def group(telegram: Telegram, anna: Patient) -> Group:
    """Return a group with Anna and the bot in it."""
    return telegram.group("Clinic group", anna)


async def texts(bot: RawBot) -> list[str]:
    """Return the texts of the messages that reached the bot."""
    return [update["message"]["text"] for update in await bot.updates()]


async def test_the_bot_sees_only_what_is_meant_for_it(bot: RawBot, anna: Patient, group: Group) -> None:
    """Commands, mentions and replies to the bot arrive; talk among people does not."""
    sent = await bot.call("sendMessage", chat_id=group.id, text="Hello")
    group.says(anna, "see you tomorrow")
    group.says(anna, "/help")
    group.says(anna, "/help@Aftercare_bot")
    group.says(anna, "/help@another_bot")
    group.says(anna, "is this ok @aftercare_bot?")
    group.says(anna, "is this ok @anna_k?")
    group.says(anna, "and this?", reply_to=sent["message_id"])

    assert await texts(bot) == ["/help", "/help@Aftercare_bot", "is this ok @aftercare_bot?", "and this?"]


async def test_without_privacy_the_bot_sees_everything(anna: Patient) -> None:
    """A bot whose privacy mode is off is told so, and gets all that people say."""
    async with Telegram(privacy=False) as telegram, ClientSession() as session:
        bot = RawBot(telegram, session)
        group = telegram.group("Clinic group")
        group.says(anna, "see you tomorrow")

        assert (await bot.call("getMe"))["can_read_all_group_messages"] is True
        assert await texts(bot) == ["see you tomorrow"]


async def test_a_caption_may_mention_the_bot(bot: RawBot, anna: Patient, group: Group) -> None:
    """A picture with a mention arrives, one without does not."""
    mention = [{"type": "mention", "offset": 0, "length": 14}]
    group.sends(anna, {"photo": [], "caption": "@aftercare_bot", "caption_entities": mention})
    group.sends(anna, {"photo": []})

    assert len(await bot.updates()) == 1


async def test_no_bot_hears_another_bot_in_a_group(telegram: Telegram, bot: RawBot, group: Group) -> None:
    """What another bot says does not arrive, even if it mentions this one."""
    group.says(telegram.patient("Helper", is_bot=True), "@aftercare_bot /help")

    assert await bot.updates() == []


async def test_edits_and_taps_work_in_a_group(bot: RawBot, anna: Patient, group: Group) -> None:
    """People edit what was meant for the bot, and tap its buttons."""
    keys = {"inline_keyboard": [[{"text": "Topics", "callback_data": "x"}]]}
    await bot.call("sendMessage", chat_id=group.id, text="Hello", reply_markup=keys)
    group.taps(anna, await group.hears(), "Topics")
    group.edits(group.says(anna, "/help"), "/help me")
    kinds = [sorted(update) for update in await bot.updates()]

    assert [kind for kind, _ in kinds] == ["callback_query", "message", "edited_message"]


async def test_a_group_that_grows_gets_another_id(bot: RawBot, anna: Patient, group: Group) -> None:
    """The old id is refused with the id of the supergroup, and both service messages arrive."""
    grown = group.becomes_supergroup()
    status, body = await bot.answer("sendMessage", chat_id=group.id, text="x")
    away, here = [update["message"] for update in await bot.updates()]

    assert (status, body["description"]) == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
    )
    assert body["parameters"] == {"migrate_to_chat_id": grown.id}
    assert (away["migrate_to_chat_id"], here["migrate_from_chat_id"]) == (grown.id, group.id)
    assert (await bot.call("getChatMember", chat_id=grown.id, user_id=anna.id))["status"] == "member"
    assert (await bot.call("sendMessage", chat_id=grown.id, text="x"))["chat"]["type"] == "supergroup"


async def test_a_supergroup_counts_its_own_messages(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """Message ids repeat between supergroups, so an id alone names no message."""
    clubs = [telegram.group(title, anna, supergroup=True) for title in ("One", "Two")]
    ids = {(await bot.call("sendMessage", chat_id=club.id, text="x"))["message_id"] for club in clubs}

    assert ids == {1}


async def test_the_bot_is_removed_and_added_again(bot: RawBot, anna: Patient, group: Group) -> None:
    """Removed, the bot is told and may not write; added again, it may."""
    group.removes_bot(by=anna)
    status, body = await bot.answer("sendMessage", chat_id=group.id, text="x")
    group.adds_bot(by=anna)
    became = [update["my_chat_member"]["new_chat_member"]["status"] for update in await bot.updates()]

    assert (status, body["description"]) == (403, "Forbidden: bot was kicked from the group chat")
    assert became == ["kicked", "member"]
    assert (await bot.answer("sendMessage", chat_id=group.id, text="x"))[0] == 200


async def test_the_bot_leaves_a_group_but_no_private_chat(bot: RawBot, anna: Patient, group: Group) -> None:
    """Having left, the bot is no member; a private chat cannot be left."""
    await bot.call("leaveChat", chat_id=group.id)
    status, body = await bot.answer("sendMessage", chat_id=group.id, text="x")

    assert (status, body["description"]) == (403, "Forbidden: bot is not a member of the group chat")
    assert await bot.refused("leaveChat", chat_id=anna.id) == (
        "Bad Request: chat member status can't be changed in private chats"
    )


async def test_the_bot_looks_at_chats_and_members(bot: RawBot, anna: Patient, group: Group) -> None:
    """A chat tells its title, a member their name; a stranger is not found."""
    assert (await bot.call("getChat", chat_id=group.id))["title"] == "Clinic group"
    assert (await bot.call("getChatMember", chat_id=group.id, user_id=anna.id))["user"] == anna.person
    assert await bot.refused("getChatMember", chat_id=group.id, user_id=1) == "Bad Request: user not found"


async def test_a_channel_publishes(telegram: Telegram, bot: RawBot) -> None:
    """A post arrives as a channel's, without an author, and so does what the bot publishes there."""
    channel = telegram.channel("News")
    channel.posts("We are open")
    (update,) = await bot.updates()
    own = await bot.call("sendMessage", chat_id=channel.id, text="x")

    assert update["channel_post"]["text"] == "We are open"
    assert update["channel_post"]["sender_chat"]["type"] == "channel"
    assert "from" not in update["channel_post"]
    assert "from" not in own
