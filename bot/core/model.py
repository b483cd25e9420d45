"""The vocabulary of the knowledge base: what a topic, a red flag, a medicine and a phrase are.

These classes are the schema. Content is parsed into them once, at the door, and trusted from there on.
"""

import hashlib
import json
import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

NOT_REVIEWED: Final = "not yet reviewed by a clinician"
OVERDUE_AFTER: Final = timedelta(days=90)

# Up to three topics share one message of 4,096 characters with an urgent card and the closing lines.
TOPIC_ROOM: Final = 950
CARD_ROOM: Final = 350
MOST_TOPICS: Final = 3
REFERENCE_WORD: Final = 8
"""Characters of the word before a topic's reference, which has a line beside the room of the topic."""
COURSE_ROOM: Final = 240
"""Characters of a line about the day; none is shown beside three answers, which fill a message."""

_DAY_NUMBER: Final = re.compile(r"\d{1,4}", re.ASCII)

DAY: Final = "{day}"
"""Stands for the number of days since the procedure until a reply is shown."""

Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400, pattern=r"^[^\n]*$")
]
Label = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\n]*$")
]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Notice = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_500)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$")]


def _day_number(given: object) -> object:
    """Return the number that quoted digits name: the content's files know no bare numbers."""
    if not isinstance(given, str):
        return given
    if not _DAY_NUMBER.fullmatch(given):
        raise ValueError('a number of days belongs here; write it in digits and quotes, such as "14"')
    return int(given)


_Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,4}$")]
DayNumber = Annotated[int, Field(ge=0), BeforeValidator(_day_number, json_schema_input_type=_Digits)]
"""A day since the procedure, which itself is day 0."""


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


def _units(text: str) -> int:
    """Return the UTF-16 code units of a text, which is what Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


class Course(Value):
    """What the article says of a thing's time, and what a patient is told on a day since the procedure.

    A day only ever adds a line. None of the lines may comfort without saying whom to ask.
    """

    usual: Line
    """Said on a day within the time, with when to ask again."""
    from_day: DayNumber | None = None
    """The first day on which the thing is expected; left out where that is the day of the procedure."""
    until_day: DayNumber | None = None
    """The last such day; left out where nobody says when it ends."""
    early: Line | None = None
    """Said on a day before the first."""
    past: Line | None = None
    """Said on a day after the last: plainly that it is past, and whom to contact."""

    @model_validator(mode="after")
    def _has_a_line_for_each_day(self) -> Self:
        for day, line, names in (
            (self.from_day, self.early, "from_day and early"),
            (self.until_day, self.past, "until_day and past"),
        ):
            if (day is None) != (line is None):
                raise ValueError(f"{names} belong together; add the one that is missing, or delete the other")
        if self.from_day is not None and self.until_day is not None and self.from_day > self.until_day:
            raise ValueError("from_day is after until_day; correct one of them")
        return self

    @model_validator(mode="after")
    def _fits_its_room(self) -> Self:
        longest = max(_units(line) for line in (self.usual, self.early, self.past) if line)
        if longest > COURSE_ROOM:
            raise ValueError(
                f"a line about the day has {longest} characters; {COURSE_ROOM} fit, so shorten it"
            )
        return self

    def is_past(self, day: int) -> bool:
        """Whether the day is after the last on which the thing is expected."""
        return self.until_day is not None and day > self.until_day

    def told_on(self, day: int) -> str:
        """Return what to tell on a day since the procedure, which itself is day 0."""
        if self.past and self.is_past(day):
            line = self.past
        elif self.early and self.from_day is not None and day < self.from_day:
            line = self.early
        else:
            line = self.usual
        return line.replace(DAY, str(day))


class Source(Value):
    """Where a topic's statements come from."""

    section: Line
    """The section of the article, or "not in the article"."""
    facts: tuple[str, ...] = ()
    """Ids of the article's facts that the answer tells."""
    further: Annotated[tuple[Line, ...], Field(examples=[["Author, title, year"]])] = ()
    """Other publications that a statement rests on."""


class ReviewState(StrEnum):
    """How a review stands on a day."""

    CURRENT = "current"
    UNREVIEWED = "unreviewed"
    """Not due, but no clinician has looked at the text yet."""
    DUE = "due"
    OVERDUE = "overdue"
    """Due for more than 90 days."""


