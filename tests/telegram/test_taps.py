"""What a tap on a button does; every tap is answered, which the stage checks after each test."""

import pytest

from bot.core.model import Topic
from bot.playground.conversations import Message
from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.refusals import bad_request
from tests.telegram.content import PHRASES, TOPICS
from tests.telegram.stage import Stage


async def menu_of(anna: Patient) -> Message:
    """Return the menu."""
    anna.says("/topics")
    return await anna.hears()


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)
async def test_every_topic_is_two_taps_away(anna: Patient, topic: Topic) -> None:
    """From the menu a patient taps a kind, then a title, and reads the answer."""
    menu = await menu_of(anna)
    anna.taps(menu, PHRASES.kinds[topic.kind])
    page = await anna.hears()
    anna.taps(page, topic.title)
    answer = await anna.hears()

    assert (page.edited, page.id) == (True, menu.id)
    assert not answer.edited
    assert f"{topic.title}\n{topic.answer}" in answer.text


async def test_the_way_back_turns_the_menu_in_place(anna: Patient) -> None:
    """From a page of topics one tap leads back to the first page, in the same message."""
    menu = await menu_of(anna)
    anna.taps(menu, menu.labels[0])
    page = await anna.hears()
    anna.taps(page, PHRASES.all_topics)
    back = await anna.hears()

    assert (back.id, back.text, back.labels) == (menu.id, menu.text, menu.labels)


async def test_the_menu_under_an_answer_leaves_the_answer(anna: Patient) -> None:
    """The menu button under an answer sends the menu and keeps what the patient is reading."""
    anna.says("tell me about nerve")
    answer = await anna.hears()
    anna.taps(answer, PHRASES.all_topics)
    menu = await anna.hears()

    assert menu.id != answer.id
    assert anna.history()[-2].text == answer.text


async def test_a_button_under_an_answer_brings_the_next_answer(anna: Patient) -> None:
    """A related topic comes as a message of its own, with its closing lines."""
    anna.says("tell me about cost")
    anna.taps(await anna.hears(), "Title of nerve")
    answer = await anna.hears()

    assert not answer.edited
    assert answer.text.endswith(f"{PHRASES.urgent_line}\n\n{PHRASES.doctor_prompt}")


@pytest.mark.parametrize(
    "sent", ["0:t:cost", "1:t:gone-topic", "1:k:surgery", "t", "1:t:" + "x" * 60, "💥", "1:m "]
)
async def test_a_stale_or_forged_button_is_out_of_date(anna: Patient, sent: str) -> None:
    """A button of another version, or one nobody made, opens a pop-up and brings a fresh menu."""
    anna.says("hello")
    await anna.hears()
    anna.taps_old_button(sent)

    assert await anna.sees_pop_up() == PHRASES.out_of_date
    assert (await anna.hears()).text.startswith(PHRASES.menu)


async def test_a_menu_too_old_to_edit_comes_as_a_new_message(anna: Patient) -> None:
    """Where Telegram no longer has the old menu, a new one is sent."""
    anna.says("hello")
    await anna.hears()
    anna.taps_old_button("1:k:procedure")
    page = await anna.hears()

    assert not page.edited
    assert "Title of cost" in page.labels


async def test_a_menu_that_cannot_be_edited_comes_as_a_new_message(telegram: Stage, anna: Patient) -> None:
    """A refusal to edit costs the patient nothing."""
    menu = await menu_of(anna)
    telegram.faults.next("editMessageText", bad_request("message can't be edited"))
    anna.taps(menu, menu.labels[0])

    assert not (await anna.hears()).edited


async def test_tapping_the_same_button_twice_is_harmless(anna: Patient) -> None:
    """The second of two quick taps changes nothing and brings nothing."""
    menu = await menu_of(anna)
    anna.taps(menu, menu.labels[0])
    anna.taps(menu, menu.labels[0])
    anna.says("hello")

    assert (await anna.hears()).edited
    assert not (await anna.hears()).edited


async def test_a_tap_too_old_to_acknowledge_is_followed_all_the_same(telegram: Stage, anna: Patient) -> None:
    """A tap that is "too old" keeps nobody from the answer."""
    menu = await menu_of(anna)
    telegram.faults.next("answerCallbackQuery", bad_request("query is too old and response timeout expired"))
    anna.taps(menu, menu.labels[0])

    assert (await anna.hears()).edited
    telegram.world.queries.clear()  # nobody waits for this one any more


async def test_a_tap_in_a_group_is_out_of_date(group: Group, anna: Patient) -> None:
    """The bot has no buttons in groups, so a tap there brings a pop-up and no message."""
    group.says(anna, "/help")
    shown = await group.hears()
    group._query(anna.person, "1:t:nerve", dict(group.chat.posted[shown.id].shape))

    assert await group.sees_pop_up() == PHRASES.out_of_date


async def test_a_tap_without_a_message_is_only_answered(telegram: Stage, anna: Patient) -> None:
    """A tap on a message in some other chat is acknowledged and ignored."""
    anna.says("hello")
    await anna.hears()
    telegram.push({"callback_query": {"id": "77", "from": anna.person, "chat_instance": "1",
                                      "inline_message_id": "1", "game_short_name": "x"}})  # fmt: skip

    assert (await telegram.called("answerCallbackQuery")).parameters["callback_query_id"] == "77"
