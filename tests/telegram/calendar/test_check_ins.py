"""Check-ins come on the days of the calendar to whoever asked for them, once, and never at a bad moment."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.storage.changes import DropReminders, SetReminder
from bot.telegram.buttons import CheckIns, ForgetDay, SetDay, ShowTopic
from bot.telegram.letters import Addressed, Effect, Say
from bot.telegram.memory import CHECK_IN, Kept
from tests.telegram.calendar_words import CALENDAR as WORDS
from tests.telegram.content import PHRASES
from tests.telegram.received import ANNA
from tests.telegram.recovering import DAYS, TODAY, TUESDAY, ZONE, Chat, a_ticket, choices, messages

HERE = ZoneInfo(ZONE)
DROPPED = DropReminders(chat_id=ANNA["id"], names=(CHECK_IN,))


def wanting(day: int, **kept: object) -> Chat:
    """Return a chat on a day after the procedure, at 10:00, whose patient asked for check-ins."""
    chat = Chat(datetime.combine(TODAY, datetime.min.time(), HERE).replace(hour=10).astimezone(UTC))
    chat.kept = Kept(procedure=TODAY - timedelta(days=day), check_ins=True, **kept)
    return chat


def set_for(effects: list[Effect]) -> list[datetime]:
    """Return when reminders are set for, in the clinic's zone."""
    return [datetime.fromtimestamp(it.due, HERE) for it in effects if isinstance(it, SetReminder)]


def at_ten(day: date) -> datetime:
    """Return ten o'clock in the clinic's zone."""
    return datetime.combine(day, datetime.min.time(), HERE).replace(hour=10)


def written(effects: list[Effect]) -> list[str]:
    """Return the titles of the check-ins that are written."""
    return [message.text.partition("\n")[0] for message in messages(effects)]


# --- Asking for them ---


def test_check_ins_begin_with_a_tap() -> None:
    """The tap sets the reminder of the next day on the calendar, and tells when that is and how to end it."""
    chat = Chat()
    chat.kept.procedure = TUESDAY
    effects = chat.taps(CheckIns(wanted="y"))

    assert set_for(effects) == [at_ten(TUESDAY + timedelta(days=14))]
    assert chat.kept.check_ins
    assert f"{WORDS.next_check_in} Tue 1 Dec 2026" in messages(effects)[0].text
    assert [*choices(effects)] == [CheckIns(wanted="n")]


def test_without_a_day_there_are_no_check_ins() -> None:
    """A button from before the day was forgotten sets nothing."""
    chat = Chat()

    assert not set_for(chat.taps(CheckIns(wanted="y")))
    assert chat.kept == Kept()


def test_days_that_have_come_before_are_not_written_about() -> None:
    """Whoever asks on day 40 hears first on day 90."""
    chat = Chat()
    chat.kept.procedure = TODAY - timedelta(days=40)

    assert set_for(chat.taps(CheckIns(wanted="y"))) == [at_ten(chat.kept.procedure + timedelta(days=90))]


def test_after_the_last_day_there_is_nothing_to_begin() -> None:
    """Where all days are over, that is said, and nothing is set."""
    chat = Chat()
    chat.kept.procedure = TODAY - timedelta(days=400)
    effects = chat.taps(CheckIns(wanted="y"))

    assert written(effects) == [WORDS.no_check_in_left]
    assert not set_for(effects)
    assert not chat.kept.check_ins


def test_another_day_moves_the_check_ins() -> None:
    """When the day of the procedure is corrected, the next check-in follows it."""
    chat = wanting(6, checked_in=-1)
    effects = chat.taps(SetDay(day=TODAY - timedelta(days=3)))

    assert set_for(effects) == [at_ten(TODAY + timedelta(days=11))]


@pytest.mark.parametrize("ending", ["/stop", "button", "block", "forget the day"])
def test_check_ins_end_at_once(ending: str) -> None:
    """/stop, the button, a block and forgetting the day each drop the reminder."""
    chat = wanting(6)
    match ending:
        case "/stop":
            effects = chat.says("/stop")
        case "button":
            effects = chat.taps(CheckIns(wanted="n"))
        case "block":
            effects = chat.changes_membership("kicked")
        case _:
            effects = chat.taps(ForgetDay())

    assert DROPPED in effects
    assert not chat.kept.check_ins
    assert not chat.reminded()


def test_stop_tells_how_to_begin_again() -> None:
    """/stop is answered also where there was nothing to end."""
    assert written(Chat().says("/stop")) == [WORDS.check_ins_off]


# --- When one is due ---


