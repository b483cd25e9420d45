"""An open conversation, over HTTP: in a forum, and in a group without topics."""

import pytest

from bot.playground.patients import Patient
from bot.playground.refusals import forbidden
from tests.telegram.content import EMERGENCY, PHRASES, SAME_DAY
from tests.telegram.desk.clinic import BETWEEN, OVER, STAFF, Ward
from tests.telegram.stage import Stage


async def test_a_question_comes_to_the_staff_and_their_answer_back(ward: Ward, anna: Patient) -> None:
    """Question, consent, thread, reply and tick, in a forum and in a group."""
    question = await ward.asked_by(anna, "tell me about cost")
    ward.nora.replies(question, "About 900 in all.")
    answer, tick = await anna.hears(), await ward.ticked()

    assert answer.html.startswith(
        f"<b>{BETWEEN.from_staff}</b>\n\n<blockquote>About 900 in all.</blockquote>"
    )
    assert answer.text.endswith(PHRASES.urgent_line)
    assert tick.thread == question.thread


async def test_the_bot_is_silent_while_a_conversation_is_open(ward: Ward, anna: Patient) -> None:
    """What the patient writes goes to the staff; only the first further message is acknowledged."""
    question = await ward.asked_by(anna, "tell me about cost")
    anna.says("tell me about swelling")
    told = await anna.hears()
    anna.says("tell me about nerve")
    first, second = await ward.group.hears(), await ward.group.hears()

    assert told.text.startswith(BETWEEN.passed_on)
    assert "<blockquote>tell me about swelling</blockquote>" in first.html
    assert "<blockquote>tell me about nerve</blockquote>" in second.html
    assert {first.thread, second.thread} == {question.thread}
    await anna.hears_nothing(for_=0)


async def test_danger_gets_its_card_and_goes_to_the_staff_marked(ward: Ward, anna: Patient) -> None:
    """The card comes first, whatever is open; the staff read that this cannot wait."""
    await ward.asked_by(anna, "tell me about cost")
    anna.says("now i cant breathe")
    card, told = await anna.hears(), await anna.hears()
    alarm = await ward.group.hears()

    assert card.text.startswith(EMERGENCY.card)
    assert told.text.startswith(BETWEEN.passed_on)
    assert alarm.text.startswith(STAFF.urgent)
    assert "now i cant breathe" in alarm.text


async def test_a_change_that_turns_dangerous_gets_its_card_too(ward: Ward, anna: Patient) -> None:
    """The staff's copy is corrected and marked, and the patient gets the card."""
    await ward.asked_by(anna, "tell me about cost")
    asked = anna.says("it looks fine")
    await anna.hears()
    await ward.group.hears()
    anna.edits(asked, "there is pus")
    corrected = await ward.group.hears()

    assert (await anna.hears()).text.startswith(SAME_DAY.card)
    assert corrected.edited
    assert corrected.text.startswith(STAFF.urgent)
    assert STAFF.changed in (await ward.group.hears()).text


async def test_commands_work_while_a_conversation_is_open(ward: Ward, anna: Patient) -> None:
    """The menu comes, and the staff are not told of it."""
    await ward.asked_by(anna, "tell me about cost")
    anna.says("/topics")

    assert (await anna.hears()).text.startswith(PHRASES.menu)
    await ward.group.hears_nothing(for_=0)


@pytest.mark.parametrize("way", ["button", "command"])
async def test_a_patient_ends_the_conversation(ward: Ward, anna: Patient, way: str) -> None:
    """From then on the bot answers again, and the staff know."""
    question = await ward.asked_by(anna, "tell me about cost")
    if way == "button":
        ward.nora.replies(question, "About 900.")
        anna.taps(await anna.hears(), BETWEEN.end)
        await ward.ticked()
    else:
        anna.says("/close")
    assert (await anna.hears()).text.startswith(BETWEEN.ended_here)
    assert STAFF.closed_by_patient in (await ward.group.hears()).text
    anna.says("tell me about swelling")

    assert (await anna.hears()).text.startswith("Title of swelling")
    await ward.group.hears_nothing(for_=0)


