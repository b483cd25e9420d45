"""The recovery calendar: a picture of it, and the same in words for those who do not see pictures."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from bot.core.phrases_pictures import TimelineWords
from bot.pictures.dates import date_told, span_told
from bot.pictures.values import Milestone, Stage, Strip

LONGEST_TOLD: Final = 600
"""Characters of the calendar in words."""


class State(StrEnum):
    """How a stage lies to today."""

    PASSED = "passed"
    NOW = "now"
    LATER = "later"


def timeline(strip: Strip) -> bytes:
    """Return the calendar with the patient's day marked, as a PNG picture 1080 pixels wide.

    It takes some 200 ms; a program that serves others meanwhile draws it in a thread.

    Raises:
        CannotDraw: The font lacks a letter of the calendar's words.
    """
    # The drawing library takes a while to load; whoever only tells the calendar does without.
    from bot.pictures.timeline_sheet import drawn  # noqa: PLC0415

    return drawn(strip).png()


def told(strip: Strip) -> str:
    """Return what the picture shows as text for screen readers, a line for each stage.

    The notes are left out where they would make it longer than 600 characters.
    """
    full, short = ("\n".join(_lines(strip, with_notes=it)) for it in (True, False))
    return full if len(full) <= LONGEST_TOLD else short


def state_of(stage: Stage, today: int | None) -> State:
    """Return whether a stage is now, passed or still to come; to come, too, while no day is known."""
    if today is None or today < stage.first_day:
        return State.LATER
    return State.NOW if today <= stage.last_day else State.PASSED


def state_told(stage: Stage, today: int | None, words: TimelineWords) -> str:
    """Return the state of a stage in words."""
    match state_of(stage, today):
        case State.PASSED:
            return words.passed
        case State.NOW:
            return words.now
        case State.LATER:
            return words.later


def procedure_told(strip: Strip) -> str:
    """Return the line with the date of the procedure."""
    return f"{strip.words.timeline.procedure_day} {date_told(strip.date_of(0), strip.words.dates)}"


def today_told(strip: Strip) -> str:
    """Return the line that marks today, with its number and its date."""
    today = date_told(strip.date_of(strip.today or 0), strip.words.dates)
    return f"{strip.words.timeline.today} {strip.words.dates.day} {strip.today}, {today}"


def dates_told(strip: Strip, stage: Stage) -> str:
    """Return the dates of a stage."""
    return span_told(strip.date_of(stage.first_day), strip.date_of(stage.last_day), strip.words.dates)


def next_told(strip: Strip, milestone: Milestone) -> str:
    """Return the line of the next milestone."""
    day = date_told(strip.date_of(milestone.day), strip.words.dates)
    return f"{strip.words.timeline.next} {milestone.title}, {day}"


def _lines(strip: Strip, *, with_notes: bool) -> Iterator[str]:
    words = strip.words.timeline
    yield words.title
    if strip.today is None:
        yield from (f"{stage.label}: {stage.note}." for stage in strip.stages)
        yield words.closing
        return
    yield procedure_told(strip)
    yield today_told(strip)
    if strip.is_over:
        yield words.past_the_end
    for stage in strip.stages:
        state = state_told(stage, strip.today, words)
        note = f" ({stage.note})" if with_notes else ""
        yield f"{stage.label}{note}. {state} {dates_told(strip, stage)}"
    if milestone := strip.next_milestone:
        yield next_told(strip, milestone)
    yield words.closing
