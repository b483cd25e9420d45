"""The words on pictures: the recovery calendar, the clinic's numbers, and the hand-out card."""

from typing import Annotated

from pydantic import Field

from bot.core.model import Label, Line, Value


class DateWords(Value):
    """The words of dates and of lengths of time."""

    day: Label
    """Stands before the number of a day, as in "day 4"."""
    week: Label
    weeks: Label
    month: Label
    months: Label
    year: Label
    years: Label
    to: Label
    """Stands between a first and a last date."""
    month_names: Annotated[tuple[Label, ...], Field(min_length=12, max_length=12)]
    """January to December, short."""


class TimelineWords(Value):
    """The words of the recovery calendar, in the picture and for a screen reader."""

    title: Label
    procedure_day: Label
    """Stands before the date of the procedure."""
    today: Label
    now: Label
    """Said of the stage in which today lies."""
    passed: Label
    """Said of a stage whose time is over."""
    later: Label
    """Said of a stage whose time is still to come."""
    next: Label
    """Stands before the next milestone."""
    past_the_end: Line
    """Said when today is after everything on the calendar."""
    not_to_scale: Label
    """Says that the steps of the calendar are drawn equally wide."""
    closing: Line
    """The last line, which says whom to ask."""


class NumbersWords(Value):
    """The words of the clinic's numbers."""

    title: Label
    questions: Label
    by_week: Label
    week_of: Label
    """Stands before the date of a Monday."""
    answered: Label
    asked_back: Label
    not_covered: Label
    not_understood: Label
    urgent: Label
    handed_over: Label
    top_topics: Label
    votes: Label
    helpful: Label
    not_helpful: Label
    nothing_yet: Line
    """Said while nothing has been counted."""
    no_votes: Line
    closing: Line
    """Says what the numbers hold and what they do not."""


class CardWords(Value):
    """The words of the hand-out card."""

    headline: Label
    what_it_is: Line
    """What the bot is, in two short sentences."""
    steps: Annotated[tuple[Label, ...], Field(min_length=2, max_length=4)]
    """What to do with the code, one step a line."""
    or_type: Label
    """Stands over the link in letters."""
    procedure_day: Label
    """Stands before the date of the procedure."""
    emergency: Label
    """Stands over the emergency number."""
    call_clinic: Label
    """Stands over the clinic's name and number."""
    not_a_doctor: Label
    """Says that a computer program answers."""
    nobody_live: Label
    """Says that nobody reads it live."""


class PictureWords(Value):
    """All words on pictures."""

    dates: DateWords
    timeline: TimelineWords
    numbers: NumbersWords
    card: CardWords
