"""The staff pane shows the group topic by topic, and acts as one of its members."""

from typing import Any

import pytest

from bot.playground.groups import Group
from bot.playground.server import Telegram
from bot.playground.staff_views import GENERAL, state
from tests.playground.raw_bot import RawBot

KEYS = {"inline_keyboard": [[{"text": "Close", "callback_data": "c"}]]}


@pytest.fixture
def staff(telegram: Telegram) -> Group:
    """Return a forum with two of the clinic's people and two topics."""
    staff = telegram.staff_group("Clinic staff", "Nora", "Lee")
    for name in ("Anna", "Beth"):
        staff.member("Nora").opens_topic(name)
    telegram.world.updates.waiting.clear()
    return staff


async def shown(bot: RawBot, thread: int | str = "") -> Any:
    """Return what the pane shows."""
    address = f"{bot.telegram.page_url}page/staff"
    async with bot.session.get(address, params={"thread": thread}) as response:
        return await response.json()


async def act(bot: RawBot, action: str, **body: Any) -> tuple[int, Any]:
    """Do something as the pane does it."""
    async with bot.session.post(f"{bot.telegram.page_url}page/staff/{action}", json=body) as response:
        return response.status, await response.json()


async def test_the_page_learns_of_the_staff_group(telegram: Telegram, bot: RawBot) -> None:
    """Without a group there is no pane; with one the page knows its name."""
    without = (await shown(bot))["error"]
    group = telegram.staff_group("Clinic staff", "Nora")
    async with bot.session.get(f"{telegram.page_url}page/state") as response:
        summary = (await response.json())["staff"]

    assert without == "There is no staff group."
    assert summary == {"id": group.id, "title": "Clinic staff"}


async def test_people_and_topics_are_listed(bot: RawBot, staff: Group) -> None:
    """Whoever left is not listed, a closed topic is marked, and the topic that was used last is open."""
    anna, beth = staff.topics()
    staff.member("Lee").leaves()
    staff.member("Nora").closes_topic(beth.id)
    staff.member("Nora").says("hello", thread=anna.id)
    pane = await shown(bot)

    assert [one["name"] for one in pane["members"]] == ["Nora"]
    assert [(one["name"], one["open"]) for one in pane["threads"]] == [
        ("General", True), ("Anna", True), ("Beth", False),
    ]  # fmt: skip
    assert pane["thread"] == anna.id


async def test_a_topic_shows_its_own_messages(bot: RawBot, staff: Group) -> None:
    """Each message has its author, its reaction and its answered words; what the group tells is a note."""
    (anna, _), nora = staff.topics(), staff.member("Nora")
    sent = await bot.call(
        "sendMessage", chat_id=staff.id, message_thread_id=anna.id, text="Ticket", reply_markup=KEYS
    )
    reply = nora.replies(sent["message_id"], "We will call.")
    await bot.call(
        "setMessageReaction", chat_id=staff.id, message_id=reply, reaction=[{"type": "emoji", "emoji": "👍"}]
    )
    nora.says("lunch?")
    opened, ticket, answer = (await shown(bot, anna.id))["messages"]

    assert (opened["note"], ticket["note"]) == ("Topic opened", None)
    assert (ticket["author"], ticket["mine"], ticket["buttons"][0][0]["text"]) == (
        "Rehearsal",
        False,
        "Close",
    )
    assert (answer["author"], answer["quoted"], answer["reaction"]) == ("Nora", "Ticket", "👍")
    assert [one["text"] for one in (await shown(bot, GENERAL))["messages"]] == ["lunch?"]


async def test_the_pane_writes_answers_edits_and_taps(bot: RawBot, staff: Group) -> None:
    """What is done in the pane reaches the bot as done by the member who was chosen."""
    anna, lee = staff.topics()[0], staff.member("Lee")
    ticket = await bot.call(
        "sendMessage", chat_id=staff.id, message_thread_id=anna.id, text="Ticket", reply_markup=KEYS
    )
    _, said = await act(
        bot, "say", member=lee.id, thread=anna.id, reply_to=ticket["message_id"], text="We will call."
    )
    await act(bot, "edit", member=lee.id, message_id=said["message_id"], text="We will call at 2.")
    await act(bot, "tap", member=lee.id, message_id=ticket["message_id"], data="c")
    await act(bot, "say", member=lee.id, thread=GENERAL, reply_to=None, text="lunch?")
    answer, edit, tap, talk = await bot.updates()

    assert answer["message"]["reply_to_message"]["text"] == "Ticket"
    assert (edit["edited_message"]["text"], edit["edited_message"]["message_thread_id"]) == (
        "We will call at 2.", anna.id,
    )  # fmt: skip
    assert (tap["callback_query"]["data"], tap["callback_query"]["from"]["id"]) == ("c", lee.id)
    assert "message_thread_id" not in talk["message"]


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"member": 5, "thread": 0, "reply_to": None, "text": "x"}, "nobody like this"),
        ({"member": "Lee", "thread": 0, "reply_to": None, "text": " "}, "nobody can send"),
        ({"member": "Lee", "thread": "Beth", "reply_to": None, "text": "x"}, "the topic is closed"),
    ],
)
async def test_what_cannot_be_done_is_told(
    bot: RawBot, staff: Group, wish: dict[str, Any], reason: str
) -> None:
    """A stranger, an empty message, or a closed topic is answered with the reason."""
    staff.member("Nora").closes_topic(staff.topic("Beth").id)
    named = {"Lee": staff.member("Lee").id, "Beth": staff.topic("Beth").id}
    status, body = await act(bot, "say", **{name: named.get(str(one), one) for name, one in wish.items()})

    assert status == 400
    assert reason in body["error"]


def test_a_group_without_topics_shows_everything(telegram: Telegram) -> None:
    """There is one list, which needs no choice."""
    group = telegram.staff_group("Staff", "Nora", forum=False)
    group.member("Nora").replies(group.member("Nora").says("one"), "two")
    pane = state(group, 99)

    assert [one["name"] for one in pane["threads"]] == ["All messages"]
    assert [one["text"] for one in pane["messages"]] == ["one", "two"]
