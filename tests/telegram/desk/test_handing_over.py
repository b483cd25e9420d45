"""Handing over: seen, agreed, and only then sent; nothing else ever leaves the private chat."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.clinic import Clinic, OpeningHours
from bot.playground.patients import Patient
from bot.playground.refusals import Json, forbidden
from bot.storage.changes import Count, OpenTicket
from bot.telegram.buttons import AskClinic, HandOver, KeepToMyself, WriteAnew
from bot.telegram.desk.quoting import MOST_ASKED
from bot.telegram.desk.remembered import MOST_A_DAY, TYPES_FOR
from bot.telegram.letters import Addressed, BeginThread
from bot.telegram.memory import ChatMemory
from tests.telegram.content import EMERGENCY, PHRASES, SAME_DAY
from tests.telegram.desk.clinic import OVER, STAFF, Ward, working
from tests.telegram.desk.decided import NOW, PATIENT, STAFF_ID, brings, known, led_to, tapped, told
from tests.telegram.received import ROBOT, shape
from tests.telegram.stage import Stage

PREVIEW = (OVER.send, OVER.other_words, OVER.do_not_send)
MARKUP = "</blockquote><b>Fake</b> & <3 \u202eevil\u202c words"


def preview(words: str, **message: object) -> Json:
    """Return what a preview of these words holds, as Telegram brings it with a tap."""
    heading = "What is sent:\n"
    quoted: Json = {"type": "blockquote", "offset": len(heading), "length": len(words)}
    button = {"text": OVER.send, "callback_data": "1:h"}
    return {
        "text": heading + words,
        "entities": [quoted],
        "reply_markup": {"inline_keyboard": [[button]]},
        "reply_to_message": shape(words),
    } | message


async def test_the_words_come_back_from_telegram_and_are_shown_first(forum: Ward, anna: Patient) -> None:
    """The preview stands under the question, quotes it exactly, and says who reads it and how soon."""
    asked = anna.says("tell me about cost")
    anna.taps(await anna.hears(), OVER.ask)
    shown = await anna.hears()

    assert shown.html.startswith(f"<b>{OVER.preview}</b>\n\n<blockquote>tell me about cost</blockquote>")
    assert shown.reply_to == asked
    assert shown.labels == PREVIEW
    for sentence in (OVER.nothing_else, OVER.readers_unnamed, OVER.answers_some_time, OVER.do_not_wait):
        assert sentence in shown.text
    assert shown.text.endswith(PHRASES.urgent_line)
    await forum.group.hears_nothing(for_=0)


async def test_the_staff_get_exactly_what_was_shown(forum: Ward, anna: Patient) -> None:
    """Markup in the words is words, what turns the direction of writing is gone, and nothing is added."""
    question = await forum.asked_by(anna, MARKUP)

    assert "<blockquote>&lt;/blockquote&gt;&lt;b&gt;Fake&lt;/b&gt; &amp; &lt;3 evil words</blockquote>" in (
        question.html
    )
    assert anna.name not in question.text
    assert str(anna.id) not in question.text


async def test_the_thread_tells_nothing_of_the_patient(forum: Ward, anna: Patient) -> None:
    """It is named by the number of the conversation."""
    await forum.asked_by(anna, "tell me about cost")
    [topic] = forum.group.topics()

    assert topic.name.startswith(f"{STAFF.conversation} ")
    assert topic.name.split()[-1].isdigit()


async def test_nothing_is_sent_without_consent(forum: Ward, anna: Patient) -> None:
    """Whoever taps "do not send" reads that nothing was sent."""
    anna.taps(await forum.previewed_by(anna, "tell me about cost"), OVER.do_not_send)

    assert (await anna.hears()).text.startswith(OVER.kept)
    await forum.telegram.delivered()
    await forum.group.hears_nothing(for_=0)


async def test_other_words_can_be_sent(forum: Ward, anna: Patient) -> None:
    """The next text is shown, and sent once agreed."""
    anna.taps(await forum.previewed_by(anna, "tell me about cost"), OVER.other_words)
    assert (await anna.hears()).text.startswith(OVER.type_it)
    anna.says("it itches behind my ear")
    shown = await anna.hears()
    anna.taps(shown, OVER.send)

    assert "<blockquote>it itches behind my ear</blockquote>" in shown.html
    assert "<blockquote>it itches behind my ear</blockquote>" in (await forum.group.hears()).html
    assert [(await anna.hears()).text[: len(it)] for it in (OVER.going, OVER.sent)] == [OVER.going, OVER.sent]


@pytest.mark.usefixtures("forum")
async def test_without_words_they_are_asked_for(anna: Patient) -> None:
    """Under what no text had asked for, the button asks to type."""
    anna.says("/clinic")
    about = await anna.hears()
    anna.taps(about, OVER.ask)

    assert "Bright Clinic\n020 7946 0000" in about.text
    assert (await anna.hears()).text.startswith(OVER.type_it)


@pytest.mark.usefixtures("forum")
async def test_a_deleted_question_is_asked_for_again(anna: Patient) -> None:
    """What Telegram no longer brings back cannot be sent."""
    asked = anna.says("tell me about cost")
    answer = await anna.hears()
    anna.deletes(asked)
    forgotten = {
        key: part for key, part in anna.chat.posted[answer.id].shape.items() if key != "reply_to_message"
    }
    anna.chat.posted[answer.id].shape = forgotten
    anna.taps(answer, OVER.ask)

    assert (await anna.hears()).text.startswith(OVER.type_it)


async def test_a_picture_goes_only_by_consent(forum: Ward, anna: Patient) -> None:
    """The bot cannot see it, offers the staff, asks, and then sends a copy with the words under it."""
    picture = anna.sends_photo("is this swelling")
    limit = await anna.hears()
    while OVER.ask not in limit.labels:
        limit = await anna.hears()
    anna.taps(limit, OVER.ask)
    asked = await anna.hears()
    while OVER.preview_picture not in asked.text:
        asked = await anna.hears()
    await forum.group.hears_nothing(for_=0)
    anna.taps(asked, OVER.send)
    words, copy = await forum.group.hears(), await forum.group.hears()

    assert asked.reply_to == picture
    assert "<blockquote>is this swelling</blockquote>" in asked.html
    assert "<blockquote>is this swelling</blockquote>" in words.html
    assert (copy.attachment, words.thread) == ("photo", copy.thread)
    assert STAFF.shows in copy.text
    for _ in (OVER.going_picture, OVER.sent):
        await anna.hears()


async def test_an_album_is_asked_about_once_and_goes_whole(forum: Ward, anna: Patient) -> None:
    """Pictures that were sent together are shown together."""
    anna.sends_album(contents=(b"one", b"two", b"three"))
    anna.taps(await anna.hears(), OVER.ask)
    asked = await anna.hears()
    anna.taps(asked, OVER.send)
    copies = [await forum.group.hears() for _ in range(3)]
    for _ in (OVER.going_picture, OVER.sent):
        await anna.hears()

    assert OVER.album in asked.text
    assert [copy.attachment for copy in copies] == ["photo"] * 3


async def test_a_staff_chat_out_of_reach_is_told_with_the_phone(forum: Ward, anna: Patient) -> None:
    """Nobody is left to wait for an answer to what never arrived."""
    shown = await forum.previewed_by(anna, "tell me about cost")
    forum.group.chat.shut = forbidden("bot was kicked from the supergroup chat")
    anna.taps(shown, OVER.send)
    going, failed = await anna.hears(), await anna.hears()

    assert going.text.startswith(OVER.going)
    assert failed.text.startswith(f"{OVER.not_sent}\n\n{OVER.call}\n020 7946 0000")


async def test_a_second_tap_sends_nothing_twice(forum: Ward, anna: Patient) -> None:
    """The same preview opens one conversation."""
    shown = await forum.previewed_by(anna, "tell me about cost")
    anna.taps(shown, OVER.send)
    anna.taps(shown, OVER.send)
    heard = [(await anna.hears()).text for _ in range(2)]
    await forum.telegram.called("answerCallbackQuery", times=3)
    anna.says("/clinic")

    assert (await anna.hears()).text.startswith("Bright Clinic")
    assert [text.startswith(start) for text, start in zip(heard, (OVER.going, OVER.sent), strict=True)]
    await forum.group.hears()
    await forum.group.hears_nothing(for_=0)


async def test_closing_time_is_told_with_the_real_hours(telegram: Stage, anna: Patient) -> None:
    """Out of hours the patient reads that nobody is there, and when somebody is."""
    hours = OpeningHours(monday=("09:00-12:00",))
    clinic = Clinic(
        name="Rose", opening_hours=hours, readers="our nurses", answers_within="within 4 working hours"
    )
    sunday = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
    async with working(telegram, clinic=clinic, clock=lambda: sunday) as ward:
        shown = await ward.previewed_by(anna, "tell me about cost")
        anna.taps(shown, OVER.send)
        _, sent, _ = await anna.hears(), await anna.hears(), await ward.group.hears()
        text = shown.text

    assert f"{OVER.closed_now}\n{OVER.opens_next} Mon 23 Nov, 9:00" in text
    assert f"{OVER.opens_next} Mon 23 Nov, 9:00" in sent.text
    assert "Monday: 9:00 to 12:00" in text
    assert f"{OVER.readers} our nurses" in text
    assert f"{OVER.answers_within} within 4 working hours" in text


# --- Decisions ---


def test_consent_opens_a_conversation_with_a_thread_of_its_own() -> None:
    """The thread comes first, then the words, counted without a word of them."""
    effects = led_to(tapped(HandOver(), **preview("my ear itches")), known(None))
    letters = [it for it in effects if isinstance(it, Addressed)]

    assert OpenTicket(patient=PATIENT, staff=STAFF_ID) in effects
    assert isinstance(letters[0].act, BeginThread)
    assert (letters[1].passes_on, letters[1].chat_id) == (1, STAFF_ID)
    assert [it.name for it in effects if isinstance(it, Count)] == ["handed-over"]


@pytest.mark.parametrize(
    "changed",
    [
        {"reply_markup": {"inline_keyboard": []}},
        {"entities": []},
        {
            "entities": [
                {"type": "blockquote", "offset": 0, "length": 4},
                {"type": "blockquote", "offset": 5, "length": 2},
            ]
        },
    ],
    ids=["no such button", "no quotation", "two quotations"],
)
def test_consent_to_anything_but_a_preview_is_out_of_date(changed: Json) -> None:
    """A tap can be forged; what is sent must stand in a preview of the bot's own."""
    effects = led_to(tapped(HandOver(), **preview("my ear itches", **changed)), known(None))

    assert not [it for it in effects if isinstance(it, Addressed | OpenTicket)]


