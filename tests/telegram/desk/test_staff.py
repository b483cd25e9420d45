"""The staff's side, over HTTP: what goes out, what stays, and what they are told about it."""

import pytest

from bot.playground.chatting import written
from bot.playground.conversations import Message
from bot.playground.patients import Patient
from bot.playground.refusals import Json
from bot.telegram.desk.quoting import MOST_ANSWERED
from tests.telegram.content import PHRASES
from tests.telegram.desk.clinic import BETWEEN, STAFF, Ward
from tests.telegram.stage import Stage


async def refused(ward: Ward, anna: Patient, said: str) -> None:
    """Check that the staff read this, and that the patient hears nothing."""
    assert (await ward.group.hears()).text.startswith(said)
    await ward.telegram.delivered()
    await anna.hears_nothing(for_=0)


async def test_in_a_forum_whatever_is_written_in_the_thread_goes_out(forum: Ward, anna: Patient) -> None:
    """Nobody needs to reply to anything there."""
    question = await forum.asked_by(anna, "tell me about cost")
    forum.omar.says("About 900.", thread=question.thread)

    assert "About 900." in (await anna.hears()).text
    await forum.ticked()


async def test_without_topics_only_replies_go_out(plain: Ward, anna: Patient) -> None:
    """What colleagues say to each other stays, a reply to a colleague's message too."""
    question = await plain.asked_by(anna, "tell me about cost")
    said = plain.nora.says("Who takes this one?")
    plain.omar.replies(said, "I do.")
    plain.omar.replies(question, "About 900.")

    assert "About 900." in (await anna.hears()).text
    await plain.ticked()
    await anna.hears_nothing(for_=0)


async def test_any_message_of_the_conversation_can_be_answered(plain: Ward, anna: Patient) -> None:
    """Without topics the tick under an answer belongs to it as well."""
    plain.nora.replies(await plain.asked_by(anna, "tell me about cost"), "About 900.")
    await anna.hears()
    plain.nora.replies(await plain.ticked(), "And nothing else.")

    assert "And nothing else." in (await anna.hears()).text
    await plain.ticked()


@pytest.mark.parametrize(
    "text", ["/note she calls often", "/note", "  /note x", "//aside", "\u200b/note x", "／note x"]
)
async def test_notes_stay_here(ward: Ward, anna: Patient, text: str) -> None:
    """Whatever begins with a slash never goes out, however it begins."""
    question = await ward.asked_by(anna, "tell me about cost")
    ward.nora.replies(question, text)
    ward.nora.replies(question, "About 900.")

    assert "About 900." in (await anna.hears()).text
    heard = [(await ward.group.hears()).text for _ in range(1 if text.strip().startswith("/note") else 2)]
    assert heard[-1] == STAFF.delivered


async def test_unknown_verbs_are_told(ward: Ward, anna: Patient) -> None:
    """A slip of the finger does not look as if it had gone out."""
    ward.nora.replies(await ward.asked_by(anna, "tell me about cost"), "/colse")

    await refused(ward, anna, STAFF.unknown_verb)


async def test_help_tells_how_it_works(ward: Ward) -> None:
    """It needs no conversation."""
    ward.nora.says("/help")

    assert (await ward.group.hears()).text == "\n\n".join(STAFF.help)


async def test_the_open_conversations_are_listed(ward: Ward, anna: Patient, telegram: Stage) -> None:
    """By number and time, without a word from them; the closed ones are not."""
    first = await ward.asked_by(anna, "tell me about cost")
    second = await ward.asked_by(telegram.patient("Bela"), "tell me about nerve")
    ward.nora.replies(second, "/close")
    await ward.group.hears()
    ward.nora.says("/open")
    listed = (await ward.group.hears()).text
    [bela] = [one for one in telegram.patients.values() if one.name == "Bela"]
    await bela.hears()

    heading, only = listed.split("\n")
    assert heading == STAFF.open
    assert only.startswith(first.text.split("\n")[0])
    assert "cost" not in listed


async def test_no_open_conversation_is_said_plainly(ward: Ward) -> None:
    """An empty list would look like a failure."""
    ward.nora.says("/open")

    assert (await ward.group.hears()).text == STAFF.none_open


