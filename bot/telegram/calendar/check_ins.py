"""Check-ins: messages that a patient asked for, on the few days that the article names, never at night."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.core.knowledge import Knowledge
from bot.core.model import Value
from bot.core.recovery import WRITES_AT, Milestone, after_the_night, is_night, next_night
from bot.storage.changes import DropReminders, SetReminder
from bot.telegram.audience import NEW, PATIENT, Command, by
from bot.telegram.buttons import CheckIns, Choice, ShowTopic, encode
from bot.telegram.calendar.ahead import Ahead
from bot.telegram.calendar.dates import dated
from bot.telegram.exchange import Exchange, Situation
from bot.telegram.features import Feature, ReminderHandler, Row, TapHandler
from bot.telegram.letters import Addressed, Effect, Say
from bot.telegram.memory import CHECK_IN, Kept
from bot.telegram.messages import Button, Line, Message, Paragraph, Tap
from bot.telegram.reminders import Reminder
from bot.telegram.rendering import Renderer

QUIET_AFTER_DANGER: Final = timedelta(days=7)
"""How long after a red flag no check-in is written: whoever is ill is not asked how the lift looks."""


class CheckingIn(Feature):
    """Writes to patients who asked for it.

    A chat has one reminder, for its next check-in. Everything else is decided when that arrives, so a late
    one knows what has become of the chat. What was written is noted with the letter, or not at all: whatever
    the clock does, no day is written about twice.
    """

    def __init__(
        self, knowledge: Knowledge, renderer: Renderer, *, clock: Callable[[], float] = time.time
    ) -> None:
        """Take the clock, in seconds since the epoch: a reminder may have waited long since it arrived."""
        self._knowledge = knowledge
        self._zone = knowledge.clinic.zone
        self._ahead = Ahead(knowledge.calendar, self._zone)
        self._renderer = renderer
        self._words = renderer.phrases.calendar
        self._clock = clock

    def rows(self) -> tuple[Row, ...]:
        """Return the row of /stop."""
        return (Row(by(PATIENT & NEW & Command("stop")), self._stopped),)

    def taps(self) -> Mapping[type[Value], TapHandler]:
        """Return what the buttons under check-ins do."""
        return {CheckIns: self._chosen}

    def reminders(self) -> Mapping[str, ReminderHandler]:
        """Return what a due check-in leads to."""
        return {CHECK_IN: self._due}

    def after_danger(self, it: Exchange) -> Iterator[Effect]:
        """Note when a red flag was raised, where check-ins might come."""
        if it.kept.procedure:
            it.kept.flagged = it.at
        yield from ()

    def begin(self, it: Exchange, now: datetime) -> Iterator[Effect]:
        """Write from here on; what the calendar names up to now needs no message any more."""
        if not self.is_any_left(it.kept, now):
            yield from self.end(it)
            return
        it.kept.check_ins = True
        it.kept.checked_in = self._ahead.last_over(it.kept, now)
        yield from self._next(it.kept, _chat_id(it))

    def end(self, it: Exchange) -> Iterator[Effect]:
        """Write no more."""
        it.kept.check_ins = False
        yield DropReminders(chat_id=_chat_id(it), names=(CHECK_IN,))

    def is_any_left(self, kept: Kept, now: datetime) -> bool:
        """Whether there is a day to come on which to write."""
        return self._ahead.next(kept, after=now) is not None

    def buttons(self, kept: Kept, now: datetime) -> Iterator[Button]:
        """Yield the button that allows check-ins, or ends them."""
        if kept.check_ins:
            yield _button(self._words.end_check_ins, CheckIns(wanted="n"))
        elif self.is_any_left(kept, now):
            yield _button(self._words.begin_check_ins, CheckIns(wanted="y"))

    def _chosen(self, it: Exchange, choice: Choice) -> Iterator[Effect] | None:
        if not isinstance(choice, CheckIns) or (choice.wanted == "y" and it.kept.procedure is None):
            return None
        return self._begun(it) if choice.wanted == "y" else self._stopped(it)

    def _begun(self, it: Exchange) -> Iterator[Effect]:
        yield from self.begin(it, it.at)
        upcoming = self._ahead.next(it.kept) if it.kept.check_ins else None
        if upcoming is None:
            yield Say(message=self._renderer.said([Paragraph.of(self._words.no_check_in_left)]))
            return
        when = dated(upcoming.due.astimezone(self._zone).date(), self._renderer.phrases)
        told = Paragraph.of(self._words.check_ins_on, f"{self._words.next_check_in} {when}")
        yield Say(message=self._renderer.said([told], self.buttons(it.kept, it.at)))

    def _stopped(self, it: Exchange) -> Iterator[Effect]:
        yield from self.end(it)
        yield Say(message=self._renderer.said([Paragraph.of(self._words.check_ins_off)]))

    def _due(self, reminder: Reminder, situation: Situation) -> Iterator[Effect]:
        kept, now = situation.kept, datetime.fromtimestamp(self._clock(), UTC)
        if not kept.check_ins:
            return
        milestone = self._ahead.come(kept, now)
        if milestone and (later := self._put_off(situation, now)):
            yield _reminder(reminder.chat_id, later)
            return
        if milestone:
            kept.checked_in = milestone.day
            if kept.flagged is None or now - kept.flagged > QUIET_AFTER_DANGER:
                message = self._message(milestone, kept.day_at(now, self._zone) or milestone.day)
                # What cannot be delivered by the evening tells a day that is over, and would ring at night.
                act = Say(message=message, until=next_night(now, self._zone).timestamp())
                yield Addressed(chat_id=reminder.chat_id, act=act, bulk=True)
        yield from self._next(kept, reminder.chat_id)

    def _put_off(self, situation: Situation, now: datetime) -> datetime | None:
        """Return when to look again: people who talk with the clinic, or sleep, are left alone."""
        if situation.ticket and situation.ticket.is_open:
            return self._morning_of(now.astimezone(self._zone).date() + timedelta(days=1))
        if is_night(now, self._zone):
            return self._morning_of(after_the_night(now, self._zone).astimezone(self._zone).date())
        return None

    def _next(self, kept: Kept, chat_id: int) -> Iterator[Effect]:
        upcoming = self._ahead.next(kept)
        if upcoming is None:
            kept.check_ins = False
            yield DropReminders(chat_id=chat_id, names=(CHECK_IN,))
        else:
            yield _reminder(chat_id, upcoming.due)

    def _morning_of(self, day: date) -> datetime:
        return datetime.combine(day, WRITES_AT, self._zone)

    def _message(self, milestone: Milestone, day: int) -> Message:
        words = self._words
        late = (words.late_check_in,) if day > milestone.day else ()
        told = [
            Paragraph.of(Line(text=milestone.title, bold=True), *late, f"{words.today_is_day} {day}."),
            Paragraph.of(milestone.check_in),
        ]
        topics = (self._knowledge.topic(topic_id) for topic_id in milestone.topics)
        buttons = [_button(topic.title, ShowTopic(topic_id=topic.id)) for topic in topics if topic]
        stop = _button(words.end_check_ins, CheckIns(wanted="n"))
        return self._renderer.said(told, [*buttons, stop], is_clinical=True)


def _reminder(chat_id: int, due: datetime) -> SetReminder:
    return SetReminder(chat_id=chat_id, name=CHECK_IN, due=due.timestamp())


def _chat_id(it: Exchange) -> int:
    chat = it.update.effective_chat
    if chat is None:
        raise LookupError("an update without a chat was routed to a patient's calendar")
    return chat.id


def _button(label: str, choice: Choice) -> Tap:
    return Tap(label=label, data=encode(choice))
