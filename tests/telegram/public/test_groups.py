"""What people in a group meet: silence unless the bot is addressed, and nothing private."""

import pytest

from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.refusals import Json
from tests.telegram.content import EMERGENCY, HELLO, PHRASES
from tests.telegram.stage import Stage, acting

IN_DANGER = f"{PHRASES.urgent_in_group}\n\n{PHRASES.urgent_line}\n\n{PHRASES.doctor_prompt}"
PHOTO: Json = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]}


async def test_a_mention_is_answered_under_the_question(group: Group, anna: Patient) -> None:
    """Whoever names the bot gets an answer that stands under the question."""
    asked = group.says(anna, "@rehearsal_bot tell me about cost")
    answer = await group.hears()

    assert "Answer of cost" in answer.text
    assert answer.reply_to == asked


async def test_a_reply_to_the_bot_is_answered(group: Group, anna: Patient) -> None:
    """A reply to what the bot said is meant for it."""
    group.says(anna, "@rehearsal_bot hello")
    greeting = await group.hears()
    group.says(anna, "tell me about cost", reply_to=greeting.id)

    assert "Answer of cost" in (await group.hears()).text


async def test_a_clinical_answer_is_given_in_private(group: Group, anna: Patient) -> None:
    """A group reads the title and the closing lines; the link brings the patient to that very topic."""
    group.says(anna, "@rehearsal_bot tell me about nerve")
    answer = await group.hears()
    anna.taps(answer, PHRASES.continue_privately)
    private = await anna.hears()

    assert "Answer of nerve" not in answer.text
    assert answer.text.endswith(f"{PHRASES.in_group}\n\n{PHRASES.urgent_line}\n\n{PHRASES.doctor_prompt}")
    assert "Answer of nerve" in private.text


@pytest.mark.parametrize(
    "text",
    [
        "@rehearsal_bot i cant breathe",
        "@Rehearsal_Bot there is pus",
        "/help i cant breathe",
        "/help@rehearsal_bot i cant breathe",
        "/whatever i cant breathe",
    ],
)
async def test_danger_addressed_to_the_bot_gets_the_urgent_text(
    group: Group, anna: Patient, text: str
) -> None:
    """In a group danger brings general words, the urgent line and the prompt, with no symptom quoted."""
    group.says(anna, text)

    assert (await group.hears()).text == IN_DANGER


async def test_danger_in_a_caption_and_in_an_edit_gets_the_urgent_text(group: Group, anna: Patient) -> None:
    """A caption or an edit that names the bot is screened; the same edit twice is answered once."""
    mention: Json = {"caption_entities": [{"type": "mention", "offset": 0, "length": 14}]}
    group.sends(anna, PHOTO | mention | {"caption": "@rehearsal_bot i cant breathe"})
    assert (await group.hears()).text == IN_DANGER
    edited = group.says(anna, "@rehearsal_bot hello")
    assert HELLO.reply in (await group.hears()).text
    group.edits(edited, "@rehearsal_bot i cant breathe")
    group.edits(edited, "@rehearsal_bot oh i cant breathe")

    assert (await group.hears()).text == IN_DANGER


@pytest.mark.parametrize(
    ("command", "phrase"),
    [
        ("/start", PHRASES.welcome),
        ("/help", PHRASES.help),
        ("/topics", PHRASES.help),
        ("/urgent", PHRASES.urgent),
        ("/about@rehearsal_bot", PHRASES.about),
        ("/privacy", PHRASES.privacy.nobody_reads),
        ("/forget", PHRASES.forgotten),
        ("@rehearsal_bot", PHRASES.help),
        ("/unheard_of@rehearsal_bot", PHRASES.help),
    ],
)
async def test_a_command_shows_its_notice_and_the_way_to_the_private_chat(
    group: Group, anna: Patient, command: str, phrase: str
) -> None:
    """Commands work in a group, without a button that anybody could tap."""
    group.says(anna, command)
    answer = await group.hears()

    assert answer.text.startswith(phrase)
    assert [button.data for row in answer.buttons for button in row] == [None]


async def test_a_question_behind_the_bots_own_command_is_answered(group: Group, anna: Patient) -> None:
    """A command with the bot's name asks the bot, known or not."""
    group.says(anna, "/ask@rehearsal_bot tell me about cost")

    assert "Answer of cost" in (await group.hears()).text