@pytest.mark.parametrize("way", ["button", "command"])
async def test_the_staff_end_a_conversation(ward: Ward, anna: Patient, way: str) -> None:
    """The patient is told, and the bot answers them again."""
    question = await ward.asked_by(anna, "tell me about cost")
    if way == "button":
        ward.nora.taps(question, BETWEEN.end)
    else:
        ward.nora.replies(question, "/close")
    assert (await ward.group.hears()).text == STAFF.closed
    assert (await anna.hears()).text.startswith(BETWEEN.ended_there)
    anna.says("tell me about swelling")

    assert (await anna.hears()).text.startswith("Title of swelling")


async def test_an_old_button_still_ends_its_conversation(ward: Ward, anna: Patient) -> None:
    """Of a message that Telegram no longer shows the bot, it is known which conversation it carried."""
    question = await ward.asked_by(anna, "tell me about cost")
    ward.telegram.world.remembers_for = 0
    ward.nora.taps(question, BETWEEN.end)
    told = await ward.group.hears()

    assert (told.text, told.thread) == (STAFF.closed, question.thread)
    assert (await anna.hears()).text.startswith(BETWEEN.ended_there)


async def test_a_verb_outside_of_conversations_asks_which(ward: Ward) -> None:
    """Nothing is guessed."""
    ward.nora.says("/close")

    assert (await ward.group.hears()).text == STAFF.which


async def test_a_message_to_a_closed_conversation_opens_it_again(ward: Ward, anna: Patient) -> None:
    """It is delivered, and what the patient then writes goes to the staff."""
    question = await ward.asked_by(anna, "tell me about cost")
    ward.nora.replies(question, "/close")
    await ward.group.hears()
    await anna.hears()
    ward.nora.replies(question, "One more thing.")
    assert "One more thing." in (await anna.hears()).text
    await ward.ticked()
    anna.says("which thing")

    assert "which thing" in (await ward.group.hears()).text
    await anna.hears()


async def test_an_answer_to_an_unknown_message_is_told(ward: Ward, anna: Patient) -> None:
    """A reply to a message of the bot's that belongs to nobody goes to nobody."""
    await ward.asked_by(anna, "tell me about cost")
    ward.nora.says("/help")
    ward.nora.replies(await ward.group.hears(), "About 900.")

    await refused(ward, anna, STAFF.not_known)


async def test_a_change_corrects_what_the_patient_has(ward: Ward, anna: Patient) -> None:
    """The patient's copy is changed, and since nobody notices that, they are told."""
    said = ward.nora.replies(await ward.asked_by(anna, "tell me about cost"), "About 900.")
    answer = await anna.hears()
    await ward.ticked()
    ward.nora.edits(said, "About 800.")
    corrected, told = await anna.hears(), await anna.hears()

    assert (corrected.id, corrected.edited) == (answer.id, True)
    assert "About 800." in corrected.text
    assert told.text.startswith(BETWEEN.changed)
    assert (await ward.group.hears()).text == STAFF.corrected


async def test_a_note_that_is_changed_into_words_stays_here(ward: Ward, anna: Patient) -> None:
    """What never went out does not go out by a change."""
    said = ward.nora.replies(await ward.asked_by(anna, "tell me about cost"), "/note she is upset")
    ward.nora.edits(said, "she is upset")

    await refused(ward, anna, STAFF.edit_kept)


async def test_pictures_and_files_go_out_with_their_words(ward: Ward, anna: Patient) -> None:
    """Marked as a person's, with the words as a quotation and the urgent line."""
    question = await ward.asked_by(anna, "tell me about cost")
    ward.nora.sends_photo("Like this.", reply_to=question.id)
    shown = await anna.hears()
    await ward.ticked()

    assert shown.attachment == "photo"
    assert shown.text.startswith(f"{BETWEEN.from_staff}\n\nLike this.")
    assert shown.text.endswith(PHRASES.urgent_line)


STICKER: Json = {
    "file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
    "is_animated": False, "is_video": False,
}  # fmt: skip
ROUND_VIDEO: Json = {"file_id": "v", "file_unique_id": "v", "length": 1, "duration": 1}


@pytest.mark.parametrize("content", [{"sticker": STICKER}, {"video_note": ROUND_VIDEO}], ids=[*"sv"])
async def test_what_cannot_be_marked_is_refused(ward: Ward, anna: Patient, content: Json) -> None:
    """Only what a patient can read as a person's answer is passed on."""
    question = await ward.asked_by(anna, "tell me about cost")
    ward.nora.sends(content, reply_to=question.id)

    await refused(ward, anna, STAFF.only_these)