def test_a_check_in_tells_the_day_and_ends_with_the_prompt() -> None:
    """It comes as a letter nobody asked for at that moment, with topics, a way to end it, and the closing."""
    chat = wanting(14, checked_in=-1)
    effects = chat.reminded()
    [letter] = [it for it in effects if isinstance(it, Addressed)]
    [message] = messages(effects)

    assert (letter.chat_id, letter.bulk) == (ANNA["id"], True)
    assert message.text.startswith("Title of two-weeks\nToday is day 14.\n\nCheck-in of two-weeks.")
    assert message.text.endswith(f"{PHRASES.urgent_line}\n\n{PHRASES.doctor_prompt}")
    assert [*choices(effects)] == [
        ShowTopic(topic_id="swelling"),
        ShowTopic(topic_id="nerve"),
        CheckIns(wanted="n"),
    ]
    assert set_for(effects) == [at_ten(TODAY + timedelta(days=16))]


def test_a_check_in_that_cannot_be_delivered_by_the_evening_is_let_go() -> None:
    """It would tell a day that is over, and ring at night."""
    [letter] = [it for it in wanting(14, checked_in=-1).reminded() if isinstance(it, Addressed)]

    assert isinstance(letter.act, Say)
    assert letter.act.until == at_ten(TODAY).replace(hour=21).timestamp()


def test_a_late_check_in_tells_the_day_of_today() -> None:
    """Two days late, it says so and names the right day."""
    [message] = messages(wanting(16, checked_in=-1).reminded())

    assert message.text.startswith(f"Title of two-weeks\n{WORDS.late_check_in}\nToday is day 16.")


def test_of_several_that_have_come_only_the_latest_is_written() -> None:
    """After a long absence nobody gets three messages at once."""
    chat = wanting(95, checked_in=-1)
    effects = chat.reminded()

    assert written(effects) == ["Title of three-months"]
    assert set_for(effects) == [at_ten(TODAY + timedelta(days=365 - 95))]


def test_no_day_is_written_about_twice() -> None:
    """A reminder that comes again, whatever the clock did, writes nothing and sets the next."""
    chat = wanting(14, checked_in=14)
    effects = chat.reminded()

    assert not messages(effects)
    assert set_for(effects) == [at_ten(TODAY + timedelta(days=16))]


def test_beginning_again_does_not_repeat_a_day() -> None:
    """Ended and begun again after the clock was set back, the same day is not written about again."""
    chat = wanting(14, checked_in=-1)
    chat.reminded()
    chat.says("/stop")
    chat.passes(hours=-2)

    assert set_for(chat.taps(CheckIns(wanted="y"))) == [at_ten(TODAY + timedelta(days=16))]


def test_one_that_comes_too_early_is_set_again() -> None:
    """When the clock was set back a day in between, the day is waited for."""
    assert set_for(wanting(13, checked_in=-1).reminded()) == [at_ten(TODAY + timedelta(days=1))]


@pytest.mark.parametrize(("hour", "later"), [(22, 1), (3, 0), (8, 0)])
def test_at_night_it_waits_for_the_morning(hour: int, later: int) -> None:
    """Between nine in the evening and nine in the morning nothing is written; at ten it is."""
    chat = wanting(14, checked_in=-1)
    chat.now = at_ten(TODAY).replace(hour=hour)
    effects = chat.reminded()

    assert not messages(effects)
    assert set_for(effects) == [at_ten(TODAY + timedelta(days=later))]


def test_an_open_conversation_puts_it_off() -> None:
    """Who talks with the clinic is written to when that is over: it is looked again the next day."""
    chat = wanting(14, checked_in=-1)
    chat.ticket = a_ticket()
    effects = chat.reminded()

    assert not messages(effects)
    assert set_for(effects) == [at_ten(TODAY + timedelta(days=1))]


@pytest.mark.parametrize(("days", "is_written"), [(1, False), (7, False), (8, True)])
def test_after_danger_it_is_left_out(days: int, *, is_written: bool) -> None:
    """Within 7 days after a red flag the check-in is skipped, and the next one set."""
    chat = wanting(14, checked_in=-1)
    chat.passes(days=-days)
    chat.says("i cant breathe")
    chat.passes(days=days)
    effects = chat.reminded()

    assert bool(messages(effects)) is is_written
    assert set_for(effects) == [at_ten(TODAY + timedelta(days=16))]


def test_danger_is_noted_only_where_a_day_is_kept() -> None:
    """Of a patient who keeps no day, nothing outlives the memory."""
    chat = Chat()
    chat.says("i cant breathe")

    assert chat.kept.written() is None


def test_after_the_last_one_nothing_is_set() -> None:
    """The last check-in ends them."""
    chat = wanting(DAYS["one-year"], checked_in=90)
    effects = chat.reminded()

    assert written(effects) == ["Title of one-year"]
    assert DROPPED in effects
    assert not chat.kept.check_ins