async def test_the_button_of_an_earlier_conversation_ends_nothing(ward: Ward, anna: Patient) -> None:
    """It says that its own is over, and the one that is open goes on."""
    question = await ward.asked_by(anna, "tell me about cost")
    ward.nora.replies(question, "About 900.")
    earlier = await anna.hears()
    await ward.ticked()
    anna.says("/close")
    await anna.hears()
    await ward.group.hears()
    await ward.asked_by(anna, "tell me about swelling")
    anna.taps(earlier, BETWEEN.end)
    assert (await anna.hears()).text.startswith(BETWEEN.none_open)
    anna.says("still there")

    assert (await anna.hears()).text.startswith(BETWEEN.passed_on)
    assert "still there" in (await ward.group.hears()).text


@pytest.mark.usefixtures("forum")
async def test_without_a_conversation_there_is_nothing_to_end(anna: Patient) -> None:
    """The command says so."""
    anna.says("/close")

    assert (await anna.hears()).text.startswith(BETWEEN.none_open)


async def test_a_change_corrects_what_the_staff_have(ward: Ward, anna: Patient) -> None:
    """The copy reads as the patient's message does, is marked, and the staff are told."""
    await ward.asked_by(anna, "tell me about cost")
    asked = anna.says("left ear")
    await anna.hears()
    copy = await ward.group.hears()
    anna.edits(asked, "right ear")
    corrected, told = await ward.group.hears(), await ward.group.hears()

    assert (corrected.id, corrected.edited) == (copy.id, True)
    assert STAFF.edited in corrected.text
    assert "<blockquote>right ear</blockquote>" in corrected.html
    assert STAFF.changed in told.text


async def test_a_change_of_what_was_not_passed_on_stays_private(ward: Ward, anna: Patient) -> None:
    """What the patient told the bot before is none of the staff's business, changed or not."""
    private = anna.says("tell me about nerve")
    await anna.hears()
    await ward.asked_by(anna, "tell me about cost")
    anna.edits(private, "tell me about my divorce")
    anna.says("/topics")
    await anna.hears()

    await ward.group.hears_nothing(for_=0)


async def test_the_question_itself_can_be_corrected(ward: Ward, anna: Patient) -> None:
    """A change of the message from which the words were taken reaches the staff while it is open."""
    asked = anna.says("tell me about cost")
    anna.taps(await anna.hears(), OVER.ask)
    anna.taps(await anna.hears(), OVER.send)
    copy = await ward.group.hears()
    for _ in (OVER.going, OVER.sent):
        await anna.hears()
    anna.edits(asked, "tell me about the whole cost")
    corrected = await ward.group.hears()
    await ward.group.hears()

    assert (corrected.id, corrected.edited) == (copy.id, True)


async def test_a_picture_in_a_conversation_needs_consent_as_well(ward: Ward, anna: Patient) -> None:
    """It is asked about under the picture, and nothing goes before the tap."""
    question = await ward.asked_by(anna, "tell me about cost")
    picture = anna.sends_photo()
    asked = await anna.hears()
    await ward.group.hears_nothing(for_=0)
    anna.taps(asked, OVER.send)
    copy = await ward.group.hears()

    assert asked.reply_to == picture
    assert (copy.attachment, copy.thread) == ("photo", question.thread)
    assert (await anna.hears()).text.startswith(OVER.going_picture)
    assert (await anna.hears()).text.startswith(BETWEEN.passed_on)


async def test_an_album_in_a_conversation_is_asked_about_once(ward: Ward, anna: Patient) -> None:
    """However many pictures, one question; and consent sends all of them."""
    await ward.asked_by(anna, "tell me about cost")
    anna.sends_album()
    asked = await anna.hears()
    anna.says("/topics")
    assert (await anna.hears()).text.startswith(PHRASES.menu)
    anna.taps(asked, OVER.send)

    assert [(await ward.group.hears()).attachment for _ in range(2)] == ["photo", "photo"]
    for _ in (OVER.going_picture, BETWEEN.passed_on):
        await anna.hears()


