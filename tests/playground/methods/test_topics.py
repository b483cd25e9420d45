"""A forum has topics; what is said in one stays in it."""

import pytest

from bot.playground.forums import COLOURS
from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


async def opened(bot: RawBot, group: Group, name: str = "Anna") -> int:
    """Let the bot open a topic, and return its id."""
    return int((await bot.call("createForumTopic", chat_id=group.id, name=name))["message_thread_id"])


async def test_a_topic_is_opened_with_a_message_of_its_own(bot: RawBot, staff: Group) -> None:
    """The topic's id is that of the message that opens it, which the bot does not hear of as an update."""
    made = await bot.call("createForumTopic", chat_id=staff.id, name=" Anna ", icon_color=COLOURS[2])
    thread = made["message_thread_id"]
    opening = staff.chat.posted[thread].shape

    assert made == {"message_thread_id": thread, "name": "Anna", "icon_color": COLOURS[2]}
    assert opening["forum_topic_created"] == {"name": "Anna", "icon_color": COLOURS[2]}
    assert (opening["message_thread_id"], opening["is_topic_message"]) == (thread, True)
    assert await bot.updates() == []


async def test_people_and_bot_talk_in_a_topic(bot: RawBot, staff: Group) -> None:
    """As at Telegram, whatever is said in a topic replies to its first message, unless to another one."""
    nora, thread = staff.member("Nora"), await opened(bot, staff)
    sent = await bot.call("sendMessage", chat_id=staff.id, message_thread_id=thread, text="Ticket")
    nora.says("hello", thread=thread)
    nora.replies(sent["message_id"], "We will call.")
    talk, answer = [update["message"] for update in await bot.updates()]

    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    assert (talk["message_thread_id"], talk["reply_to_message"]["message_id"]) == (thread, thread)
    assert (answer["message_thread_id"], answer["reply_to_message"]["text"]) == (thread, "Ticket")


async def test_a_reply_stays_in_the_topic_of_what_it_answers(bot: RawBot, staff: Group) -> None:
    """The bot need not name the topic of the message that it replies to."""
    asked = staff.member("Nora").says("hello", thread=await opened(bot, staff))
    sent = await bot.call("sendMessage", chat_id=staff.id, text="Hi", reply_parameters={"message_id": asked})

    assert sent["is_topic_message"] is True
    assert (await staff.hears(thread=sent["message_thread_id"])).reply_to == asked


async def test_a_reply_in_general_names_a_thread_that_is_no_topic(bot: RawBot, staff: Group) -> None:
    """Outside of topics a thread of replies has a number too, and nothing can be sent there."""
    sent = await bot.call("sendMessage", chat_id=staff.id, text="Good morning")
    staff.member("Nora").replies(sent["message_id"], "morning")
    (update,) = await bot.updates()
    answer = update["message"]

    assert answer["message_thread_id"] == sent["message_id"]
    assert "is_topic_message" not in answer
    assert await bot.refused(
        "sendMessage", chat_id=staff.id, text="x", message_thread_id=sent["message_id"]
    ) == ("Bad Request: message thread not found")


@pytest.mark.parametrize("method", ["sendMessage", "sendPhoto", "sendDocument", "copyMessage"])
async def test_a_deleted_topic_takes_nothing(bot: RawBot, anna: Patient, staff: Group, method: str) -> None:
    """With a topic all that was said in it is gone, and nothing more can be sent there."""
    nora, thread = staff.member("Nora"), await opened(bot, staff)
    nora.says("hello", thread=thread)
    nora.deletes_topic(thread)
    content = {
        "text": "x",
        "photo": b"\xff\xd8\xff",
        "document": b"x",
        "from_chat_id": anna.id,
        "message_id": 1,
    }

    assert staff.topics() == ()
    assert not staff.chat.posted
    assert await bot.refused(method, chat_id=staff.id, message_thread_id=thread, **content) == (
        "Bad Request: message thread not found"
    )


@pytest.mark.parametrize("thread", [1, 999])
async def test_an_unknown_topic_is_not_found(bot: RawBot, anna: Patient, staff: Group, thread: int) -> None:
    """Neither a number that is no topic nor the one of "General" can be sent to, nor any in private."""
    for chat in (staff.id, anna.id):
        complaint = await bot.refused("sendMessage", chat_id=chat, text="x", message_thread_id=thread)

        assert complaint == "Bad Request: message thread not found"


async def test_a_closed_topic_is_open_to_administrators(telegram: Telegram, bot: RawBot) -> None:
    """Who may manage topics goes on writing; who may not gets TOPIC_CLOSED, be it bot or member."""
    group = telegram.staff_group("Staff", "Nora", "Lee", rights=None)
    nora, lee = group.member("Nora"), group.member("Lee")
    thread = nora.opens_topic("Anna")
    nora.closes_topic(thread)
    complaint = await bot.refused("sendMessage", chat_id=group.id, message_thread_id=thread, text="x")
    group.adds_bot(frozenset({"can_manage_topics"}))
    await bot.call("sendMessage", chat_id=group.id, message_thread_id=thread, text="x")
    nora.says("bye", thread=thread)

    assert complaint == "Bad Request: TOPIC_CLOSED"
    with pytest.raises(ValueError, match="closed"):
        lee.says("bye", thread=thread)


async def test_a_bot_always_writes_in_its_own_topic(bot: RawBot, staff: Group) -> None:
    """Whoever opened a topic may write in it when it is closed, rights or not."""
    thread = await opened(bot, staff)
    await bot.call("closeForumTopic", chat_id=staff.id, message_thread_id=thread)
    staff.adds_bot(None)

    assert await bot.call("sendMessage", chat_id=staff.id, message_thread_id=thread, text="x")


