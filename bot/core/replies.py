"""Reply: the closed set of things that the core can decide to say."""

from typing import Annotated, assert_never

from pydantic import Field

from bot.core.model import MOST_TOPICS, Pleasantry, Topic, Value
from bot.core.safety.red_flags import RedFlag

Topics = Annotated[tuple[Topic, ...], Field(min_length=1, max_length=MOST_TOPICS)]
Alternatives = Annotated[tuple[Topic, ...], Field(max_length=MOST_TOPICS)]
"""What else the question may be about: worth a button under the answer, not an answer."""


class _Decided(Value):
    """What every reply carries."""

    medicine_named: bool = False
    """Whether the patient or the answer names a medicine: then the doctor prompt follows in any case."""
    dose_asked: bool = False
    """Whether the patient asks how much of a medicine, how often, or what goes together: that is declined."""


class Urgent(_Decided):
    """The message holds a red flag: its card comes first, answers only under a same-day card."""

    flag: RedFlag
    topics: Annotated[tuple[Topic, ...], Field(max_length=MOST_TOPICS)] = ()


class Answer(_Decided):
    """The knowledge base answers: one topic, or up to three when several things were asked."""

    topics: Topics
    alternatives: Alternatives = ()


class NotCovered(_Decided):
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


def unanswered(reply: Reply) -> Unanswered | None:
    """Return the reply when it holds no answer: what the next reply must not repeat."""
    return reply if isinstance(reply, Unanswered) else None


def in_other_words(reply: Reply, before: Unanswered | None) -> Reply:
    """Return the reply, in its other words where it would repeat those of the reply before."""
    match reply, before:
        case (Unknown(), Unknown(again=used)) | (Clarify(), Clarify(again=used)):
            return reply.model_copy(update={"again": not used})
        case NotCovered(topics=topics), NotCovered(topics=told, again=used) if _ids(topics) == _ids(told):
            return reply.model_copy(update={"again": not used})
        case _:
            return reply


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


def needs_doctor_prompt(reply: Reply) -> bool:
    """Whether the reply must end with the see-your-doctor lines.

    True for a red flag, for a medicine that the patient named, for a question about a dose, and for every
    topic whose kind asks for it.
    """
    if isinstance(reply, Urgent) or reply.medicine_named or reply.dose_asked:
        return True
    return any(topic.kind.needs_doctor_prompt for topic in topics_answered(reply))


def _ids(topics: tuple[Topic, ...]) -> frozenset[str]:
    return frozenset(topic.id for topic in topics)