async def test_what_cannot_be_shown_is_refused(forum: Ward, anna: Patient) -> None:
    """A place on the map or a contact is asked for in words."""
    await forum.asked_by(anna, "tell me about cost")
    anna.sends_contact()

    assert (await anna.hears()).text.startswith(OVER.only_words)
    await forum.group.hears_nothing(for_=0)


async def test_a_further_message_that_is_lost_is_told(forum: Ward, anna: Patient) -> None:
    """The patient reads under which message, and how to reach the clinic otherwise."""
    await forum.asked_by(anna, "tell me about cost")
    forum.group.chat.shut = forbidden("bot was kicked from the supergroup chat")
    asked = anna.says("are you there")
    told = await anna.hears()

    assert told.text.startswith(BETWEEN.not_passed_on)
    assert told.reply_to == asked
    assert "020 7946 0000" in told.text
    assert BETWEEN.end in told.labels


async def test_a_second_question_uses_the_same_thread(forum: Ward, anna: Patient) -> None:
    """A patient who comes back finds the staff where they were."""
    first = await forum.asked_by(anna, "tell me about cost")
    anna.says("/close")
    await anna.hears()
    await forum.group.hears()
    second = await forum.asked_by(anna, "tell me about swelling")

    assert second.thread == first.thread
    assert len(forum.group.topics()) == 1


async def test_a_thread_that_was_deleted_is_begun_again(forum: Ward, anna: Patient) -> None:
    """What the patient writes next begins another one, in which the conversation goes on."""
    question = await forum.asked_by(anna, "tell me about cost")
    assert question.thread is not None
    forum.nora.deletes_topic(question.thread)
    anna.says("are you there")
    await anna.hears()
    copy = await forum.group.hears()
    forum.nora.says("Yes, here.", thread=copy.thread)

    assert "Yes, here." in (await anna.hears()).text
    assert (await forum.ticked()).thread == copy.thread
    assert [topic.id for topic in forum.group.topics()] == [copy.thread]


async def test_a_later_conversation_begins_another_thread_for_a_deleted_one(
    forum: Ward, anna: Patient
) -> None:
    """A patient who comes back is not put in among the staff's own talk."""
    question = await forum.asked_by(anna, "tell me about cost")
    anna.says("/close")
    await anna.hears()
    await forum.group.hears()
    assert question.thread is not None
    forum.nora.deletes_topic(question.thread)
    again = await forum.asked_by(anna, "tell me about swelling")

    assert [topic.id for topic in forum.group.topics()] == [again.thread]


async def test_without_the_right_to_begin_threads_nothing_is_lost(forum: Ward, anna: Patient) -> None:
    """Then what comes goes to the chat itself, and an answer to it reaches the patient."""
    question = await forum.asked_by(anna, "tell me about cost")
    assert question.thread is not None
    forum.nora.deletes_topic(question.thread)
    forum.group.adds_bot(frozenset())
    anna.says("are you there")
    await anna.hears()
    copy = await forum.group.hears()
    forum.nora.replies(copy, "Yes, here.")

    assert copy.thread is None
    assert "Yes, here." in (await anna.hears()).text
    await forum.ticked()


async def test_two_patients_are_kept_apart(ward: Ward, anna: Patient, telegram: Stage) -> None:
    """Each answer goes to whoever asked."""
    bela = telegram.patient("Bela")
    hers, his = (
        await ward.asked_by(anna, "tell me about cost"),
        await ward.asked_by(bela, "tell me about nerve"),
    )
    ward.nora.replies(his, "For Bela.")
    ward.omar.replies(hers, "For Anna.")
    for _ in range(2):
        await ward.ticked()

    assert "For Anna." in (await anna.hears()).text
    assert "For Bela." in (await bela.hears()).text