def test_while_nothing_can_be_stored_nothing_is_passed_on() -> None:
    """Without a number there is no conversation; the patient is told to call."""
    effects = led_to(tapped(HandOver(), **preview("my ear itches")), known(None, number=0))

    assert told(effects, PATIENT)[-1].startswith(f"{OVER.impossible_now}\n\n{OVER.call}\n020 7946 0000")
    assert not told(effects, STAFF_ID)


def test_five_conversations_a_day_are_enough() -> None:
    """The sixth within a day is refused with the phone number, and the day after it is not."""
    memory = ChatMemory()

    def tries(preview_id: int, at: float = NOW) -> str:
        tap = tapped(HandOver(), **preview("my ear itches", message_id=preview_id))
        return told(led_to(tap, known(None, memory=memory, arrived=at)), PATIENT)[0]

    texts = [tries(number) for number in range(1, MOST_A_DAY + 2)]

    assert [text.startswith(OVER.going) for text in texts] == [True] * MOST_A_DAY + [False]
    assert texts[-1].startswith(OVER.too_often)
    assert tries(99, NOW + 86_400).startswith(OVER.going)


@pytest.mark.parametrize(("length", "starts"), [(MOST_ASKED, OVER.preview), (MOST_ASKED + 1, OVER.too_long)])
def test_too_many_words_are_refused_before_anything_is_shown(length: int, starts: str) -> None:
    """What would not fit beside everything that a patient must know is not cut, but refused."""
    original = shape("x" * length)
    effects = led_to(tapped(AskClinic(), reply_to_message=original), known(None))

    assert told(effects, PATIENT)[0].startswith(starts)


