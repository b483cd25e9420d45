"""Scoring labelled questions: what a reply is worth, given what a right one is about."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, assert_never

from bot.core.answering import Answerer, Question
from bot.core.model import Kind, Topic, Value
from bot.core.replies import (
    Answer,
    Clarify,
    NotCovered,
    Reply,
    SmallTalk,
    Unknown,
    Urgent,
    kind_of,
    topics_answered,
    topics_offered,
)
from bot.core.safety.red_flags import Level
from bot.maintain.ask import Render
from bot.maintain.labelled import Labelled, Reserved, Urgency

CLINIC_TOPIC: Final = "contact-clinic"


class Outcome(StrEnum):
    """What a reply is worth to somebody who asked about one of the labels."""

    RIGHT = "answered right"
    """Shows an acceptable topic, says an acceptable no, or is an urgent card alone where one is due."""
    ASKED_RIGHT = "asked back with a right option"
    ASKED_WRONG = "asked back without one"
    DECLINED = "declined"
    WRONG = "wrong topic"
    """Shows topics, and none of them is acceptable."""
    NEEDLESS_CARD = "needless card alone"
    """An urgent card that is not due stands where an answer is."""


class Alarm(StrEnum):
    """Whether an urgent card came, and whether it is due."""

    RAISED = "raised"
    MISSED = "missed"
    FALSE = "false alarm"
    QUIET = "quiet"


class Scored(Value):
    """A labelled question, the reply it got, and what that is worth."""

    line: Labelled
    kind: str
    """The reply's kind, as `kind_of` names it."""
    topics: tuple[str, ...]
    """Ids of the topics answered, or offered when the reply asks back."""
    outcome: Outcome | None
    """None where the line names no label."""
    best_shown: bool
    """Whether the best topic is answered or offered."""
    shows_another: bool
    """Whether the reply answers about a topic that no label accepts."""
    alarm: Alarm
    card: Level | None
    has_urgent_line: bool
    """Whether the message carries the urgent line, or an urgent card in its place."""


def evaluate(
    lines: Iterable[Labelled], answerer: Answerer, render: Render, urgent_line: str
) -> Iterator[Scored]:
    """Answer each question as a patient's first message, and score the reply."""
    for line in lines:
        reply = answerer.reply_to(Question(text=line.text))
        yield scored(line, reply, render(reply).text, urgent_line)


def scored(line: Labelled, reply: Reply, text: str, urgent_line: str) -> Scored:
    """Return what a reply, laid out as this text, is worth."""
    answered = topics_answered(reply)
    shown = reply.options if isinstance(reply, Clarify) else answered
    return Scored(
        line=line,
        kind=kind_of(reply),
        topics=tuple(topic.id for topic in shown),
        outcome=outcome_of(line, reply) if line.labels else None,
        best_shown=_is_due_card_alone(line, reply)
        or any(accepts(line.labels[:1], topic) for topic in (*answered, *topics_offered(reply))),
        shows_another=not all(accepts(line.labels, topic) for topic in answered),
        alarm=alarm_of(line.urgency, reply),
        card=reply.flag.level if isinstance(reply, Urgent) else None,
        has_urgent_line=isinstance(reply, Urgent) or urgent_line in text,
    )


def outcome_of(line: Labelled, reply: Reply) -> Outcome:
    """Return what a reply is worth to somebody who asked about one of the labels."""
    match reply:
        case Urgent(topics=()):
            return Outcome.RIGHT if line.urgency.card_is_due else Outcome.NEEDLESS_CARD
        case Clarify(options=options):
            return Outcome.ASKED_RIGHT if _any_accepted(line, options) else Outcome.ASKED_WRONG
        case Unknown():
            honest = not {Reserved.NOT_COVERED, Reserved.OFF_TOPIC}.isdisjoint(line.labels)
            return Outcome.RIGHT if honest else Outcome.DECLINED
        case SmallTalk():
            return Outcome.RIGHT if Reserved.OFF_TOPIC in line.labels else Outcome.DECLINED
        case Urgent(topics=topics) | Answer(topics=topics) | NotCovered(topics=topics):
            if _any_accepted(line, topics):
                return Outcome.RIGHT
            is_a_no = isinstance(reply, NotCovered) and Reserved.OFF_TOPIC in line.labels
            return Outcome.DECLINED if is_a_no else Outcome.WRONG
        case _:
            assert_never(reply)


def alarm_of(urgency: Urgency, reply: Reply) -> Alarm:
    """Return whether an urgent card of any level came, and whether it is due."""
    if isinstance(reply, Urgent):
        return Alarm.RAISED if urgency.card_is_due else Alarm.FALSE
    return Alarm.MISSED if urgency.card_is_due else Alarm.QUIET


def accepts(labels: Iterable[str], topic: Topic) -> bool:
    """Whether a topic is what one of the labels asks for."""
    return any(_accepts(label, topic) for label in labels)


def _accepts(label: str, topic: Topic) -> bool:
    match label:
        case Reserved.NOT_COVERED:
            return not topic.covered
        case Reserved.MEDICATION:
            return topic.kind is Kind.MEDICATION
        case Reserved.CLINIC_ADMIN:
            return topic.id == CLINIC_TOPIC
        case _:
            return label == topic.id


def _any_accepted(line: Labelled, topics: Iterable[Topic]) -> bool:
    return any(accepts(line.labels, topic) for topic in topics)


def _is_due_card_alone(line: Labelled, reply: Reply) -> bool:
    return isinstance(reply, Urgent) and not reply.topics and line.urgency.card_is_due