async def test_a_topic_is_renamed_closed_and_opened_again(bot: RawBot, staff: Group) -> None:
    """Each change shows at once; one that changes nothing is refused."""
    thread = await opened(bot, staff)
    where = {"chat_id": staff.id, "message_thread_id": thread}
    await bot.call("editForumTopic", name="Anna, closed", **where)
    await bot.call("closeForumTopic", **where)
    closed = staff.topic("Anna, closed")
    was_open = closed.is_open
    refused = [
        await bot.refused("closeForumTopic", **where),
        await bot.refused("editForumTopic", name="Anna, closed", **where),
    ]
    await bot.call("reopenForumTopic", **where)
    refused.append(await bot.refused("reopenForumTopic", **where))

    assert (was_open, closed.is_open) == (False, True)
    assert refused == ["Bad Request: TOPIC_NOT_MODIFIED"] * 3


async def test_the_bot_hears_what_people_do_to_topics(bot: RawBot, staff: Group) -> None:
    """Opening, renaming, closing and opening again arrive as messages; deleting does not."""
    nora = staff.member("Nora")
    thread = nora.opens_topic("Anna")
    nora.renames_topic(thread, "Anna K.")
    nora.closes_topic(thread)
    nora.reopens_topic(thread)
    nora.deletes_topic(thread)
    messages = [update["message"] for update in await bot.updates()]
    told = [{key for key in message if key.startswith("forum")} for message in messages]

    assert told == [
        {"forum_topic_created"}, {"forum_topic_edited"}, {"forum_topic_closed"}, {"forum_topic_reopened"},
    ]  # fmt: skip


async def test_only_a_forum_has_topics(telegram: Telegram, bot: RawBot, anna: Patient) -> None:
    """In a group without topics none can be opened or changed."""
    group = telegram.group("Clinic", anna, supergroup=True)

    assert await bot.refused("createForumTopic", chat_id=group.id, name="x") == (
        "Bad Request: the chat is not a forum"
    )
    assert await bot.refused("closeForumTopic", chat_id=group.id, message_thread_id=1) == (
        "Bad Request: the chat is not a forum"
    )


async def test_topics_need_rights(bot: RawBot, staff: Group) -> None:
    """Without the right the bot opens no topic, changes nobody's, and deletes none."""
    thread = staff.member("Nora").opens_topic("Anna")
    staff.adds_bot(frozenset())

    assert await bot.refused("createForumTopic", chat_id=staff.id, name="x") == (
        "Bad Request: not enough rights to create a topic"
    )
    assert await bot.refused("closeForumTopic", chat_id=staff.id, message_thread_id=thread) == (
        "Bad Request: not enough rights to edit the topic"
    )
    assert await bot.refused("deleteForumTopic", chat_id=staff.id, message_thread_id=thread) == (
        "Bad Request: not enough rights to delete the topic"
    )


@pytest.mark.parametrize(
    ("parameters", "complaint"),
    [
        ({"name": " "}, "title must be non-empty"),
        ({"name": "x" * 129}, "topic name is too long"),
        ({"name": "x", "icon_color": 7}, "invalid icon color specified"),
    ],
)
async def test_a_topic_has_a_name_and_one_of_six_colours(
    bot: RawBot, staff: Group, parameters: dict[str, object], complaint: str
) -> None:
    """A name has 1 to 128 characters."""
    assert (
        await bot.refused("createForumTopic", chat_id=staff.id, **parameters) == f"Bad Request: {complaint}"
    )


async def test_the_bot_deletes_a_topic(bot: RawBot, staff: Group) -> None:
    """A topic that the bot deletes is gone, and is not known afterwards."""
    where = {"chat_id": staff.id, "message_thread_id": await opened(bot, staff)}
    await bot.call("deleteForumTopic", **where)

    assert staff.topics() == ()
    assert await bot.refused("closeForumTopic", **where) == "Bad Request: TOPIC_ID_INVALID"


async def test_with_the_right_the_bot_closes_anybodys_topic(bot: RawBot, staff: Group) -> None:
    """A topic that a person opened is closed by a bot that may manage topics."""
    thread = staff.member("Nora").opens_topic("Anna")
    await bot.call("closeForumTopic", chat_id=staff.id, message_thread_id=thread)

    assert not staff.topic("Anna").is_open


async def test_talk_in_the_bots_own_topic_is_not_meant_for_it(bot: RawBot, staff: Group) -> None:
    """That the bot opened a topic, so that all talk there replies to it, brings it no talk."""
    thread = await opened(bot, staff)
    staff.adds_bot(None)
    staff.member("Nora").says("hello", thread=thread)

    assert [update for update in await bot.updates() if "message" in update] == []


async def test_only_a_reply_to_somebody_is_seen_as_one(bot: RawBot, staff: Group) -> None:
    """Nobody sees what is said in a topic as a reply to the message that opened it."""
    await bot.call("sendMessage", chat_id=staff.id, message_thread_id=await opened(bot, staff), text="Ticket")

    assert (await staff.hears()).reply_to is None


async def test_what_opens_a_topic_is_not_edited_or_heard(bot: RawBot, staff: Group) -> None:
    """What the group tells is nothing that the bot said."""
    thread = await opened(bot, staff)
    complaint = await bot.refused("editMessageText", chat_id=staff.id, message_id=thread, text="x")
    await staff.hears_nothing(for_=0)

    assert complaint == "Bad Request: message can't be edited"
