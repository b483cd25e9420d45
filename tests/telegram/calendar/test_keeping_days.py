"""A patient's day is kept after a tap, used in answers, shown on a calendar, and forgotten at a word."""

from datetime import date, timedelta

import pytest

from bot.core.answering import Answerer
from bot.core.day_links import day_payload
from bot.core.model import MedicineGroup
from bot.core.replies import Answer
from bot.telegram.answers import Answers
from bot.telegram.buttons import AskDay, CheckIns, ForgetDay, SetDay
from bot.telegram.letters import Effect, Say, Show
from bot.telegram.memory import LOOKS_BACK, Kept
from bot.telegram.notices import Operation
from bot.telegram.pictures import TimelinePicture
from bot.telegram.rendering import Renderer
from tests.telegram.calendar_words import CALENDAR as WORDS
from tests.telegram.content import COST, EMERGENCY, HELLO, PHRASES, SAME_DAY
from tests.telegram.recovering import (
    KNOWLEDGE,
    SECRET,
    SWELLING,
    TODAY,
    TUESDAY,
    Chat,
    a_ticket,
    choices,
    messages,
)

MOST_IN_CAPTION = 1_024
OFFER = [SetDay(day=TUESDAY), ForgetDay()]


def texts(effects: list[Effect]) -> list[str]:
    """Return the first line of each message."""
    return [message.text.partition("\n")[0] for message in messages(effects)]


def chat_on_day(day: int) -> Chat:
    """Return a chat whose patient had the procedure so many days ago."""
    chat = Chat()
    chat.kept.procedure = TODAY - timedelta(days=day)
    return chat


# --- Telling the day ---


def test_the_day_is_asked_for_and_read_from_the_next_message() -> None:
    """/day asks; what is typed then is read as a day and offered for a tap; only the tap keeps it."""
    chat = Chat()

    assert texts(chat.says("/day")) == [WORDS.ask_day]
    offered = chat.says("last tuesday")
    assert (texts(offered), [*choices(offered)]) == ([WORDS.confirm_day], OFFER)
    assert chat.kept == Kept()
    assert texts(chat.taps(SetDay(day=TUESDAY))) == [f"{WORDS.kept_day} Tue 17 Nov 2026"]
    assert chat.kept == Kept(procedure=TUESDAY)


def test_the_day_can_stand_behind_the_command() -> None:
    """/day with words is read at once."""
    assert [*choices(Chat().says("/day last tuesday"))] == OFFER


def test_a_date_with_two_readings_offers_both() -> None:
    """Where the day and the month can be swapped, the patient chooses."""
    offered = Chat().says("/day 3/2")

    assert texts(offered) == [WORDS.confirm_either]
    assert [*choices(offered)] == [
        SetDay(day=date(2026, 2, 3)),
        SetDay(day=date(2026, 3, 2)),
        ForgetDay(),
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("tomorrow", WORDS.not_past),
        ("12 nov 2019", WORDS.too_long_ago),
        ("a nice day", WORDS.no_day),
    ],
)
def test_what_is_no_day_of_a_procedure_is_refused_by_a_sentence(said: str, told: str) -> None:
    """A day to come, one years ago and no day at all are each told apart."""
    assert texts(Chat().says(f"/day {said}")) == [told]


def test_a_question_is_answered_though_a_day_was_asked_for() -> None:
    """Whoever types a question instead of the day gets its answer, and is not asked again."""
    chat = Chat()
    chat.says("/day")

    assert texts(chat.says("tell me about cost")) == ["Title of cost"]
    assert chat.memory.day_asked is None


def test_gibberish_instead_of_the_day_is_told_to_be_none() -> None:
    """What is neither a day nor a question gets the sentence about days."""
    chat = Chat()
    chat.says("/day")

    assert texts(chat.says("qqqq")) == [WORDS.no_day]


def test_the_day_is_awaited_for_30_minutes() -> None:
    """Later, a bare date is an ordinary message again."""
    chat = Chat()
    chat.says("/day")
    chat.now += LOOKS_BACK + timedelta(seconds=1)

    assert PHRASES.unknown in messages(chat.says("12 nov"))[0].text


def test_danger_comes_before_the_day() -> None:
    """Words of danger get their card though a day was asked for."""
    chat = Chat()
    chat.says("/day")

    assert texts(chat.says("i cant breathe since last tuesday")) == [EMERGENCY.card]


def test_a_day_behind_a_warning_is_read() -> None:
    """Where the answer to the question for the day raises a card for today, the day is offered below it."""
    chat = Chat()
    chat.says("/day")
    effects = chat.says("pus since last tuesday")

    assert texts(effects) == [SAME_DAY.card, WORDS.confirm_day]


def test_a_day_beside_a_question_is_read_too() -> None:
    """Whoever answers the question for the day and asks something gets both."""
    chat = Chat()
    chat.says("/day")

    assert texts(chat.says("last tuesday. tell me about cost")) == ["Title of cost", WORDS.confirm_day]


def test_a_medicine_beside_a_day_keeps_its_prompt() -> None:
    """A medicine that the bot knows nothing of is still answered with the way to a doctor."""
    base = KNOWLEDGE.model_copy(
        update={"medicines": (MedicineGroup(topic="ointment", names=("zebramycin",)),)}
    )
    chat = Chat(base=base, answers=Answers(Answerer(base)))
    chat.says("/day")
    effects = chat.says("last tuesday zebramycin")

    assert PHRASES.doctor_prompt in messages(effects)[0].text
    assert texts(effects)[-1] == WORDS.confirm_day


