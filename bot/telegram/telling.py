"""Telling one topic: title, answer, the clinic's own words, what to watch for, and the reference."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from bot.core.knowledge import Phrases
from bot.core.model import ReviewState, SafetyNet, Topic
from bot.core.own_words import OverlaidTopic, OwnWords, Part
from bot.telegram.messages import Line, Paragraph

_NET: Final = frozenset(SafetyNet.model_fields)
_LATER: Final = _NET - {"uncertain"}


class Telling:
    """Lays topics out as paragraphs, as fresh as their review lets them be on the day."""

    def __init__(self, phrases: Phrases, today: Callable[[], date]) -> None:
        self._phrases = phrases
        self._today = today

    def told(self, topic: Topic, of_day: str | None = None) -> Iterator[Paragraph]:
        """Yield the paragraphs of a topic, its reference in the last line; `of_day` follows the answer."""
        if self.is_withdrawn(topic):
            yield Paragraph.of(_title(topic), self._phrases.clinic_words.being_reviewed)
            return
        *before, last = self._texts(topic, of_day)
        yield from before
        reference = Line(text=f"{self._phrases.clinic_words.reference} {topic.reference}")
        yield Paragraph(lines=(*last.lines, reference))

    def watched_for(self, topic: Topic) -> Iterator[Paragraph]:
        """Yield what to watch for alone, unless nobody may be told it."""
        if topic.safety_net and not self.is_withdrawn(topic):
            yield from self._advice(topic.safety_net, _own(topic))

    def check_due(self, topics: Iterable[Topic]) -> Iterator[Paragraph]:
        """Yield the line under texts that are shown although their check is long overdue."""
        told = [topic for topic in topics if not self.is_withdrawn(topic)]
        if any(topic.review.state_on(self._today()) is ReviewState.OVERDUE for topic in told):
            yield Paragraph.of(self._phrases.clinic_words.check_due)

    def is_withdrawn(self, topic: Topic) -> bool:
        """Whether a phrase stands in for the text today."""
        return topic.is_withdrawn_on(self._today())

    def _texts(self, topic: Topic, of_day: str | None) -> Iterator[Paragraph]:
        own = _own(topic)
        if own and own.details:
            yield Paragraph.of(_title(topic), *own.details)
            yield Paragraph.of(topic.answer)
        else:
            yield Paragraph.of(_title(topic), *_says(own, "answer"), topic.answer)
        if of_day:
            yield Paragraph.of(of_day)
        if own and own.added:
            yield Paragraph.of(own.says, own.added[0])
            yield from map(Paragraph.of, own.added[1:])
        if topic.safety_net:
            yield from self._advice(topic.safety_net, own)

    def _advice(self, net: SafetyNet, own: OwnWords | None) -> Iterator[Paragraph]:
        yield Paragraph.of(*_says(own, "uncertain"), net.uncertain)
        heading = Line(text=self._phrases.watch_for, bold=True)
        yield Paragraph.of(*_says(own, "look_for"), heading, *(f"• {sign}" for sign in net.look_for))
        yield Paragraph.of(*_says(own, "get_help"), net.get_help)
        yield Paragraph.of(*_says(own, "time_course"), net.time_course)


def _title(topic: Topic) -> Line:
    return Line(text=topic.title, bold=True)


def _own(topic: Topic) -> OwnWords | None:
    return topic.own if isinstance(topic, OverlaidTopic) else None


def _says(own: OwnWords | None, part: Part) -> tuple[str, ...]:
    """Return the line before a part that the clinic has replaced; a whole safety net has it once."""
    if own is None or part not in own.parts:
        return ()
    is_whole = _NET.issubset(own.parts)
    goes_on = part in _LATER or (part in _NET and "answer" in own.parts)
    return () if is_whole and goes_on else (own.says,)