async def test_a_picture_for_the_bot_is_admitted(group: Group, anna: Patient) -> None:
    """A picture that answers the bot meets the same limit as in private."""
    group.says(anna, "@rehearsal_bot hello")
    greeting = await group.hears()
    group.sends(anna, PHOTO, reply_to=greeting.id)

    assert (await group.hears()).text.startswith(PHRASES.cannot_see)


async def test_everything_else_is_met_with_silence() -> None:
    """Even where the bot may read all, short of an emergency it answers only what is addressed to it."""
    async with Stage(privacy=False) as telegram:
        async with acting(telegram):
            anna = telegram.patient("Anna")
            group = telegram.group("After the lift", anna, supergroup=True)
            channel = {"id": -1001, "type": "channel", "title": "News"}
            group.says(anna, "pus")
            group.says(anna, "tell me about cost")
            group.says(anna, "/help@another_bot tell me about cost")
            group.says(anna, "/ban tell me about cost")
            group.says(anna, "write to anna@rehearsal_bot.example about cost")
            group.sends(anna, PHOTO)
            group.sends(anna, {"new_chat_title": "x"})
            group.sends(anna, {"text": "tell me about cost", "sender_chat": channel})
            group.sends(
                anna, {"text": "i cant breathe", "sender_chat": channel, "is_automatic_forward": True}
            )
            group.sends(telegram.patient("Robot", is_bot=True), {"text": "/help"})
            group.says(anna, "@rehearsal_bot hello")

            assert HELLO.reply in (await group.hears()).text
        await telegram.is_left_in_order()


async def test_an_emergency_is_answered_even_when_nobody_asked_the_bot() -> None:
    """Where the bot may read all, an emergency brings the urgent text, once for each message."""
    async with Stage(privacy=False) as telegram:
        async with acting(telegram):
            anna = telegram.patient("Anna")
            group = telegram.group("After the lift", anna, supergroup=True)
            said = group.says(anna, "girls i cant breathe")
            first = await group.hears()
            group.edits(said, "girls i really cant breathe")
            group.says(anna, "/help@another_bot i cant breathe")
            second = await group.hears()
        await telegram.is_left_in_order()

    assert (first.text, second.text) == (IN_DANGER, IN_DANGER)


async def test_an_automatic_forward_is_ignored_even_when_it_names_the_bot(
    group: Group, anna: Patient
) -> None:
    """What the clinic posts on its channel is no question, though the channel may name the bot."""
    named: Json = {"text": "@rehearsal_bot i cant breathe",
                   "entities": [{"type": "mention", "offset": 0, "length": 14}]}  # fmt: skip
    channel = {"id": -1001, "type": "channel", "title": "News"}
    group.sends(anna, named | {"sender_chat": channel, "is_automatic_forward": True})
    group.says(anna, "@rehearsal_bot hello")

    assert HELLO.reply in (await group.hears()).text


async def test_an_anonymous_member_who_names_the_bot_is_answered(group: Group, anna: Patient) -> None:
    """Somebody who writes as the group itself can still be in danger."""
    named: Json = {"text": "@rehearsal_bot i cant breathe",
                   "entities": [{"type": "mention", "offset": 0, "length": 14}]}  # fmt: skip
    group.sends(anna, named | {"sender_chat": group.chat.shape})

    assert (await group.hears()).text == IN_DANGER


async def test_the_number_of_a_group_is_told(group: Group, anna: Patient) -> None:
    """Whoever sets the bot up learns the number that the settings need, in the group itself."""
    group.says(anna, "/id")

    assert (await group.hears()).text.startswith(f"This group: {group.id}\n")


async def test_the_answer_stays_in_its_forum_topic(telegram: Stage, group: Group, anna: Patient) -> None:
    """In a group with topics the answer appears where the question was asked."""
    group.becomes_forum()
    thread = group.member("Anna").opens_topic("Questions")
    group.says(anna, "/help", thread=thread)
    await group.hears(thread=thread)

    assert telegram.calls_of("sendMessage")[-1].parameters["message_thread_id"] == thread


def test_the_card_itself_never_stands_in_a_group() -> None:
    """The urgent text for groups is not the card, whose words would tell everybody what was asked."""
    assert EMERGENCY.card not in IN_DANGER
