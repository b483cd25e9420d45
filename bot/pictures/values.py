"""What the pictures are drawn from: the patient's calendar, the clinic's figures, and the card."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Annotated, Final, Self

from pydantic import Field, NonNegativeInt, model_validator

from bot.core.model import Label, Line, Value
from bot.core.phrases_pictures import PictureWords

LONGEST: Final = 3650
"""Days that a calendar can span."""

Day = Annotated[int, Field(ge=0, le=LONGEST)]
"""A day after the procedure; the day of the procedure is 0."""


class CannotDraw(Exception):  # noqa: N818  It reads as what it says.
    """The words for a picture cannot be drawn; the message says which, and what to write instead."""


class Stage(Value):
    """A stretch of the recovery, and what the article says of it."""

    label: Label
    first_day: Day
    last_day: Day
    note: Line

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError("last_day lies before first_day; swap them")
        return self


class Milestone(Value):
    """A day that the article names."""

    day: Day
    title: Label


class Strip(Value):
    """A recovery calendar: one patient's, or anybody's while no day is known."""

    words: PictureWords
    procedure_day: date | None = None
    today: Annotated[int, Field(ge=0)] | None = None
    """Days since the procedure; may lie past the end of the calendar. Without it nothing is marked."""
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=8)]
    milestones: Annotated[tuple[Milestone, ...], Field(max_length=12)] = ()

    @model_validator(mode="after")
    def _knows_both_or_neither(self) -> Self:
        if (self.procedure_day is None) != (self.today is None):
            raise ValueError("procedure_day and today belong together; give both or neither")
        return self

    @property
    def is_over(self) -> bool:
        """Whether today is after everything on the calendar."""
        return self.today is not None and self.today > self.last_day

    @property
    def last_day(self) -> int:
        """The last day of the calendar."""
        return max(stage.last_day for stage in self.stages)

    @property
    def next_milestone(self) -> Milestone | None:
        """The first milestone after today, if any is left."""
        ahead = (it for it in self.milestones if self.today is not None and it.day > self.today)
        return min(ahead, key=lambda it: it.day, default=None)

    def date_of(self, day: int) -> date:
        """Return the date of a day after the procedure."""
        if self.procedure_day is None:
            raise LookupError("a calendar without the day of a procedure has no dates")
        return self.procedure_day + timedelta(days=day)


class Week(Value):
    """How the questions of one week ended."""

    monday: date
    answered: NonNegativeInt = 0
    asked_back: NonNegativeInt = 0
    not_covered: NonNegativeInt = 0
    not_understood: NonNegativeInt = 0
    urgent: NonNegativeInt = 0
    handed_over: NonNegativeInt = 0

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=6)

    @property
    def outcomes(self) -> tuple[int, ...]:
        """Its numbers, in the order in which the fields stand."""
        return (
            self.answered,
            self.asked_back,
            self.not_covered,
            self.not_understood,
            self.urgent,
            self.handed_over,
        )


class TopicCount(Value):
    """How often a topic was answered."""

    title: Label
    questions: NonNegativeInt


class Figures(Value):
    """The clinic's numbers: counts alone, and nothing of any patient."""

    words: PictureWords
    weeks: Annotated[tuple[Week, ...], Field(max_length=53)] = ()
    """In order of time, without gaps."""
    topics: tuple[TopicCount, ...] = ()
    helpful: NonNegativeInt = 0
    not_helpful: NonNegativeInt = 0

    @model_validator(mode="after")
    def _goes_week_by_week(self) -> Self:
        mondays = [week.monday for week in self.weeks]
        if any(later - earlier != timedelta(days=7) for earlier, later in pairwise(mondays)):
            raise ValueError("weeks must follow each other by 7 days; add the weeks that counted nothing")
        return self

    @property
    def outcomes(self) -> tuple[int, ...]:
        """The sums over all weeks, in the order of `Week.outcomes`."""
        return (
            tuple(map(sum, zip(*(week.outcomes for week in self.weeks), strict=True)))
            or Week(monday=date.min).outcomes
        )

    @property
    def questions(self) -> int:
        """How many questions there were."""
        return sum(self.outcomes)

    @property
    def top_topics(self) -> tuple[TopicCount, ...]:
        """Up to 6 topics that were asked about, the most frequent first."""
        asked = (topic for topic in self.topics if topic.questions)
        return tuple(sorted(asked, key=lambda topic: (-topic.questions, topic.title)))[:6]


class Card(Value):
    """What stands on the hand-out card."""

    words: PictureWords
    link: Annotated[str, Field(pattern=r"^https://t\.me/[A-Za-z0-9_]{4,32}(\?start=[A-Za-z0-9_-]{1,64})?$")]
    """The bot's link; what follows `?start=` is in the code only, and is not written in letters."""
    clinic: Label
    phone: Label | None = None
    emergency_number: Label
    procedure_day: date | None = None