def test_only_a_patients_own_words_are_shown() -> None:
    """Under an answer to the bot's own message there are none."""
    effects = led_to(tapped(AskClinic(), reply_to_message=shape("Menu", **{"from": ROBOT})), known(None))

    assert told(effects, PATIENT)[0].startswith(OVER.type_it)


@pytest.mark.parametrize(("text", "shown"), [("/start cost", None), ("/unheard_of my ear", "my ear")])
def test_a_command_is_no_part_of_the_words(text: str, shown: str | None) -> None:
    """What opened a link is nobody's words; what stands behind a command is."""
    effects = led_to(tapped(AskClinic(), reply_to_message=shape(text)), known(None))
    [told_first] = told(effects, PATIENT)

    assert (f"{OVER.preview}\n\n{shown}" in told_first) is (shown is not None)


def test_the_request_to_type_holds_for_half_an_hour() -> None:
    """Later the next text is a question to the bot again."""
    memory = ChatMemory()
    led_to(tapped(WriteAnew()), known(None, memory=memory))
    late = NOW + TYPES_FOR / timedelta(seconds=1) + 1
    question = brings(shape("tell me about cost", date=int(late)))

    assert told(led_to(question, known(None, memory=memory, arrived=late)), PATIENT)[0].startswith("Title")
    assert told(led_to(question, known(None, memory=memory)), PATIENT)[0].startswith(OVER.preview)
    assert told(led_to(question, known(None, memory=memory)), PATIENT)[0].startswith("Title")


