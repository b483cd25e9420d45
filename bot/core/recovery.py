"""The recovery calendar: its stages, the days that the article names, and when to write to a patient.

Days count from the procedure, which is day 0. No function here asks a clock: whoever calls says when it is.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated, Final

from pydantic import AwareDatetime, Field

from bot.core.model import MOST_TOPICS, DayNumber, Label, Notice, Slug, Source, Value

WRITES_AT: Final = time(10)
"""The patient's time of the day at which a check-in is due."""
NIGHT_BEGINS: Final = time(21)
NIGHT_ENDS: Final = time(9)


class Stage(Value):
    """A time of the recovery, as the calendar's picture shows it."""

    id: Slug
    """A short name, unlike all others."""
    label: Label
    """How the picture calls it."""
    first_day: DayNumber
    """The day on which it begins, counted from the procedure, in quotes."""
    last_day: DayNumber
    """The day on which it ends, counted from the procedure, in quotes."""
    note: Label
    """What the article says of its length."""


class Milestone(Value):
    """A day that the article names, on which a patient who asked for it is written to."""

    id: Slug
    """A short name, unlike all others."""
    day: DayNumber
    """The day, counted from the procedure, in quotes."""
    title: Label
    """How the picture calls it."""
    check_in: Notice
    """What is written: what the article says of that day, and whom to contact."""
    topics: Annotated[tuple[Slug, ...], Field(max_length=MOST_TOPICS)] = ()
    """Topics offered as buttons under it."""
    source: Source
    """Where the statements come from."""


class Calendar(Value):
    """What the recovery's time is made of; stages and milestones stand in the order of their days."""

    stages: Annotated[tuple[Stage, ...], Field(max_length=6)]
    """The times of the recovery, in the order of their days."""
    milestones: Annotated[tuple[Milestone, ...], Field(max_length=12)]
    """The days that the article names, in their order."""


NO_CALENDAR: Final = Calendar(stages=(), milestones=())


class CheckIn(Value):
    """One message to come: which milestone it is for, and when it is due, in UTC."""

    milestone_id: Slug
    due: AwareDatetime


def due_check_ins(day0: date, calendar: Calendar, zone: tzinfo, *, after: datetime) -> tuple[CheckIn, ...]:
    """Return the check-ins that are due after a moment, the earliest first; `zone` is the patient's."""
    dues = ((it.id, _morning_of(day0 + timedelta(days=it.day), zone)) for it in calendar.milestones)
    return tuple(CheckIn(milestone_id=name, due=due) for name, due in dues if due > after)


def latest_due(calendar: Calendar, day: int) -> Milestone | None:
    """Return the last milestone that has come by that day."""
    return max((it for it in calendar.milestones if it.day <= day), key=lambda it: it.day, default=None)


def is_night(at: datetime, zone: tzinfo) -> bool:
    """Whether it is between nine in the evening and nine in the morning where the patient is."""
    hour = _local(at, zone).time()
    return hour >= NIGHT_BEGINS or hour < NIGHT_ENDS


def after_the_night(at: datetime, zone: tzinfo) -> datetime:
    """Return the moment itself by day, and by night the end of that night; in UTC."""
    if not is_night(at, zone):
        return at.astimezone(UTC)
    here = _local(at, zone)
    day = here.date() + timedelta(days=here.time() >= NIGHT_BEGINS)
    return datetime.combine(day, NIGHT_ENDS, zone).astimezone(UTC)


def next_night(at: datetime, zone: tzinfo) -> datetime:
    """Return when the night begins after a moment of the day, in UTC."""
    return datetime.combine(_local(at, zone).date(), NIGHT_BEGINS, zone).astimezone(UTC)


def _morning_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, WRITES_AT, zone).astimezone(UTC)


def _local(at: datetime, zone: tzinfo) -> datetime:
    if at.utcoffset() is None:
        # Without its offset a moment would be read in the computer's own zone.
        raise ValueError("a moment needs its time zone")
    return at.astimezone(zone)
