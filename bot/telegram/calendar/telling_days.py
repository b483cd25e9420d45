"""A patient tells the day of the procedure: asked for it, by the clinic's link, or beside something else."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from telegram.ext import filters

from bot.core.day_links import day_in
from bot.core.knowledge import Knowledge
from bot.core.model import Value
from bot.core.own_day import own_day_in, tells_only_a_day
from bot.core.procedure_day import EitherDay, NoDay, OneDay, day_said
from bot.core.safety.red_flags import Level
from bot.telegram.answers import Answers
from bot.telegram.audience import NEW, PATIENT, Command, by
from bot.telegram.buttons import AskDay, Choice
from bot.telegram.calendar.saying_days import SayingDays, judged
from bot.telegram.exchange import Exchange
from bot.telegram.features import Feature, Row, TapHandler
from bot.telegram.letters import Effect, Say
from bot.telegram.notices import Notice
from bot.telegram.private import PrivateChat
from bot.telegram.rendering import Renderer
from bot.telegram.wording import payload_in, question_in

LEFT_UNANSWERED: Final = frozenset({"unknown", "small-talk"})
"""Kinds of reply after which a text that held no day was no question either."""


class TellingDays(Feature):
    """Reads days, and offers them for a tap; nothing is kept here."""

    def __init__(self, knowledge: Knowledge, answers: Answers, renderer: Renderer, secret: bytes) -> None:
        """Take the secret with which the clinic's links are signed."""
        self._zone = knowledge.clinic.zone
        self._private = PrivateChat(answers, renderer)
        self._renderer = renderer
        self._words = renderer.phrases.calendar
        self._days = SayingDays(renderer)
        self._secret = secret

    def rows(self) -> tuple[Row, ...]:
        """Return the rows of the clinic's links, and of texts that tell a day."""
        start = by(PATIENT & NEW & Command("start"))
        text = by(PATIENT & NEW & filters.TEXT & ~filters.COMMAND)
        return (
            Row(lambda it: start(it) and self._day_linked(it), self._linked),
            Row(lambda it: text(it) and self._may_tell_a_day(it), self._typed),
        )

    def taps(self) -> Mapping[type[Value], TapHandler]:
        """Return what the button does by which a patient begins to tell the day."""
        return {AskDay: self._asked}

    def after_danger(self, it: Exchange) -> Iterator[Effect]:
        """Read the day that was asked for behind a card too: a short date may look like danger."""
        is_awaited, it.memory.day_asked = it.memory.awaits_day_at(it.at), None
        if is_awaited and it.flag and it.flag.level is not Level.EMERGENCY:
            said = day_said(question_in(it.message), self._today(it))
            if isinstance(said, OneDay | EitherDay):
                yield self._days.read(said)

    def _asked(self, it: Exchange, _: Choice) -> Iterator[Effect]:
        return self.ask(it)

    def ask(self, it: Exchange) -> Iterator[Effect]:
        """Ask for the day; the next text is read as one."""
        it.memory.day_asked = it.at
        yield self._days.say(self._words.ask_day)

    def _day_linked(self, it: Exchange) -> date | None:
        payload = payload_in(it.message)
        return day_in(self._secret, payload) if payload else None

    def _linked(self, it: Exchange) -> Iterator[Effect]:
        """Greet whoever comes by the clinic's link, and ask whether its day is right."""
        yield Say(message=self._renderer.notice(Notice.WELCOME))
        day = self._day_linked(it)
        if day is not None:
            yield self._days.read(judged(day, self._today(it)))

    def _may_tell_a_day(self, it: Exchange) -> bool:
        if it.ticket and it.ticket.is_open:
            return False
        return it.memory.awaits_day_at(it.at) or self._day_to_offer(it) is not None

    def _day_to_offer(self, it: Exchange) -> date | None:
        text = question_in(it.message)
        # Beside a question the day is offered once; whoever tells nothing but a day is always understood.
        if (it.kept.procedure or it.memory.day_offered) and not tells_only_a_day(text):
            return None
        day = own_day_in(text, self._today(it))
        return day if day and isinstance(judged(day, self._today(it)), OneDay) else None

    def _typed(self, it: Exchange) -> Iterator[Effect]:
        """Read the day that was asked for, or one told by the way; what was asked beside it is answered."""
        text, told_by_the_way = question_in(it.message), self._day_to_offer(it)
        is_awaited, it.memory.day_asked = it.memory.awaits_day_at(it.at), None
        said = day_said(text, self._today(it)) if is_awaited else NoDay()
        if isinstance(said, NoDay) and told_by_the_way:
            it.memory.day_offered = True
            reading = self._days.offered(self._words.offer_day, (told_by_the_way,))
        else:
            reading = self._days.read(said)
        if tells_only_a_day(text):
            yield reading
            return
        answer = [*self._private.question(it)]
        is_answered = any(map(self._says_something, answer))
        if is_answered:
            yield from answer
        else:
            # What was typed was the day, or meant as one: "I do not know" would be beside the point.
            it.memory.left_open = None
        if told_by_the_way or not is_answered or isinstance(said, OneDay | EitherDay):
            yield reading

    def _says_something(self, act: Effect) -> bool:
        """Whether an answer is more than "I do not know"; a medicine's name alone brings the prompt."""
        prompt = self._renderer.phrases.doctor_prompt
        return isinstance(act, Say) and (act.told not in LEFT_UNANSWERED or act.message.text.endswith(prompt))

    def _today(self, it: Exchange) -> date:
        return it.at.astimezone(self._zone).date()
