"""In groups the bot sees what is meant for it; channels publish."""

import pytest
from aiohttp import ClientSession

from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


@pytest.fixture
def group(telegram: Telegram, anna: Patient) -> Group:
    """Return a group with Anna and the bot in it, with no update left waiting."""
    group = telegram.group("Clinic group", anna)
    telegram.world.updates.waiting.clear()
    return group


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


async def test_whoever_founds_a_group_adds_the_bot(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """The bot is told that it became a member, of a group or of a supergroup."""
    telegram.group("Small", anna)
    telegram.group("Large", anna, supergroup=True)
    changes = [update["my_chat_member"] for update in await bot.updates()]

    assert [change["chat"]["type"] for change in changes] == ["group", "supergroup"]
    assert [(one["from"], one["new_chat_member"]["status"]) for one in changes] == [
        (anna.person, "member")
    ] * 2


async def test_an_id_alone_names_no_message(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """Each chat counts its own messages."""
    clubs = [telegram.group(title, anna) for title in ("One", "Two")]
    ids = {(await bot.call("sendMessage", chat_id=club.id, text="x"))["message_id"] for club in clubs}

    assert ids == {1}


async def test_a_group_grows_into_a_supergroup(bot: RawBot, anna: Patient, group: Group) -> None:
    """The old id refuses with the new one, both chats say so, and people go on talking under the new one."""
    old, new = group.id, group.upgrades()
    status, body = await bot.answer("sendMessage", chat_id=old, text="x")
    group.says(anna, "/help")
    left, come, said = [update["message"] for update in await bot.updates()]
    await bot.call("sendMessage", chat_id=new, text="Hello")
    heard = await group.hears()

    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": new})
    assert body["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (old, new)
    assert (come["chat"]["id"], come["migrate_from_chat_id"]) == (new, old)
    assert (said["chat"]["id"], said["chat"]["type"], heard.text) == (new, "supergroup", "Hello")


async def test_the_new_group_may_tell_first(bot: RawBot, group: Group) -> None:
    """The two messages about the change can come in either order."""
    old, new = group.id, group.upgrades(new_first=True)
    chats = [update["message"]["chat"]["id"] for update in await bot.updates()]

    assert chats == [new, old]


async def test_who_was_in_the_group_is_in_the_supergroup(telegram: Telegram, bot: RawBot) -> None:
    """People keep their standing and the bot its rights; with topics the id stays what it is."""
    group = telegram.staff_group("Staff", "Nora", "Lee", forum=False, supergroup=False)
    group.upgrades()
    group.becomes_forum()
    status = (await bot.call("getChatMember", chat_id=group.id, user_id=group.member("Nora").id))["status"]
    topic = await bot.call("createForumTopic", chat_id=group.id, name="Anna")

    assert (status, topic["name"]) == ("creator", "Anna")


async def test_an_old_group_can_still_be_read(bot: RawBot, anna: Patient, group: Group) -> None:
    """What was said before the change can be copied from the old id."""
    message = group.says(anna, "hello")
    old = group.id
    group.upgrades()

    assert await bot.call("copyMessage", chat_id=group.id, from_chat_id=old, message_id=message)


async def test_a_message_in_a_group_can_be_old(bot: RawBot, anna: Patient, group: Group) -> None:
    """What was asked long ago carries its time."""
    group.says(anna, "/help", sent_at=1_700_000_000)

    assert (await bot.updates())[0]["message"]["date"] == 1_700_000_000
