"""Waiting: nobody is forgotten, and no conversation keeps the bot silent for ever."""

from typing import Final

import pytest

from bot.core.clinic import Clinic, OpeningHours
from bot.playground.patients import Patient
from bot.storage.changes import CloseTicket, DropReminders, SetReminder, Ticket
from bot.telegram.buttons import HandOver
from bot.telegram.desk.waiting import HOUR, NUDGE, TIME_OUT
from bot.telegram.letters import Effect
from tests.telegram.desk.clinic import BETWEEN, NAMED, STAFF, working
from tests.telegram.desk.decided import (
    NOW,
    NUMBER,
    PATIENT,
    STAFF_ID,
    TICKET,
    brings,
    in_thread,
    known,
    led_to,
    reminded,
    routing,
    tapped,
    told,
)
from tests.telegram.desk.test_handing_over import preview
from tests.telegram.received import shape
from tests.telegram.stage import Stage

LATER: Final = NOW + 48 * HOUR
# The day of NOW is a Friday, and it is 8 o'clock in the morning.
WEEKDAYS: Final = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), ("09:00-17:00",))
OFFICE: Final = NAMED.model_copy(update={"opening_hours": OpeningHours.model_validate(WEEKDAYS)})
CLOSED_FOR_WEEKS: Final = NAMED.model_copy(
    update={
        "opening_hours": OpeningHours.model_validate(
            {"friday": ("08:00-08:30",), "closed_on": ("2027-01-22", "2027-01-29")}
        )
    }
)


def set_by(effects: tuple[Effect, ...]) -> dict[str, tuple[float, str]]:
    """Return the reminders that are set, by name: when, and what for."""
    return {it.name: (it.due, it.content) for it in effects if isinstance(it, SetReminder)}


def touched(at: float) -> Ticket:
    """Return the conversation, in which somebody wrote last at that time."""
    return TICKET.model_copy(update={"touched": at})


def test_consent_sets_both_reminders() -> None:
    """The staff are reminded after half of the time, and after all of it nobody waits any more."""
    effects = led_to(tapped(HandOver(), **preview("my ear itches")), known(None))

    assert set_by(effects) == {
        TIME_OUT: (LATER, f"{NUMBER} staff"),
        NUDGE: (NOW + 24 * HOUR, f"{NUMBER} staff"),
    }


def test_each_word_of_the_patient_sets_them_anew() -> None:
    """The time runs from the patient's last word."""
    effects = led_to(brings(shape("are you there")), known(arrived=NOW + HOUR))

    assert set_by(effects)[TIME_OUT] == (LATER + HOUR, f"{NUMBER} staff")


def test_an_answer_ends_the_waiting() -> None:
    """Nobody is reminded of what was answered; the silence after it ends the conversation as well."""
    effects = led_to(brings(in_thread("About 900.")), known())

    assert set_by(effects) == {TIME_OUT: (LATER, f"{NUMBER} patient")}
    assert DropReminders(chat_id=PATIENT, names=(NUDGE,)) in effects


@pytest.mark.parametrize(
    ("awaited", "patient_reads", "staff_read"),
    [
        ("staff", BETWEEN.nobody_answered, STAFF.timed_out),
        ("patient", BETWEEN.fell_silent, STAFF.fell_silent),
    ],
)
def test_a_silent_conversation_goes_back_to_the_bot(
    awaited: str, patient_reads: str, staff_read: str
) -> None:
    """Both sides are told, each as it is, and whom to call if nobody has answered."""
    effects = reminded(TIME_OUT, f"{NUMBER} {awaited}", known(arrived=LATER))
    [to_patient], [to_staff] = told(effects, PATIENT), told(effects, STAFF_ID)

    assert CloseTicket(number=NUMBER) in effects
    assert DropReminders(chat_id=PATIENT, names=(TIME_OUT, NUDGE)) in effects
    assert to_patient.startswith(patient_reads)
    assert ("020 7946 0000" in to_patient) is (awaited == "staff")
    assert staff_read in to_staff


