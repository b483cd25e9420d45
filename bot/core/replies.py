"""Reply: the closed set of things that the core can decide to say."""

from typing import Annotated, assert_never

from pydantic import Field

from bot.core.model import MOST_TOPICS, Pleasantry, Topic, Value
from bot.core.safety.red_flags import RedFlag

Topics = Annotated[tuple[Topic, ...], Field(min_length=1, max_length=MOST_TOPICS)]


class _Decided(Value):
    """What every reply carries."""

    medicine_named: bool = False
    """Whether the patient or the answer names a medicine: then the doctor prompt follows in any case."""


class Urgent(_Decided):
    """The message holds a red flag: its card comes first, answers only under a same-day card."""

    flag: RedFlag
    topics: Annotated[tuple[Topic, ...], Field(max_length=MOST_TOPICS)] = ()


class Answer(_Decided):
    """The knowledge base answers: one topic, or up to three when several things were asked."""

    topics: Topics


class NotCovered(_Decided):
    """The question is recognised, and the article does not answer it."""

    topics: Topics


class Clarify(_Decided):
    """Two or three topics are about equally likely: ask back with their titles."""

    options: Annotated[tuple[Topic, ...], Field(min_length=2, max_length=MOST_TOPICS)]


class Unknown(_Decided):
    """Nothing matches: say so."""

    again: bool = False
    """Whether the message before was not understood either: then other words, and no second "rephrase"."""


class SmallTalk(_Decided):
    """A greeting, a thank-you or the like, answered in kind."""

    pleasantry: Pleasantry


Reply = Urgent | Answer | NotCovered | Clarify | Unknown | SmallTalk


def topics_answered(reply: Reply) -> tuple[Topic, ...]:
    """Return the topics whose text the reply shows."""
    match reply:
        case Urgent(topics=topics) | Answer(topics=topics) | NotCovered(topics=topics):
            return topics
        case Clarify() | Unknown() | SmallTalk():
            return ()
        case _:
            assert_never(reply)


def needs_doctor_prompt(reply: Reply) -> bool:
    """Whether the reply must end with the see-your-doctor lines.

    True for a red flag, for a medicine that the patient named, and for every topic whose kind asks for it.
    """
    if isinstance(reply, Urgent) or reply.medicine_named:
        return True
    return any(topic.kind.needs_doctor_prompt for topic in topics_answered(reply))