def test_sending_nothing_ends_the_request_to_type() -> None:
    """After "do not send" the next text is a question to the bot."""
    memory = ChatMemory()
    led_to(tapped(WriteAnew()), known(None, memory=memory))
    led_to(tapped(KeepToMyself()), known(None, memory=memory))
    question = brings(shape("tell me about cost"))

    assert told(led_to(question, known(None, memory=memory)), PATIENT)[0].startswith("Title")


def test_danger_typed_for_the_staff_gets_its_card_first() -> None:
    """A same-day sign is shown for sending after the card; with an emergency there is only the card."""
    memory = ChatMemory()
    led_to(tapped(WriteAnew()), known(None, memory=memory))
    emergency = told(led_to(brings(shape("i cant breathe")), known(None, memory=memory)), PATIENT)
    same_day = told(led_to(brings(shape("there is pus", message_id=2)), known(None, memory=memory)), PATIENT)

    assert [text.split("\n")[0] for text in emergency] == [EMERGENCY.card]
    assert [text.split("\n")[0] for text in same_day] == [SAME_DAY.card, OVER.preview]


def test_taps_under_a_forgotten_message_are_harmless() -> None:
    """After 2 days Telegram brings no words any more: asking asks for them, and consent is out of date."""
    asked, agreed = (led_to(tapped(it, text="", date=0), known(None)) for it in (AskClinic(), HandOver()))

    assert told(asked, PATIENT)[0].startswith(OVER.type_it)
    assert not [it for it in agreed if isinstance(it, Addressed | OpenTicket)]
