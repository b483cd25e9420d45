"""The vocabulary of the knowledge base: what a topic, a red flag, a medicine and a phrase are.

These classes are the schema. Content is parsed into them once, at the door, and trusted from there on.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

NOT_REVIEWED: Final = "not yet reviewed by a clinician"

# Up to three topics share one message of 4,096 characters with an urgent card and the closing lines.
TOPIC_ROOM: Final = 950
CARD_ROOM: Final = 350
MOST_TOPICS: Final = 3

Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400, pattern=r"^[^\n]*$")
]
Label = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\n]*$")
]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Notice = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_500)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(StrEnum):
    """What nature a topic has; decides the doctor prompt and the order of several answers."""

    PROCEDURE = "procedure"
    SIDE_EFFECT = "side-effect"
    COMPLICATION = "complication"
    MEDICATION = "medication"
    RECOVERY = "recovery"

    @property
    def needs_doctor_prompt(self) -> bool:
        """Whether a reply about a topic of this kind must end with the see-your-doctor lines."""
        return self in {Kind.COMPLICATION, Kind.MEDICATION}


class SafetyNet(Value):
    """The four parts of good safety-net advice."""

    uncertain: Line
    """What nobody can tell from a distance."""
    look_for: Annotated[tuple[Line, ...], Field(min_length=1, max_length=5)]
    """What exactly to watch for, one sign a line."""
    get_help: Line
    """How to get help, whom to ask, and how soon."""
    time_course: Line
    """What course to expect, and when to ask again."""


class Source(Value):
    """Where a topic's statements come from."""

    section: Line
    """The section of the article, or "not in the article"."""
    facts: tuple[str, ...] = ()
    """Ids of the article's facts that the answer tells."""
    further: tuple[Line, ...] = ()
    """Other publications that a statement rests on."""


class Review(Value):
    """Who approved a text, and when it must be looked at again."""

    by: Line
    on: Literal["not yet"] | date
    due: date

    @model_validator(mode="after")
    def _is_honest(self) -> Self:
        if (self.by == NOT_REVIEWED) != (self.on == "not yet"):
            raise ValueError(f'write by: {NOT_REVIEWED} with on: not yet, or a name with a quoted "date"')
        return self


class Topic(Value):
    """One thing that patients ask about, and what the knowledge base says of it."""

    id: Slug
    kind: Kind
    title: Label
    """How the topic is called on buttons and above its answer, in patients' words."""
    covered: bool = True
    """False where the article is silent: the topic is recognised and honestly declined."""
    asks: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Phrasings of the question, as patients type them."""
    needs: tuple[Line, ...] = ()
    """Words of which at least one must be in the question, or this topic never answers it."""
    never: tuple[Line, ...] = ()
    """Words that rule this topic out."""
    answer: Prose
    """Plain text; an empty line parts paragraphs."""
    safety_net: SafetyNet | None = None
    related: Annotated[tuple[Slug, ...], Field(max_length=3)] = ()
    """Topics offered as buttons under the answer."""
    source: Source
    review: Review

    @model_validator(mode="after")
    def _has_its_safety_net(self) -> Self:
        if self.kind.needs_doctor_prompt and self.safety_net is None:
            raise ValueError(
                f"a {self.kind} topic needs a safety_net with uncertain, look_for, get_help and time_course"
            )
        return self

    @model_validator(mode="after")
    def _fits_its_share_of_a_message(self) -> Self:
        if self.length > TOPIC_ROOM:
            raise ValueError(
                f"title, answer and safety_net have {self.length} characters together; "
                f"{TOPIC_ROOM} fit beside two other answers in one message, so shorten them"
            )
        return self

    @property
    def length(self) -> int:
        """Characters (UTF-16 code units, as Telegram counts) of everything this topic shows."""
        net = self.safety_net
        advice = (net.uncertain, *net.look_for, net.get_help, net.time_course) if net else ()
        return sum(len(text.encode("utf-16-le")) // 2 for text in (self.title, self.answer, *advice))


class MedicineGroup(Value):
    """Names under which patients know the medicines of one topic."""

    topic: Slug
    names: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Generic, brand and everyday names, one to three words each."""


class Pleasantry(Value):
    """Something people say that is not a question about the procedure, and the reply in kind."""

    id: Slug
    says: Annotated[tuple[Line, ...], Field(min_length=1)]
    reply: Notice


class SynonymGroup(Value):
    """Everyday, medical and regional words for one thing."""

    name: Slug
    words: Annotated[tuple[Line, ...], Field(min_length=2)]


class FollowUpWords(Value):
    """Words by which a message is known to hang on the one before."""

    openers: tuple[Line, ...] = ()
    """Words that tie what follows to the message before, such as "and" or "what about"."""
    points_back: tuple[Line, ...] = ()
    """Words that stand for what was said before, such as "it"."""
    asks: tuple[Line, ...] = ()
    """Words that begin a question, such as "how long" or "is"."""
    no_subject: tuple[Line, ...] = ()
    """Words that tell nobody what a question is about, such as "normal", "day" or "go away"."""


class MentionWords(Value):
    """Words by which a medicine that is only mentioned is told from one that is asked about."""

    before_name: tuple[Line, ...] = ()
    """Words before a medicine's name that tell of it, such as "took" or "I am on"."""
    around_name: tuple[Line, ...] = ()
    """Words beside a medicine's name that are no subject of their own, such as "prescribed"."""


class DoseWords(Value):
    """Words by which a question of how much, how often or what goes together is known."""

    doses: tuple[Line, ...] = ()
    """Words that always mean a dose, such as "mg"."""
    amounts: tuple[Line, ...] = ()
    """Words that mean a dose beside a medicine's name, such as "how many"."""
    numbers: tuple[Line, ...] = ()
    """Numbers in words, which mean a dose right before a medicine's name; digits do too."""
    counted: tuple[Line, ...] = ()
    """What numbers count in dates, such as "day"; such a number is no dose."""
    taking: tuple[Line, ...] = ()
    """What one does with a medicine, such as "take"."""
    mixing: tuple[Line, ...] = ()
    """Words that put two things together, such as "with" or "mix"."""
    partners: tuple[Line, ...] = ()
    """What a medicine is mixed with, such as "my tablets" or "food"."""
    drinks: tuple[Line, ...] = ()
    """Drinks with alcohol: beside a medicine's name they always ask if the two go together."""
    other: tuple[Line, ...] = ()
    """What looks like one of these and asks something else, such as "how much is"."""


class Language(Value):
    """What the matcher must know of the language itself."""

    joiners: tuple[Line, ...] = ()
    """Words that join two questions in one message, such as "and" or "also"."""
    synonyms: tuple[SynonymGroup, ...] = ()
    well_spelt: Prose = ""
    """Common words that must not be taken for a misspelt one, parted by spaces."""
    follow_ups: FollowUpWords = FollowUpWords()
    mentions: MentionWords = MentionWords()
    dose_questions: DoseWords = DoseWords()


class Clinic(Value):
    """What a clinic says of itself; without it, general words stand in."""

    name: Label = "your clinic"
    phone: Label | None = None
    emergency_number: Label = "your local emergency number"
    crisis_line: Label | None = None
    """Whom somebody can call who does not want to live: a name, a number, or both."""