def test_a_day_that_is_told_by_the_way_is_offered_once() -> None:
    """Beside a question the offer to keep the day follows the answer, the first time and not again."""
    chat, told = Chat(), "tell me about cost. i had it done last tuesday"

    assert texts(chat.says(told)) == ["Title of cost", WORDS.offer_day]
    assert texts(chat.says(told)) == ["Title of cost"]
    assert chat.kept == Kept()


@pytest.mark.parametrize("day", [None, 4])
def test_who_tells_nothing_but_a_day_is_understood(day: int | None) -> None:
    """A statement of the day alone gets the offer each time, also where another day is kept."""
    chat = Chat() if day is None else chat_on_day(day)

    for _ in range(2):
        offered = chat.says("i had it done last tuesday")
        assert (texts(offered), [*choices(offered)]) == ([WORDS.offer_day], OFFER)


def test_small_talk_offers_nothing() -> None:
    """What tells no day is answered as ever."""
    assert texts(Chat().says("hello")) == [HELLO.reply]


def test_no_day_is_offered_where_one_is_kept_or_a_person_listens() -> None:
    """Beside a question a kept day is not asked about, and a conversation with the clinic knows no offer."""
    told = "i had it done last tuesday"
    talking = Chat()
    talking.ticket = a_ticket()

    assert WORDS.offer_day not in texts(chat_on_day(4).says(f"tell me about cost. {told}"))
    assert WORDS.offer_day not in texts(talking.says(told))


# --- The clinic's link ---


def test_the_clinics_link_asks_whether_its_day_is_right() -> None:
    """A signed link greets, offers its day for a tap, and keeps nothing by itself."""
    chat = Chat()
    effects = chat.says(f"/start {day_payload(SECRET, TUESDAY)}")

    assert texts(effects) == [PHRASES.welcome, WORDS.confirm_day]
    assert OFFER[0] in choices(effects)
    assert chat.kept == Kept()


def test_a_link_that_was_not_signed_is_a_plain_start() -> None:
    """Nobody can make such a link without the bot's token."""
    forged = day_payload(b"another", TUESDAY)

    assert texts(Chat().says(f"/start {forged}")) == [PHRASES.welcome]


def test_a_link_for_a_day_to_come_says_so() -> None:
    """A card that was handed out before the procedure sets no day."""
    payload = day_payload(SECRET, TODAY + timedelta(days=1))

    assert texts(Chat().says(f"/start {payload}")) == [PHRASES.welcome, WORDS.not_past]


# --- The kept day ---


@pytest.mark.parametrize(("day", "told"), [(4, "On day 4"), (14, "On day 14"), (15, "Day 15 is past")])
def test_answers_tell_of_the_patients_day(day: int, told: str) -> None:
    """Typed, tapped or linked, a topic with a time course is told for the kept day."""
    chat = chat_on_day(day)

    assert told in messages(chat.says("tell me about swelling"))[0].text
    assert told in messages(chat.says("/start swelling"))[0].text


def test_the_day_begins_at_the_clinics_midnight() -> None:
    """At 23:30 UTC it is tomorrow in the clinic's zone."""
    chat = chat_on_day(14)
    chat.now = chat.now.replace(hour=23, minute=30)

    assert "Day 15 is past" in messages(chat.says("tell me about swelling"))[0].text


def test_the_kept_day_is_shown_changed_and_forgotten() -> None:
    """/day tells the kept day with the ways to change and forget it; forgotten, nothing of it is kept."""
    chat = chat_on_day(6)
    chat.kept.flagged = chat.now
    shown = chat.says("/day")

    assert [*choices(shown)] == [CheckIns(wanted="y"), AskDay(), ForgetDay()]
    assert f"{WORDS.today_is_day} 6." in messages(shown)[0].text
    assert texts(chat.taps(AskDay())) == [WORDS.ask_day]
    assert texts(chat.taps(ForgetDay())) == [WORDS.day_forgotten]
    assert chat.kept == Kept()


@pytest.mark.parametrize("days", [-1, 1_097])
def test_a_button_with_an_impossible_day_is_out_of_date(days: int) -> None:
    """A forged button keeps no day to come, and none of long ago."""
    chat = Chat()
    chat.taps(SetDay(day=TODAY - timedelta(days=days)))

    assert chat.kept == Kept()


def test_an_answer_that_would_say_more_asks_for_the_day() -> None:
    """Under an answer with a time course stands the button to tell the day, while none is known."""
    renderer = Renderer(KNOWLEDGE, Operation(keeps_days=True))
    reply = Answer(topics=(SWELLING,))

    assert AskDay() in choices([Say(message=renderer.reply(reply))])
    assert AskDay() not in choices([Say(message=renderer.reply(reply.model_copy(update={"day": 4})))])
    assert AskDay() not in choices([Say(message=renderer.reply(Answer(topics=(COST,))))])
    assert AskDay() not in choices([Say(message=Renderer(KNOWLEDGE).reply(reply))])


# --- The calendar ---


def test_the_calendar_shows_the_kept_day() -> None:
    """/timeline sends a picture of the patient's own calendar, and the same in words."""
    [shown] = chat_on_day(6).says("/timeline")

    assert isinstance(shown, Show)
    assert shown.picture == TimelinePicture(procedure=TUESDAY, today=TODAY)
    assert "Today: day 6, 23 Nov 2026" in shown.message.text


def test_without_a_day_the_calendar_is_everybodys() -> None:
    """Without a kept day nothing is marked, and the day can be told by a button."""
    [shown] = Chat().says("/timeline")

    assert isinstance(shown, Show)
    assert shown.picture == TimelinePicture(today=TODAY)
    assert "Today" not in shown.message.text
    assert [*choices([shown])] == [AskDay()]
