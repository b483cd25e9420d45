"""The account of one decision, as values: for a terminal, for tools and for the playground's page."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.core.model import Value
from bot.core.safety.red_flags import Level


class WordRead(Value):
    """A word as it was typed, and as the matcher understands it."""

    typed: str
    read_as: str
    """The same word where nothing was corrected."""
    concepts: tuple[str, ...] = ()
    """What the word names together with others, in the terms of `language.yaml` and `medicines.yaml`."""


class Verdict(StrEnum):
    """What became of a red flag that was looked at."""

    RAISED = "raised"
    LESS_URGENT = "raised, but another one is more urgent"
    LOWERED = "lowered"
    NEAR = "near, not raised"


class FlagLooked(Value):
    """A red flag for which something spoke."""

    id: str
    level: Level
    verdict: Verdict
    net: str
    """`signs` or `examples`: which of the two nets it is about."""
    because: tuple[str, ...]
    """What spoke for it or against it, each a short sentence naming the sign, the example or the words."""


class Evidence(Value):
    """How much one word, or concept, of the question speaks for a candidate."""

    words: str
    share: Annotated[float, Field(ge=-1, le=1)]
    """What the candidate's score loses without the words, as a part of it; below 0 where it gains.

    The shares need not add up to 1: of two words that say the same, each can do without the other.
    """


class CandidateLooked(Value):
    """An entry that the question may be about."""

    key: str
    title: str
    is_topic: bool
    """Whether it is a topic; else it is small talk or everyday talk."""
    confidence: Annotated[float, Field(ge=0, le=1)]
    score: float
    nearest_ask: str
    """The ask of this entry that reads most like the question, as its author wrote it."""
    evidence: tuple[Evidence, ...]
    """The strongest first."""


class PartLooked(Value):
    """A question within the message, and the entry that it is likeliest about by itself."""

    words: str
    """As they were read."""
    key: str | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.0


class Rule(StrEnum):
    """Which rule decided; the words are shown to maintainers."""

    EMERGENCY = "a red flag of the level emergency: its card, and nothing beside it"
    SAME_DAY = "a red flag of the level same-day: its card before the answer"
    SMALL_TALK = "nothing but small talk"
    ONE = "one entry is sure enough"
    SEVERAL = "several things are asked, or two entries are likely together"
    PARTS = "the questions of the message, each by itself"
    MEDICINE = "a medicine is named"
    DOSE = "a dose is asked for: declined, with the medicine's own topic"
    FOLLOW_UP = "it hangs on the topic before"
    ASK_BACK = "several entries are likely, none is sure: ask back"
    BACKGROUND = "it reads like everyday talk, which no topic answers"
    NOTHING = "no entry is likely enough: say so"


class Why(Value):
    """Everything that led from a text to its reply; it holds a patient's words, so it is never stored."""

    text: str
    words: tuple[WordRead, ...]
    flags: tuple[FlagLooked, ...]
    candidates: tuple[CandidateLooked, ...]
    """The likeliest first, at most 5."""
    parts: tuple[PartLooked, ...] = ()
    """The questions of the message, where it holds several."""
    lead: float
    """Confidence of the first candidate less that of the second; the whole confidence where there is one."""
    rule: Rule
    below: Rule | None = None
    """The rule that found what stands under a same-day card; None elsewhere."""
    thresholds: tuple[tuple[str, float], ...]
    """The numbers that the rule compared with, by name, such as `answer_from`."""
    kind: str
    """The kind of the reply, in the words of `bot.core.replies.kind_of`."""
    topics: tuple[str, ...]
    """Ids of the topics that are answered, or asked back about."""
