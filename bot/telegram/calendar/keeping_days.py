"""A patient's own calendar: the day of the procedure, kept after a tap, and the picture of what is when."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.core.knowledge import Knowledge
from bot.core.model import Value
from bot.core.procedure_day import OneDay, day_said
from bot.pictures.timeline import told
from bot.telegram.audience import NEW, PATIENT, Command, by
from bot.telegram.buttons import AskDay, Choice, ForgetDay, SetDay, encode
from bot.telegram.calendar.check_ins import CheckingIn
from bot.telegram.calendar.dates import dated
from bot.telegram.calendar.saying_days import SayingDays, judged
from bot.telegram.calendar.telling_days import TellingDays
from bot.telegram.exchange import Exchange
from bot.telegram.features import Feature, Row, TapHandler
from bot.telegram.letters import Effect, Say, Show
from bot.telegram.messages import Line, Paragraph, Tap
from bot.telegram.painting import strip_of
from bot.telegram.pictures import TimelinePicture
from bot.telegram.rendering import Renderer
from bot.telegram.wording import question_in


class KeepingDays(Feature):
    """Knows on which day after the procedure a patient asks, if the patient wishes so."""

    def __init__(
        self,
        knowledge: Knowledge,
        renderer: Renderer,
        check_ins: CheckingIn,
        telling: TellingDays,
    ) -> None:
        self._knowledge = knowledge
        self._zone = knowledge.clinic.zone
        self._renderer = renderer
        self._words = renderer.phrases.calendar
        self._check_ins = check_ins
        self._days = SayingDays(renderer)
        self._telling = telling

    def rows(self) -> tuple[Row, ...]:
        """Return the rows of the commands."""
        return (
            Row(by(PATIENT & NEW & Command("day")), self._day),
            Row(by(PATIENT & NEW & Command("timeline")), self._timeline),
        )

    def taps(self) -> Mapping[type[Value], TapHandler]:
        """Return what the buttons of the calendar do."""
        return {SetDay: self._set, ForgetDay: self._forgotten}

    def _day(self, it: Exchange) -> Iterator[Effect]:
        """Read the day behind the command; without one show the kept day, or ask for it."""
        if said := question_in(it.message):
            it.memory.day_asked = None
            yield self._days.read(day_said(said, self._today(it)))
        elif it.kept.procedure:
            yield self._shown(it)
        else:
            yield from self._telling.ask(it)

    def _set(self, it: Exchange, choice: Choice) -> Iterator[Effect] | None:
        if isinstance(choice, SetDay) and isinstance(judged(choice.day, self._today(it)), OneDay):
            return self._kept(it, choice.day)
        return None

    def _kept(self, it: Exchange, day: date) -> Iterator[Effect]:
        if day != it.kept.procedure:
            it.kept.procedure, it.kept.checked_in = day, None
            if it.kept.check_ins:
                yield from self._check_ins.begin(it, it.at)
        yield self._shown(it)

    def _shown(self, it: Exchange) -> Effect:
        """Return what is kept, what it is for, and how to change that."""
        words, day = self._words, it.kept.procedure
        kept = f"{words.kept_day} {dated(day, self._renderer.phrases)}" if day else words.day_forgotten
        body = [
            Paragraph.of(Line(text=kept, bold=True), *self._day_told(it)),
            Paragraph.of(words.day_use, words.show_timeline),
        ]
        if self._check_ins.is_any_left(it.kept, it.at):
            body.append(Paragraph.of(words.check_ins_on if it.kept.check_ins else words.offer_check_ins))
        change = (_button(words.change_day, AskDay()), _button(words.forget_day, ForgetDay()))
        buttons = [*self._check_ins.buttons(it.kept, it.at), change]
        return Say(message=self._renderer.said(body, buttons))

    def _day_told(self, it: Exchange) -> Iterator[str]:
        day = it.kept.day_at(it.at, self._zone)
        if day is not None:
            yield f"{self._words.today_is_day} {day}."

    def _forgotten(self, it: Exchange, _: Choice) -> Iterator[Effect]:
        it.kept.procedure = it.kept.flagged = it.kept.checked_in = it.memory.day_asked = None
        yield from self._check_ins.end(it)
        yield self._days.say(self._words.day_forgotten)

    def _timeline(self, it: Exchange) -> Iterator[Effect]:
        """Show the calendar with the patient's day on it; without one, the calendar of the article."""
        procedure, today = it.kept.procedure, self._today(it)
        is_known = procedure is not None and procedure <= today
        picture = TimelinePicture(procedure=procedure if is_known else None, today=today)
        body = [] if is_known else [Paragraph.of(self._words.general)]
        offer = [] if is_known else [_button(self._words.tell_day, AskDay())]
        body.append(Paragraph.of(told(strip_of(self._knowledge, picture))))
        yield Show(picture=picture, message=self._renderer.said(body, offer, is_clinical=True))

    def _today(self, it: Exchange) -> date:
        return it.at.astimezone(self._zone).date()


def _button(label: str, choice: Choice) -> Tap:
    return Tap(label=label, data=encode(choice))