@pytest.mark.parametrize(("length", "goes"), [(MOST_ANSWERED, True), (MOST_ANSWERED + 1, False)])
async def test_what_is_too_long_is_refused_and_not_cut(
    forum: Ward, anna: Patient, length: int, *, goes: bool
) -> None:
    """The longest answer fits with everything around it; a longer one is to be divided."""
    forum.nora.replies(await forum.asked_by(anna, "tell me about cost"), "x" * length)
    told = (await forum.group.hears()).text

    assert (told == STAFF.delivered) is goes
    assert (told == STAFF.too_long) is not goes
    if goes:
        assert "x" * length in (await anna.hears()).text


async def test_markup_in_an_answer_is_words(ward: Ward, anna: Patient) -> None:
    """Nobody can write what looks as if the bot had said it."""
    words = f"</blockquote><b>{PHRASES.urgent_line}</b> & <3"
    ward.nora.replies(await ward.asked_by(anna, "tell me about cost"), words)
    answer = await anna.hears()
    await ward.ticked()

    assert words in answer.text
    assert answer.html.count("</blockquote>") == 1


async def test_whoever_has_left_reaches_nobody(ward: Ward, anna: Patient) -> None:
    """Membership is asked for when words go out: what waited while its author left stays."""
    question = await ward.asked_by(anna, "tell me about cost")
    ward.omar.leaves()
    # Telegram brings what was written before they left.
    ward.group.write(ward.omar.person, written("About 900."), question.id)

    await refused(ward, anna, STAFF.no_member)


async def test_a_patient_who_blocked_the_bot_is_told_to_the_staff(ward: Ward, anna: Patient) -> None:
    """The failure is plain, and says what else there is."""
    question = await ward.asked_by(anna, "tell me about cost")
    anna.blocks()
    ward.nora.replies(question, "About 900.")
    told = await ward.group.hears()

    assert told.text == f"{STAFF.shut}\n{STAFF.alternatives}"


@pytest.mark.parametrize("trick", ["hidden", "channel", "forwarded", "through a bot"])
async def test_whoever_hides_is_told_why_nothing_was_sent(
    ward: Ward, anna: Patient, telegram: Stage, trick: str
) -> None:
    """The group, a channel, a forwarded message and another bot's speak for nobody."""
    question = await ward.asked_by(anna, "tell me about cost")
    said = {
        "hidden": STAFF.hidden,
        "channel": STAFF.hidden,
        "forwarded": STAFF.forwarded,
        "through a bot": STAFF.by_bot,
    }[trick]
    content = written("About 900.")
    if trick == "hidden":
        ward.nora.hides()
    elif trick == "channel":
        content |= {"sender_chat": telegram.channel("News").chat.shape}
    elif trick == "forwarded":
        content |= {"forward_origin": {"type": "user", "date": 1, "sender_user": ward.omar.person}}
    else:
        content |= {"via_bot": telegram.patient("Helper", is_bot=True).person}
    ward.nora.sends(content, reply_to=question.id)

    await refused(ward, anna, said)


async def test_staff_who_talk_about_danger_raise_no_card(ward: Ward) -> None:
    """In their own chat it is their work."""
    ward.nora.says("she says she cant breathe, i call her now")
    await ward.telegram.delivered()

    await ward.group.hears_nothing(for_=0)


async def test_a_button_of_another_conversation_ends_nothing(ward: Ward, anna: Patient) -> None:
    """A forged number is out of date."""
    question: Message = await ward.asked_by(anna, "tell me about cost")
    chat = ward.group
    shape = chat.chat.posted[question.id].shape
    chat._query(ward.nora.person, "1:e:999999", shape)

    assert await chat.sees_pop_up() == PHRASES.out_of_date
    anna.says("still there")
    assert (await anna.hears()).text.startswith(BETWEEN.passed_on)
    await ward.group.hears()


async def test_in_private_the_staff_are_patients(ward: Ward, anna: Patient) -> None:
    """What somebody of the staff writes to the bot alone is answered as anybody's question."""
    await ward.asked_by(anna, "tell me about cost")
    nora = ward.nora.in_private
    nora.says("/close")

    assert (await nora.hears()).text.startswith(BETWEEN.none_open)
    await anna.hears_nothing(for_=0)
