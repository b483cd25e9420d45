"""The bot finds out what a chat is, and who is in it."""

import pytest

from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.people import BOT
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def test_a_public_chat_is_found_by_its_name(telegram: Telegram, bot: RawBot) -> None:
    """A channel's name finds it however it is written, to look at and to post in."""
    channel = telegram.channel("Clinic news", username="clinic_news")
    chat = await bot.call("getChat", chat_id="@Clinic_News")
    post = await bot.call("sendMessage", chat_id="@clinic_news", text="Guide")

    assert (chat["id"], chat["type"], chat["username"]) == (channel.id, "channel", "clinic_news")
    assert (post["chat"]["id"], post["sender_chat"]["id"], "from" in post) == (channel.id, channel.id, False)


async def test_a_group_can_be_public(bot: RawBot, staff: Group) -> None:
    """A supergroup with a name is found by it."""
    staff.becomes_public("@Clinic_Talk")

    assert (await bot.call("getChat", chat_id="@clinic_talk"))["id"] == staff.id


async def test_people_are_not_found_by_their_names(bot: RawBot, anna: Patient) -> None:
    """The Bot API knows a person by number only."""
    name = f"@{anna.person['username']}"

    assert await bot.refused("getChat", chat_id=name) == "Bad Request: chat not found"


async def test_a_forum_says_that_it_is_one(bot: RawBot, staff: Group) -> None:
    """What a chat is stands in its description and in each of its messages."""
    described = await bot.call("getChat", chat_id=staff.id)
    sent = await bot.call("sendMessage", chat_id=str(staff.id), text="x")

    assert (described["title"], described["is_forum"]) == ("Clinic staff", True)
    assert sent["chat"]["is_forum"] is True


async def test_everybody_has_a_standing(telegram: Telegram, bot: RawBot, staff: Group) -> None:
    """Owner, administrator, member, gone, thrown out, and somebody who was never there."""
    nora, lee = staff.member("Nora"), staff.member("Lee")
    others = [staff.joins(telegram.patient(name)) for name in ("Ada", "Bo", "Cy")]
    others[0].becomes("administrator", by=nora.person)
    others[1].leaves()
    others[2].becomes("kicked", by=nora.person)
    stranger = telegram.patient("Stranger")
    people = [nora.id, lee.id, *(one.id for one in others), stranger.id, BOT]
    found = [
        (await bot.call("getChatMember", chat_id=staff.id, user_id=person))["status"] for person in people
    ]

    assert found == ["creator", "member", "administrator", "left", "kicked", "left", "administrator"]


async def test_the_bot_learns_its_own_rights(bot: RawBot, staff: Group) -> None:
    """What the bot may do stands in its own membership; as a plain member it may nothing."""
    staff.adds_bot(frozenset({"can_manage_topics"}))
    administrator = await bot.call("getChatMember", chat_id=staff.id, user_id=BOT)
    staff.adds_bot(None)
    member = await bot.call("getChatMember", chat_id=staff.id, user_id=BOT)

    assert (administrator["can_manage_topics"], administrator["can_pin_messages"]) == (True, False)
    assert member == {"user": administrator["user"], "status": "member"}


@pytest.mark.parametrize(("user", "complaint"), [(0, "invalid user_id specified"), (42, "user not found")])
async def test_somebody_unknown_is_not_found(bot: RawBot, staff: Group, user: int, complaint: str) -> None:
    """A number that is nobody's is refused."""
    assert await bot.refused("getChatMember", chat_id=staff.id, user_id=user) == f"Bad Request: {complaint}"


async def test_those_who_run_a_group_are_listed(
    telegram: Telegram, bot: RawBot, anna: Patient, staff: Group
) -> None:
    """The owner, the administrators and this bot; in private there are none."""
    staff.member("Lee").becomes("administrator")
    staff.joins(telegram.patient("Helper", is_bot=True)).becomes("administrator")
    listed = await bot.call("getChatAdministrators", chat_id=staff.id)

    assert [one["user"]["first_name"] for one in listed] == ["Nora", "Lee", "Rehearsal"]
    assert await bot.refused("getChatAdministrators", chat_id=anna.id) == (
        "Bad Request: there are no administrators in the private chat"
    )


async def test_a_patient_is_a_member_of_their_own_chat(bot: RawBot, anna: Patient, staff: Group) -> None:
    """In private there are two members, the patient and the bot."""
    people = (anna.id, BOT, staff.member("Nora").id)
    found = [(await bot.call("getChatMember", chat_id=anna.id, user_id=one))["status"] for one in people]

    assert found == ["member", "member", "left"]


async def test_a_bot_that_was_thrown_out_learns_nothing(bot: RawBot, staff: Group) -> None:
    """It is told so, with 403, and hears nothing more."""
    staff.removes_bot()
    (update,) = await bot.updates()
    answers = [await bot.answer(method, chat_id=staff.id) for method in ("getChat", "getChatAdministrators")]
    staff.member("Nora").says("/help")

    assert update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert {(status, body["description"]) for status, body in answers} == {
        (403, "Forbidden: bot was kicked from the supergroup chat")
    }
    assert await bot.updates(offset=update["update_id"] + 1) == []


async def test_a_blocked_chat_can_be_looked_at(bot: RawBot, anna: Patient) -> None:
    """Who blocks the bot is still known to it."""
    anna.blocks()

    assert (await bot.call("getChat", chat_id=anna.id))["first_name"] == "Anna"


async def test_a_channel_names_its_discussion(telegram: Telegram, bot: RawBot, staff: Group) -> None:
    """Channel and group name each other, and the channel its newest pinned post."""
    channel = telegram.channel("News")
    channel.is_discussed_in(staff)
    post = await bot.call("sendMessage", chat_id=channel.id, text="Guide")
    await bot.call("pinChatMessage", chat_id=channel.id, message_id=post["message_id"])
    described = await bot.call("getChat", chat_id=channel.id)

    assert described["linked_chat_id"] == staff.id
    assert described["pinned_message"]["text"] == "Guide"
    assert (await bot.call("getChat", chat_id=staff.id))["linked_chat_id"] == channel.id


async def test_those_who_are_there_are_counted(bot: RawBot, staff: Group, anna: Patient) -> None:
    """The bot counts as one, and whoever has left does not."""
    before = await bot.call("getChatMemberCount", chat_id=staff.id)
    staff.members[-1].leaves()

    assert before == len(staff.members) + 1
    assert await bot.call("getChatMemberCount", chat_id=staff.id) == before - 1
    assert await bot.call("getChatMemberCount", chat_id=anna.id) == 2