@pytest.mark.parametrize(
    "ticket",
    [None, TICKET.model_copy(update={"is_open": False}), TICKET.model_copy(update={"number": 5})],
    ids=str,
)
@pytest.mark.parametrize("name", [TIME_OUT, NUDGE])
def test_a_reminder_of_a_conversation_that_is_over_does_nothing(ticket: Ticket | None, name: str) -> None:
    """Closed, erased, or another one by now."""
    assert not reminded(name, f"{NUMBER} staff", known(ticket, arrived=LATER))


@pytest.mark.parametrize("hours", [1, 48])
def test_a_word_that_crosses_the_time_out_wins(hours: int) -> None:
    """Somebody wrote while the reminder was on its way: it is set anew instead, also in a short time."""
    later = NOW + hours * HOUR
    at = later - HOUR * hours / 2
    beside = known(touched(at), arrived=later)
    effects = reminded(TIME_OUT, f"{NUMBER} staff", beside, routing(hours=hours))

    assert set_by(effects) == {TIME_OUT: (at + hours * HOUR, f"{NUMBER} staff")}
    assert CloseTicket(number=NUMBER) not in effects


def test_the_staff_are_reminded_of_who_waits() -> None:
    """In the conversation, and the patient hears nothing of it."""
    effects = reminded(NUDGE, f"{NUMBER} staff", known(arrived=NOW + 24 * HOUR))

    assert STAFF.waits in told(effects, STAFF_ID)[0]
    assert not told(effects, PATIENT)
    assert not reminded(NUDGE, f"{NUMBER} staff", known(touched(LATER), arrived=LATER))


def test_the_staff_are_reminded_in_their_hours_only() -> None:
    """At night the reminder waits for the morning; if that is too late, there is none."""
    office, closed = routing(OFFICE), routing(CLOSED_FOR_WEEKS)
    night = NOW + 4 * 24 * HOUR - 4 * HOUR
    set_at_night = reminded(NUDGE, f"{NUMBER} staff", known(arrived=night), office)

    assert set_by(set_at_night)[NUDGE][0] > night
    assert not told(set_at_night, STAFF_ID)
    assert NUDGE not in set_by(led_to(brings(shape("hello there")), known(), closed))
    assert NUDGE in set_by(led_to(brings(shape("hello there")), known(), routing(hours=200)))


def test_other_hours_can_be_set() -> None:
    """The clinic decides how long is long."""
    effects = led_to(brings(shape("are you there")), known(), routing(hours=10))

    assert set_by(effects)[TIME_OUT][0] == NOW + 10 * HOUR


async def test_nobody_answers_over_http(telegram: Stage, anna: Patient) -> None:
    """A day of the clock passes; the staff are reminded, then both sides are told, and the bot answers."""
    now = NOW

    async with working(telegram, clock=lambda: now) as ward:
        await ward.asked_by(anna, "tell me about cost")
        now += 24 * HOUR + 1
        reminder = await ward.group.hears()
        now += 24 * HOUR
        ended, word = await anna.hears(), await ward.group.hears()
        anna.says("tell me about swelling")

        assert STAFF.waits in reminder.text
        assert ended.text.startswith(BETWEEN.nobody_answered)
        assert STAFF.timed_out in word.text
        assert "Title of swelling" in (await anna.hears()).text


async def test_a_patient_who_blocks_the_bot_leaves_no_conversation_open(
    telegram: Stage, anna: Patient
) -> None:
    """The staff's answer fails, the silence ends it, and whoever comes back speaks with the bot again."""
    now = NOW
    async with working(telegram, clock=lambda: now) as ward:
        question = await ward.asked_by(anna, "tell me about cost")
        anna.blocks()
        ward.nora.replies(question, "About 900.")
        failed = await ward.group.hears()
        now += 48 * HOUR + 1
        ended = await ward.group.hears()
        anna.unblocks()
        anna.says("tell me about swelling")

        assert failed.text.startswith(STAFF.shut)
        assert STAFF.fell_silent in ended.text
        assert "Title of swelling" in (await anna.hears()).text


def test_a_clinic_without_hours_is_reminded_at_any_time() -> None:
    """Nobody knows when it is open."""
    assert Clinic().opening_hours is None
    assert set_by(led_to(brings(shape("hello there")), known()))[NUDGE][0] == NOW + 24 * HOUR