class Review(Value):
    """Who approved a text, and when it must be looked at again."""

    by: Line
    """The clinician's name."""
    on: Literal["not yet"] | date
    """The day of the approval."""
    due: date
    """The day by which it must be looked at again."""

    @model_validator(mode="after")
    def _is_honest(self) -> Self:
        if (self.by == NOT_REVIEWED) != (self.on == "not yet"):
            raise ValueError(f'write by: {NOT_REVIEWED} with on: not yet, or a name with a quoted "date"')
        return self

    def state_on(self, today: date) -> ReviewState:
        """Return how the review stands on a day; the due day itself is in time."""
        if today > self.due + OVERDUE_AFTER:
            return ReviewState.OVERDUE
        if today > self.due:
            return ReviewState.DUE
        return ReviewState.UNREVIEWED if self.on == "not yet" else ReviewState.CURRENT


class Topic(Value):
    """One thing that patients ask about, and what the knowledge base says of it."""

    id: Slug
    """The name of the file without its ending; never changed later."""
    kind: Kind
    """What nature it has, which decides what stands around the answer."""
    title: Label
    """How the topic is called on buttons and above its answer, in patients' words."""
    covered: bool = True
    """False where the article is silent: the topic is recognised and honestly declined."""
    asks: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Phrasings of the question, as patients type them."""
    needs: Annotated[tuple[Line, ...], Field(examples=[["itch", "itchy"]])] = ()
    """Words of which at least one must be in the question, or this topic never answers it."""
    never: Annotated[tuple[Line, ...], Field(examples=[["eyelash"]])] = ()
    """Words that rule this topic out."""
    answer: Prose
    """Plain text; an empty line parts paragraphs."""
    safety_net: SafetyNet | None = None
    """When to worry, and whom to ask; a complication and a medication must have it."""
    course: Course | None = None
    """What to tell somebody whose day since the procedure is known."""
    related: Annotated[tuple[Slug, ...], Field(max_length=3)] = ()
    """Topics offered as buttons under the answer."""
    source: Source
    """Where the statements come from."""
    review: Review
    """Who approved the text."""

    @model_validator(mode="after")
    def _has_its_safety_net(self) -> Self:
        if self.kind.needs_doctor_prompt and self.safety_net is None:
            raise ValueError(
                f"a {self.kind} topic needs a safety_net with uncertain, look_for, get_help and time_course"
            )
        return self

    @model_validator(mode="after")
    def _rests_on_the_article(self) -> Self:
        if self.course and not self.covered:
            raise ValueError("an uncovered topic has no time course in the article; delete course")
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
    def texts(self) -> tuple[str, ...]:
        """Everything that is always shown of this topic, each text by itself."""
        net = self.safety_net
        advice = (net.uncertain, *net.look_for, net.get_help, net.time_course) if net else ()
        return (self.title, self.answer, *advice)

    @property
    def length(self) -> int:
        """Characters (UTF-16 code units, as Telegram counts) of everything that is always shown."""
        return sum(map(_units, self.texts))

    @property
    def revision(self) -> str:
        """The first 6 hexadecimal digits of the SHA-256 of everything that this topic can show."""
        parts = [part.model_dump(mode="json") for part in (self.safety_net, self.course) if part]
        written = json.dumps([self.id, self.kind, self.covered, *self.texts, *parts])
        return hashlib.sha256(written.encode()).hexdigest()[:6]

    @property
    def reference(self) -> str:
        """What a clinic can look up to prove what was said, such as "infection·3fa9c2"."""
        return f"{self.id}·{self.revision}"

    def is_withdrawn_on(self, today: date) -> bool:
        """Whether nobody may be told this text: it is about health, and its check is long overdue."""
        return self.kind.needs_doctor_prompt and self.review.state_on(today) is ReviewState.OVERDUE


class MedicineGroup(Value):
    """Names under which patients know the medicines of one topic."""

    topic: Slug
    """The id of the topic that answers for these medicines."""
    names: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Generic, brand and everyday names, one to three words each."""


class Pleasantry(Value):
    """Something people say that is not a question about the procedure, and the reply in kind."""

    id: Slug
    """A short name, unlike all others."""
    says: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What people type."""
    reply: Notice
    """What the bot replies."""
