"""The rehearsal: what the playground's page previews, worked out by the content that answers there."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Final

from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.model import Kind, Topic
from bot.core.own_words import OverlaidTopic
from bot.core.safety.red_flags import Level
from bot.core.text import normalise
from bot.maintain.transcripts import Said, meaning_of, written
from bot.playground.preview import TopicSeen, Turn
from bot.playground.refusals import Json
from bot.telegram.content import Content
from bot.telegram.memory import LOOKS_BACK
from bot.telegram.messages import Button, Link

_COMMAND: Final = re.compile(r"\A/\w+(?:@\w+)?(?:\s+|\Z)", re.ASCII)
_REFERENCE: Final = re.compile(r"\b([a-z][a-z0-9-]{1,39})·[0-9a-f]{6}\b")


class Rehearsal:
    """Previews whatever content is present, also after it was renewed."""

    def __init__(
        self,
        present: Callable[[], Content],
        *,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self._present = present
        self._today = today

    def topics(self) -> Sequence[TopicSeen]:
        """Return every topic, in the order of the menu."""
        present = self._present()
        topics = present.knowledge.topics
        return [self._seen(topic, present) for kind in Kind for topic in topics if topic.kind is kind]

    def why(self, turns: Sequence[Turn]) -> Json | None:
        """Return why the last of these turns gets its reply; None when it asks nothing, as a command."""
        present = self._present()
        asked = _question(turns, present.knowledge)
        return present.answerer.why(asked).model_dump(mode="json") if asked.text else None

    def as_test(self, turns: Sequence[Turn]) -> str:
        """Return a chat as lines of a conversation test, in YAML; commands are left out."""
        present = self._present()
        return written(_lines(turns, present.knowledge, present.answerer))

    def _seen(self, topic: Topic, present: Content) -> TopicSeen:
        reply = present.answerer.reply_about(topic.id)
        if reply is None:
            raise LookupError("this topic is gone")
        message = present.renderer.reply(reply)
        return TopicSeen(
            id=topic.id,
            kind=present.knowledge.phrases.kinds[topic.kind],
            title=topic.title,
            covered=topic.covered,
            asks=topic.asks,
            texts=topic.texts,
            facts=tuple(_facts(topic, self._today())),
            html=message.html,
            keyboard=tuple(tuple(map(_as_sent, row)) for row in message.buttons),
        )


def _as_sent(button: Button) -> Json:
    if isinstance(button, Link):
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}


def _facts(topic: Topic, today: date) -> Iterator[tuple[str, str]]:
    """Yield what a maintainer wants to know of a topic beside its text."""
    review, source = topic.review, topic.source
    signed = review.by if review.on == "not yet" else f"{review.by}, {_told(review.on)}"
    yield "Reference", topic.reference
    yield "Source", "; ".join((source.section, *source.further))
    if source.facts:
        yield "Facts told", ", ".join(source.facts)
    yield "Review", f"{signed}; due {_told(review.due)}, {review.state_on(today)}"
    if isinstance(topic, OverlaidTopic):
        own = topic.own
        yield "The clinic's own", ", ".join((*own.parts, *["added words"] * bool(own.added))) or "details"
    if topic.needs:
        yield "Needs one of", ", ".join(topic.needs)
    if topic.never:
        yield "Never with", ", ".join(topic.never)


def _told(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _question(turns: Sequence[Turn], knowledge: Knowledge) -> Question:
    """Return the last turn as the bot understands it: without a command, after the topic before."""
    *earlier, asked = turns
    return Question(text=_COMMAND.sub("", asked.text), topic_before=_topic_before(earlier, asked, knowledge))


def _topic_before(earlier: Sequence[Turn], asked: Turn, knowledge: Knowledge) -> str | None:
    """Return the topic that the bot told last, as its reference shows; none after an emergency's card."""
    flags = knowledge.red_flags.flags
    cards = tuple(flag.card for flag in flags if flag.level is Level.EMERGENCY)
    for turn in reversed(earlier):
        if asked.at - turn.at > LOOKS_BACK.total_seconds() or (turn.by_bot and turn.text.startswith(cards)):
            return None
        told = _REFERENCE.search(turn.text) if turn.by_bot else None
        if told and knowledge.topic(told[1]):
            return told[1]
    return None


def _lines(turns: Sequence[Turn], knowledge: Knowledge, answerer: Answerer) -> Iterator[Said]:
    asks = {normalise(ask) for topic in knowledge.topics for ask in topic.asks}
    for number, turn in enumerate(turns, start=1):
        if turn.by_bot or _COMMAND.match(turn.text):
            continue
        asked = _question(turns[:number], knowledge)
        alone = answerer.reply_to(Question(text=asked.text))
        reply = answerer.reply_to(asked)
        after = asked.topic_before if meaning_of(reply) != meaning_of(alone) else None
        is_ask = after is None and normalise(turn.text) in asks
        yield Said(says=turn.text, means=meaning_of(reply), after=after, is_ask=is_ask)
