"""What a patient meets in the private chat, over HTTP and through the real library."""

import time
from collections.abc import AsyncIterator

import pytest

from bot.core.language import FollowUpWords, Language
from bot.playground.chatting import written
from bot.playground.patients import Patient
from bot.playground.refusals import Json
from tests.telegram import content
from tests.telegram.content import EMERGENCY, HELLO, PHRASES, SAME_DAY
from tests.telegram.stage import Stage, acting

CLOSING = f"{PHRASES.urgent_line}\n\n{PHRASES.doctor_prompt}"
ANIMATION: Json = {"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1, "duration": 1}
SOUND: Json = {"file_id": "s", "file_unique_id": "s", "duration": 3}
PLACE: Json = {"latitude": 1, "longitude": 1}
POLL: Json = {
    "id": "1",
    "question": "Which?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}


async def answer(anna: Patient, text: str) -> str:
    """Return what the bot says to a text."""
    anna.says(text)
    return (await anna.hears()).text


# --- Typed questions ---


async def test_a_typed_question_is_answered(anna: Patient) -> None:
    """A patient types a question and reads the title, the answer and the urgent line."""
    text = await answer(anna, "tell me about cost")

    assert text.startswith("Title of cost\nAnswer of cost")
    assert text.endswith(PHRASES.urgent_line)


@pytest.mark.parametrize("topic_id", ["nerve", "ointment", "dimples"])
async def test_a_clinical_answer_ends_with_the_doctor_prompt(anna: Patient, topic_id: str) -> None:
    """Through Telegram as in the core, a complication or a medicine ends with the doctor prompt."""
    assert (await answer(anna, f"tell me about {topic_id}")).endswith(CLOSING)


async def test_several_questions_share_one_message(anna: Patient) -> None:
    """Two things asked at once are answered in one message with one closing."""
    text = await answer(anna, "tell me about cost? tell me about nerve?")

    assert "Title of cost" in text
    assert "Title of nerve" in text
    assert text.endswith(CLOSING)


async def test_an_emergency_brings_the_card(anna: Patient) -> None:
    """Words of danger bring the card and the prompt, and nothing else."""
    assert await answer(anna, "i cant breathe") == f"{EMERGENCY.card}\n\n{PHRASES.doctor_prompt}"


async def test_the_second_miss_is_worded_differently(anna: Patient) -> None:
    """Two messages in a row that nobody understands get different words; an answer between resets that."""
    replies = [await answer(anna, text) for text in ("qqqq", "wwww", "hello", "zzzz")]

    assert PHRASES.unknown in replies[0]
    assert PHRASES.unknown_again in replies[1]
    assert PHRASES.unknown in replies[3]


async def test_an_uncovered_topic_is_declined_in_other_words_the_second_time(anna: Patient) -> None:
    """The same question about what the article leaves out gets other words; another topic resets that."""
    replies = [await answer(anna, f"tell me about {it}") for it in ("sport", "sport", "dimples")]

    assert PHRASES.not_covered in replies[0]
    assert PHRASES.not_covered_again in replies[1]
    assert PHRASES.not_covered in replies[2]


async def test_a_forwarded_text_is_read_as_text(anna: Patient) -> None:
    """Danger in a forwarded message counts like any other."""
    anna.sends({"text": "i cant breathe", "forward_origin": {"type": "hidden_user", "date": 0,
                                                             "sender_user_name": "Ben"}})  # fmt: skip

    assert EMERGENCY.card in (await anna.hears()).text


@pytest.mark.parametrize("text", ["<b>", "&lt;", "</a><script>", "\u202e\u0000", "😀" * 2_000, "ﷺ" * 4_096])
async def test_odd_text_is_answered_and_never_echoed(anna: Patient, text: str) -> None:
    """Whatever a patient types, one good message comes back, without any of it."""
    assert text not in await answer(anna, text)


# --- Follow-ups ---


@pytest.fixture
async def eve(telegram: Stage) -> AsyncIterator[Patient]:
    """A patient of a bot that knows a few words of follow-ups."""
    words = FollowUpWords(
        openers=("and", "what about"), points_back=("it",), asks=("is", "why"), no_subject=("bad",)
    )
    language = Language(follow_ups=words)
    async with acting(telegram, knowledge=content.knowledge().model_copy(update={"language": language})):
        yield telegram.patient("Eve")


async def test_a_follow_up_is_answered_with_the_last_topic(eve: Patient) -> None:
    """A message without a subject brings the last topic again, with its title; small talk changes nothing."""
    await answer(eve, "tell me about nerve")
    await answer(eve, "hello")

    assert (await answer(eve, "is it bad")).startswith("Title of nerve\n")
    assert (await answer(eve, "why?")).startswith("Title of nerve\n")


async def test_a_subject_of_its_own_is_answered_and_remembered(eve: Patient) -> None:
    """A follow-up about something else gets that, and the next one is about that too."""
    await answer(eve, "tell me about nerve")

    assert (await answer(eve, "what about cost")).startswith("Title of cost\n")
    assert (await answer(eve, "is it bad")).startswith("Title of cost\n")


async def test_a_link_and_a_tap_open_a_topic_to_ask_on(eve: Patient) -> None:
    """A topic that a link or a button brought is the last topic as well."""
    eve.says("/start nerve")
    opened = await eve.hears()
    assert (await answer(eve, "is it bad")).startswith("Title of nerve\n")
    eve.taps(opened, "Title of ointment")
    await eve.hears()

    assert (await answer(eve, "is it bad")).startswith("Title of ointment\n")


async def test_half_an_hour_later_a_follow_up_stands_alone(eve: Patient) -> None:
    """What was answered more than 30 minutes before the message was sent is not what it means."""
    await answer(eve, "tell me about nerve")
    eve.sends(written("is it bad") | {"date": int(time.time()) + 31 * 60})

    assert PHRASES.unknown in (await eve.hears()).text


async def test_a_tapped_topic_is_forgotten_as_well(eve: Patient) -> None:
    """A tap carries no date; its topic lasts half an hour all the same."""
    eve.says("/topics")
    await eve.hears()
    eve.taps_old_button("1:t:nerve")
    await eve.hears()
    eve.sends(written("is it bad") | {"date": int(time.time()) + 31 * 60})

    assert PHRASES.unknown in (await eve.hears()).text


async def test_the_last_topic_is_each_patients_own(telegram: Stage, eve: Patient) -> None:
    """What one patient asked about is not what another one means."""
    await answer(eve, "tell me about nerve")

    assert PHRASES.unknown in await answer(telegram.patient("Mia"), "is it bad")


async def test_after_a_card_alone_nothing_is_asked_on(eve: Patient) -> None:
    """After an emergency "it" is the emergency, and no topic from before."""
    await answer(eve, "tell me about nerve")
    await answer(eve, "i cant breathe")

    assert PHRASES.unknown in await answer(eve, "is it bad")


async def test_danger_in_a_follow_up_gets_its_card(eve: Patient) -> None:
    """The screen comes before the last topic."""
    await answer(eve, "tell me about nerve")

    assert EMERGENCY.card in await answer(eve, "and i cant breathe")


# --- Commands ---


@pytest.mark.parametrize(
    "text", ["/start", "/start nonsense", "/start ../../etc", "/start a' OR 1=1", "/START"]
)
async def test_a_plain_start_says_hello(anna: Patient, text: str) -> None:
    """A start without a topic, or with something else behind it, is a welcome."""
    assert (await answer(anna, text)).startswith(PHRASES.welcome)


@pytest.mark.parametrize("topic_id", ["cost", "nerve", "sport"])
async def test_a_deep_link_opens_its_topic(anna: Patient, topic_id: str) -> None:
    """A link with a topic's id answers at once."""
    assert f"Title of {topic_id}\n" in await answer(anna, f"/start {topic_id}")


@pytest.mark.parametrize(
    ("command", "phrase"),
    [
        ("/help", PHRASES.help),
        ("/urgent", PHRASES.urgent),
        ("/about", PHRASES.about),
        ("/privacy", PHRASES.privacy.nobody_reads),
        ("/topics", PHRASES.menu),
        ("/help@rehearsal_bot", PHRASES.help),
        ("/unheard_of", PHRASES.help),
    ],
)
async def test_a_command_shows_its_notice(anna: Patient, command: str, phrase: str) -> None:
    """Each command shows its own text; one that nobody knows brings the help."""
    assert (await answer(anna, command)).startswith(phrase)


async def test_what_follows_an_unknown_command_is_a_question(anna: Patient) -> None:
    """A patient who puts a slash before a question is answered all the same."""
    assert "Title of cost" in await answer(anna, "/ask tell me about cost")


@pytest.mark.parametrize(
    "text", ["/start i cant breathe", "/help i cant breathe", "/foo i cant breathe", "/i_cant_breathe"]
)
async def test_danger_in_a_command_comes_before_the_command(anna: Patient, text: str) -> None:
    """No command stands before the screen, whether it is known or not."""
    assert EMERGENCY.card in await answer(anna, text)


# --- What is not text ---


@pytest.mark.parametrize(
    ("sent", "phrase"),
    [
        ({"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]}, PHRASES.cannot_see),
        ({"video": ANIMATION}, PHRASES.cannot_see),
        ({"animation": ANIMATION, "document": {"file_id": "a", "file_unique_id": "a"}}, PHRASES.cannot_see),
        ({"voice": SOUND}, PHRASES.cannot_hear),
        ({"audio": SOUND}, PHRASES.cannot_hear),
        ({"video_note": SOUND | {"length": 1}}, PHRASES.cannot_hear),
        ({"document": {"file_id": "d", "file_unique_id": "d"}}, PHRASES.cannot_open),
        ({"poll": POLL}, PHRASES.cannot_open),
        ({"dice": {"emoji": "🎲", "value": 3}}, PHRASES.cannot_open),
        ({"venue": {"location": PLACE, "title": "x", "address": "y"}}, PHRASES.cannot_open),
        ({"something_invented_tomorrow": {}}, PHRASES.cannot_open),
    ],
)  # fmt: skip
async def test_what_is_not_text_is_admitted(anna: Patient, sent: Json, phrase: str) -> None:
    """The bot says which of its limits is met, with the urgent line."""
    anna.sends(sent)

    assert (await anna.hears()).text == f"{phrase}\n\n{PHRASES.urgent_line}"


async def test_stickers_places_and_contacts_are_admitted(anna: Patient) -> None:
    """A sticker is a picture; a place and a contact cannot be opened."""
    anna.sends_sticker()
    anna.sends_location()
    anna.sends_contact()

    assert PHRASES.cannot_see in (await anna.hears()).text
    assert PHRASES.cannot_open in (await anna.hears()).text
    assert PHRASES.cannot_open in (await anna.hears()).text


async def test_a_caption_is_answered_and_the_picture_admitted(anna: Patient) -> None:
    """A question under a picture gets its answer; then the bot says that it cannot see the picture."""
    anna.sends_photo(caption="tell me about nerve")

    assert (await anna.hears()).text.endswith(CLOSING)
    assert (await anna.hears()).text == f"{PHRASES.cannot_see}\n\n{PHRASES.urgent_line}"


async def test_a_caption_that_asks_nothing_known_leaves_the_notice_alone(anna: Patient) -> None:
    """A mere "what is this?" under a picture gets one message, not two refusals."""
    anna.sends_photo(caption="qqqq")

    assert (await anna.hears()).text == f"{PHRASES.cannot_see}\n\n{PHRASES.urgent_line}"


async def test_a_caption_with_danger_gets_the_card_first(anna: Patient) -> None:
    """The emergency in a caption comes before everything about the picture."""
    anna.sends_photo(caption="i cant breathe")

    assert (await anna.hears()).text.startswith(EMERGENCY.card)
    assert (await anna.hears()).text.startswith(PHRASES.cannot_see)


async def test_an_album_is_admitted_once(anna: Patient) -> None:
    """Three pictures sent together bring one notice; the next album brings another."""
    photo: Json = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]}
    for album in ("1", "1", "1", "2"):
        anna.sends(photo | {"media_group_id": album})
    anna.says("hello")

    texts = [(await anna.hears()).text for _ in range(3)]
    assert [text.split("\n")[0] for text in texts] == [PHRASES.cannot_see, PHRASES.cannot_see, HELLO.reply]


# --- Edits ---


async def test_an_edit_that_adds_danger_gets_its_card(anna: Patient) -> None:
    """A message edited from harmless to dangerous brings the card, once."""
    message_id = anna.says("tell me about cost")
    await anna.hears()
    anna.edits(message_id, "i cant breathe")
    anna.edits(message_id, "i cant breathe!")

    assert (await anna.hears()).text == f"{EMERGENCY.card}\n\n{PHRASES.doctor_prompt}"


async def test_an_edit_to_another_danger_gets_that_card(anna: Patient) -> None:
    """A second danger in the same message is not hidden by the first."""
    message_id = anna.says("there is pus")
    await anna.hears()
    anna.edits(message_id, "i cant breathe")

    assert EMERGENCY.card in (await anna.hears()).text


async def test_a_card_is_not_repeated_for_an_edit(anna: Patient) -> None:
    """Correcting the spelling of a dangerous message changes nothing."""
    message_id = anna.says("there is pus")
    assert SAME_DAY.card in (await anna.hears()).text
    anna.edits(message_id, "there is pus!")
    anna.says("hello")

    assert HELLO.reply in (await anna.hears()).text


@pytest.mark.parametrize("text", ["tell me about nerve", "hello", "qqqq"])
async def test_any_other_edit_is_met_with_silence(anna: Patient, text: str) -> None:
    """An edit without danger gets no second answer."""
    message_id = anna.says("i cant breathe")
    await anna.hears()
    anna.edits(message_id, text)
    anna.says("hello")

    assert HELLO.reply in (await anna.hears()).text


async def test_an_edited_caption_is_screened(anna: Patient) -> None:
    """Danger written into a caption later gets its card."""
    message_id = anna.sends_photo(caption="qqqq")
    await anna.hears()
    anna.edits(message_id, "i cant breathe")

    assert EMERGENCY.card in (await anna.hears()).text


# --- What is ignored ---


async def test_what_is_no_message_to_the_bot_is_ignored(telegram: Stage, anna: Patient) -> None:
    """Other bots, channel posts, service notes and unknown kinds of update bring no word and no error."""
    anna.says("hello")
    await anna.hears()
    robot = telegram.patient("Robot", is_bot=True)
    robot.says("i cant breathe")
    telegram.channel("News").posts("i cant breathe")
    anna.sends({"pinned_message": {"message_id": 1, "date": 0, "chat": anna.chat.shape}})
    telegram.push({"invented_tomorrow": {"id": 1}})
    telegram.push({"message_reaction": {"chat": anna.chat.shape, "message_id": 1, "date": 0,
                                        "old_reaction": [], "new_reaction": []}})  # fmt: skip
    telegram.push({"poll": POLL})
    telegram.push({"message": {"message_id": 77, "date": 0, "chat": anna.chat.shape, "text": "hello"}})
    anna.says("hello")

    assert HELLO.reply in (await anna.hears()).text


async def test_a_patient_who_comes_back_is_answered(anna: Patient) -> None:
    """Blocking and unblocking the bot leaves nothing behind."""
    anna.says("qqqq")
    await anna.hears()
    anna.blocks()
    anna.unblocks()

    assert PHRASES.unknown in await answer(anna, "qqqq")
