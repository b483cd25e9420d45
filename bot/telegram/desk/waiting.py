"""Waiting: the staff are reminded of a patient, and a silent conversation goes back to the bot."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from bot.core.clinic import Clinic
from bot.storage.changes import CloseTicket, DropReminders, SetReminder, Ticket
from bot.telegram.desk.for_patients import ForPatients
from bot.telegram.desk.for_staff import ForStaff
from bot.telegram.exchange import Situation
from bot.telegram.letters import Addressed, Effect, Say
from bot.telegram.reminders import Reminder

TIME_OUT: Final = "ticket"
NUDGE: Final = "nudge"
NAMES: Final = (TIME_OUT, NUDGE)
HOUR: Final = 3600.0
_PATIENT: Final = "patient"
_STAFF: Final = "staff"


class Waiting:
    """Sets the two reminders of a conversation anew with each word, and does what they are for."""

    def __init__(self, for_patients: ForPatients, for_staff: ForStaff, clinic: Clinic, hours: float) -> None:
        """Take the hours of silence after which a conversation is over."""
        self._for_patients = for_patients
        self._for_staff = for_staff
        self._clinic = clinic
        self._silence = hours * HOUR
        # A reminder and the last word are not dated by the same moment.
        self._slack = min(HOUR, self._silence / 4)

    def for_staff(self, patient: int, number: int, now: float) -> Iterator[Effect]:
        """Yield the reminders of a patient who waits for the staff."""
        due = now + self._silence
        yield SetReminder(chat_id=patient, name=TIME_OUT, due=due, content=f"{number} {_STAFF}")
        nudge = self._in_hours(now + self._silence / 2)
        if nudge is not None and nudge < due:
            yield SetReminder(chat_id=patient, name=NUDGE, due=nudge, content=f"{number} {_STAFF}")

    def for_patient(self, patient: int, number: int, now: float) -> Iterator[Effect]:
        """Yield the reminder of a conversation in which the staff have answered."""
        yield DropReminders(chat_id=patient, names=(NUDGE,))
        yield SetReminder(
            chat_id=patient, name=TIME_OUT, due=now + self._silence, content=f"{number} {_PATIENT}"
        )

    def over(self, ticket: Ticket) -> Iterator[Effect]:
        """Yield the end of a conversation and of its reminders."""
        yield CloseTicket(number=ticket.number)
        yield DropReminders(chat_id=ticket.patient, names=NAMES)

    def timed_out(self, reminder: Reminder, situation: Situation) -> Iterator[Effect]:
        """Give a conversation back to the bot, and tell both sides."""
        ticket, awaited = _meant(reminder, situation)
        if ticket is None:
            return
        if situation.arrived < ticket.touched + self._silence - self._slack:
            # Somebody wrote while this reminder was on its way; theirs may have come too early to replace it.
            due = ticket.touched + self._silence
            yield SetReminder(chat_id=ticket.patient, name=TIME_OUT, due=due, content=reminder.content)
            return
        yield from self.over(ticket)
        told = self._for_patients.nobody_answered() if awaited == _STAFF else self._for_patients.fell_silent()
        yield Addressed(chat_id=ticket.patient, act=Say(message=told), ticket=ticket.number)
        note = self._for_staff.timed_out if awaited == _STAFF else self._for_staff.fell_silent
        yield Addressed(chat_id=ticket.staff, act=Say(message=note(ticket.number)), ticket=ticket.number)

    def nudged(self, reminder: Reminder, situation: Situation) -> Iterator[Effect]:
        """Remind the staff of a patient who waits, while the clinic is open."""
        ticket, _ = _meant(reminder, situation)
        if ticket is None or situation.arrived < ticket.touched + self._silence / 2 - self._slack:
            return
        due = self._in_hours(situation.arrived)
        if due is not None and due > situation.arrived:
            yield SetReminder(chat_id=ticket.patient, name=NUDGE, due=due, content=reminder.content)
            return
        message = self._for_staff.waits(ticket.number)
        yield Addressed(chat_id=ticket.staff, act=Say(message=message), ticket=ticket.number)

    def _in_hours(self, moment: float) -> float | None:
        """Return the first time from a moment on at which the clinic is open; None when it never is."""
        at = datetime.fromtimestamp(moment, UTC)
        if self._clinic.is_open(at) is not False:
            return moment
        opens = self._clinic.opens_next(at)
        return opens.timestamp() if opens else None


def _meant(reminder: Reminder, situation: Situation) -> tuple[Ticket | None, str]:
    """Return the conversation of a reminder, if it is open still, and who was awaited in it."""
    number, _, awaited = reminder.content.partition(" ")
    ticket = situation.ticket
    is_meant = ticket is not None and ticket.is_open and str(ticket.number) == number
    return (ticket if is_meant else None), awaited
