"""Reply: the closed set of things that the core can decide to say."""

from typing import Annotated, Final, Literal, assert_never

from pydantic import Field

from bot.core.model import MOST_TOPICS, Pleasantry, Topic, Value
from bot.core.safety.red_flags import RedFlag

MOST_BESIDE_DAY_LINE: Final = 2
"""Topics; three fill the message, and each still tells of its time in its own words."""

Topics = Annotated[tuple[Topic, ...], Field(min_length=1, max_length=MOST_TOPICS)]
Alternatives = Annotated[tuple[Topic, ...], Field(max_length=MOST_TOPICS)]
"""What else the question may be about: worth a button under the answer, not an answer."""


class _Decided(Value):
    """What every reply carries."""

    medicine_named: bool = False
    """Whether the patient or the answer names a medicine: then the doctor prompt follows in any case."""
    dose_asked: bool = False
    """Whether the patient asks how much of a medicine, how often, or what goes together: that is declined."""


class _OfADay(_Decided):
    """What every reply carries that shows topics."""

    day: Annotated[int, Field(ge=0)] | None = None
    """Days since the procedure, where that is known: adds a line to a topic that has a time course."""


class Urgent(_OfADay):
    """The message holds a red flag: its card comes first, answers only under a same-day card."""

    flag: RedFlag
    topics: Annotated[tuple[Topic, ...], Field(max_length=MOST_TOPICS)] = ()


class Answer(_OfADay):
    """The knowledge base answers: one topic, or up to three when several things were asked."""

    topics: Topics
    alternatives: Alternatives = ()


class NotCovered(_OfADay):
    """The question is recognised, and the article does not answer it."""

    topics: Topics
    alternatives: Alternatives = ()
    again: bool = False
    """Whether the message before was told the same: then other words, and the way to a person."""


class Clarify(_Decided):
    """Two or three topics are about equally likely: ask back with their titles."""

    options: Annotated[tuple[Topic, ...], Field(min_length=2, max_length=MOST_TOPICS)]
    again: bool = False
    """Whether the message before was asked back about too: then other words, and the way to a person."""


class Unknown(_Decided):
    """Nothing matches: say so."""

    again: bool = False
    """Whether the message before was not understood either: then other words, and no second "rephrase"."""


class SmallTalk(_Decided):
    """A greeting, a thank-you or the like, answered in kind."""

    pleasantry: Pleasantry


Unanswered = NotCovered | Clarify | Unknown
Reply = Urgent | Answer | SmallTalk | Unanswered


class LeftOpen(Value):
    """What is remembered of a reply that held no answer, so that the next one does not repeat its words."""

    kind: Literal["not-covered", "clarify", "unknown"]
    topics: tuple[str, ...] = ()
    """The ids of the topics that the article does not cover, sorted."""
    again: bool = False


def kind_of(reply: Reply) -> str:
    """Return the name of the reply's kind."""
    match reply:
        case Urgent():
            return "urgent"
        case Answer():
            return "answer"
        case Clarify():
            return "clarify"
        case NotCovered():
            return "not-covered"
        case Unknown():
            return "unknown"
        case SmallTalk():
            return "small-talk"
        case _:
            assert_never(reply)


def left_open(reply: Reply) -> LeftOpen | None:
    """Return what to remember of a reply that holds no answer; None of any other."""
    match reply:
        case NotCovered(topics=topics, again=again):
            return LeftOpen(kind="not-covered", topics=tuple(sorted(it.id for it in topics)), again=again)
        case Clarify(again=again):
            return LeftOpen(kind="clarify", again=again)
        case Unknown(again=again):
            return LeftOpen(kind="unknown", again=again)
        case Urgent() | Answer() | SmallTalk():
            return None
        case _:
            assert_never(reply)


def in_other_words(reply: Reply, before: LeftOpen | None) -> Reply:
    """Return the reply, in its other words where it would repeat those of the reply before."""
    left = left_open(reply)
    if not isinstance(reply, Unanswered) or left is None or before is None:
        return reply
    is_same = (left.kind, left.topics) == (before.kind, before.topics)
    return reply.model_copy(update={"again": not before.again}) if is_same else reply


def topics_answered(reply: Reply) -> tuple[Topic, ...]:
    """Return the topics whose text the reply shows."""
    match reply:
        case Urgent(topics=topics) | Answer(topics=topics) | NotCovered(topics=topics):
            return topics
        case Clarify() | Unknown() | SmallTalk():
            return ()
        case _:
            assert_never(reply)


def topics_offered(reply: Reply) -> tuple[Topic, ...]:
    """Return the topics that the question may be about too: one tap away, the likeliest first."""
    match reply:
        case Clarify(options=topics):
            return topics
        case Answer(alternatives=topics) | NotCovered(alternatives=topics):
            return topics
        case Urgent() | Unknown() | SmallTalk():
            return ()
        case _:
            assert_never(reply)


def on_day(reply: Reply, day: int | None) -> Reply:
    """Return the reply with the days since the procedure; one that shows no topic has no use for them."""
    return reply.model_copy(update={"day": day}) if isinstance(reply, _OfADay) else reply


def day_of(reply: Reply) -> int | None:
    """Return the days since the procedure that the reply speaks of; None where they are not known."""
    return reply.day if isinstance(reply, _OfADay) else None


def told_of_day(reply: Reply, topic: Topic) -> str | None:
    """Return the line that the day adds to a topic of the reply; None when it adds nothing.

    Under a red flag only a day past its time is told of, since no comfort belongs there.
    """
    day = day_of(reply)
    if topic.course is None or day is None or len(topics_answered(reply)) > MOST_BESIDE_DAY_LINE:
        return None
    if isinstance(reply, Urgent) and not _is_past(topic, day):
        return None
    return topic.course.told_on(day)


def _is_past(topic: Topic, day: int | None) -> bool:
    return topic.course is not None and day is not None and topic.course.is_past(day)


def needs_doctor_prompt(reply: Reply) -> bool:
    """Whether the reply must end with the see-your-doctor lines.

    True for a red flag, for a medicine that the patient named, for a question about a dose, for every topic
    whose kind asks for it, and on a day that is past the time that the article gives.
    """
    if isinstance(reply, Urgent) or reply.medicine_named or reply.dose_asked:
        return True
    topics = topics_answered(reply)
    return any(topic.kind.needs_doctor_prompt or _is_past(topic, day_of(reply)) for topic in topics)
