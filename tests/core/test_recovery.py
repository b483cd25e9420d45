"""Check-ins come on the calendar's days, in the patient's morning, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Source
from bot.core.recovery import (
    NIGHT_ENDS,
    NO_CALENDAR,
    Calendar,
    Milestone,
    after_the_night,
    due_check_ins,
    is_night,
    latest_due,
    next_night,
)

LONDON: Final = ZoneInfo("Europe/London")
ZONES: Final = tuple(
    map(
        ZoneInfo,
        ("UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"),
    )
)
LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)


def milestone(name: str, day: int) -> Milestone:
    """Return a milestone of that day."""
    return Milestone(
        id=name, day=day, title=name, check_in="Ask your clinic.", source=Source(section="overview")
    )


CALENDAR: Final = Calendar(
    stages=(), milestones=(milestone("two-weeks", 14), milestone("one-month", 30), milestone("one-year", 365))
)


@pytest.mark.parametrize(
    ("day0", "due"),
    [
        (date(2026, 3, 14), datetime(2026, 3, 28, 10, tzinfo=UTC)),
        (date(2026, 3, 15), datetime(2026, 3, 29, 9, tzinfo=UTC)),
        (date(2026, 10, 10), datetime(2026, 10, 24, 9, tzinfo=UTC)),
        (date(2026, 10, 11), datetime(2026, 10, 25, 10, tzinfo=UTC)),
    ],
)
def test_a_check_in_is_due_at_ten_by_the_patients_clock(day0: date, due: datetime) -> None:
    """Before and after both changes of the clocks it is ten in the morning where the patient is."""
    check_in = due_check_ins(day0, CALENDAR, LONDON, after=LONG_AGO)[0]

    assert check_in.due == due
    assert check_in.due.tzinfo is UTC
    assert check_in.due.astimezone(LONDON).hour == 10


@given(day0=st.dates(date(2020, 1, 1), date(2030, 1, 1)), zone=st.sampled_from(ZONES))
def test_every_milestone_has_one_check_in(day0: date, zone: ZoneInfo) -> None:
    """Each milestone is due once, in order, at ten on its own day of the patient's calendar."""
    check_ins = due_check_ins(day0, CALENDAR, zone, after=LONG_AGO)

    assert [it.milestone_id for it in check_ins] == ["two-weeks", "one-month", "one-year"]
    for check_in, expected in zip(check_ins, CALENDAR.milestones, strict=True):
        here = check_in.due.astimezone(zone)
        assert (here.date() - day0, here.hour) == (timedelta(days=expected.day), 10)


@given(
    day0=st.dates(date(2026, 1, 1), date(2026, 12, 31)), steps=st.lists(st.integers(-400, 800), max_size=6)
)
def test_a_time_that_is_cut_into_pieces_loses_and_doubles_nothing(day0: date, steps: list[int]) -> None:
    """What is due between two looks at the clock is the same, however often somebody looks."""
    begin = datetime(2025, 12, 1, tzinfo=UTC)
    looks = sorted({begin, *(begin + timedelta(days=step) for step in steps if step > 0)})
    later = [due_check_ins(day0, CALENDAR, LONDON, after=look) for look in looks]
    found = [it for now, then in pairwise(later) for it in now if it not in then]

    assert (*found, *later[-1]) == due_check_ins(day0, CALENDAR, LONDON, after=begin)


def test_what_is_due_now_is_not_due_again() -> None:
    """Only what comes after the moment is due: a check-in sent at its time does not come twice."""
    first, *rest = due_check_ins(date(2026, 11, 1), CALENDAR, LONDON, after=LONG_AGO)

    assert due_check_ins(date(2026, 11, 1), CALENDAR, LONDON, after=first.due) == tuple(rest)
    assert (
        due_check_ins(date(2026, 11, 1), CALENDAR, LONDON, after=first.due - timedelta(seconds=1))[0] == first
    )


@pytest.mark.parametrize(
    ("day", "latest"),
    [(0, None), (13, None), (14, "two-weeks"), (15, "two-weeks"), (900, "one-year")],
)
def test_a_day_knows_its_milestone(day: int, latest: str | None) -> None:
    """A day has the milestone that has come last."""
    last = latest_due(CALENDAR, day)

    assert (last and last.id) == latest
    assert latest_due(NO_CALENDAR, day) is None


@pytest.mark.parametrize(
    ("hour", "minute", "night"),
    [
        (8, 59, True),
        (9, 0, False),
        (12, 0, False),
        (20, 59, False),
        (21, 0, True),
        (0, 0, True),
        (3, 30, True),
    ],
)
def test_the_night_is_quiet(hour: int, minute: int, *, night: bool) -> None:
    """From nine in the evening to nine in the morning it is night where the patient is."""
    at = datetime(2026, 7, 1, hour, minute, tzinfo=LONDON)

    assert is_night(at.astimezone(UTC), LONDON) is night


@given(
    at=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
    zone=st.sampled_from(ZONES),
)
def test_after_the_night_it_is_day(at: datetime, zone: ZoneInfo) -> None:
    """By day nothing waits; at night it waits for nine in the morning."""
    then = after_the_night(at, zone)

    assert not is_night(then, zone)
    assert timedelta(0) <= then - at <= timedelta(hours=13)
    assert then == at or then.astimezone(zone).time() == NIGHT_ENDS


@pytest.mark.parametrize("zone", ZONES)
def test_the_next_night_begins_on_the_same_day(zone: ZoneInfo) -> None:
    """It is nine in the evening of that day where the patient is."""
    at = datetime(2026, 3, 29, 10, tzinfo=zone)

    assert next_night(at.astimezone(UTC), zone) == datetime(2026, 3, 29, 21, tzinfo=zone)


def test_a_moment_without_its_zone_is_refused() -> None:
    """The computer's own zone decides nothing."""
    with pytest.raises(ValueError, match="needs its time zone"):
        is_night(datetime(2026, 7, 1, 12), LONDON)  # noqa: DTZ001 - what is refused
