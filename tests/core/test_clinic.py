"""A clinic says when it is open and how it is reached, over both changes of the clocks."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.core.clinic import DAYS, Clinic, OpeningHours

LONDON = ZoneInfo("Europe/London")
WORKDAYS = dict.fromkeys(DAYS[:5], ("09:00-12:30", "14:00-18:00"))


def clinic(zone: str = "Europe/London", /, **hours: object) -> Clinic:
    """Return a clinic with these opening hours."""
    return Clinic(time_zone=zone, opening_hours=OpeningHours.model_validate(hours))


def london(day: int, hour: int, minute: int = 0, *, month: int = 11) -> datetime:
    """Return a time of London's wall clock in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def complaint(**fields: object) -> str:
    """Return why a clinic with these fields is refused."""
    with pytest.raises(ValidationError) as refused:
        Clinic.model_validate(fields)
    return str(refused.value)


# --- What a clinic says of itself ---


def test_an_unknown_clinic_has_general_words() -> None:
    """A clinic that says nothing of itself is still somebody to call, and has no hours, address or price."""
    said = {name: value for name, value in Clinic().model_dump().items() if value is not None}

    assert said == {
        "name": "your clinic",
        "emergency_number": "your local emergency number",
        "language": "en",
        "time_zone": "UTC",
    }


@pytest.mark.parametrize(
    "name", ["Europe/Londn", "London", "GMT+2", "../etc/passwd", "", "Europe", "europe london"]
)
def test_a_time_zone_that_does_not_exist_is_refused(name: str) -> None:
    """A clinic's clock is named by continent and city."""
    assert "this is no time zone" in complaint(time_zone=name)


def test_the_zone_that_was_meant_is_guessed() -> None:
    """A misspelt zone is answered with the nearest one."""
    assert "did you mean Europe/London?" in complaint(time_zone="Europe/Lodnon")


@pytest.mark.parametrize(
    "link",
    [
        "http://clinic.example",
        "clinic.example",
        "https://",
        "https://me:secret@clinic.example",
        "https://me@clinic.example",
        "https://clinic.example/a b",
        "javascript:alert(1)",
        "https://[",
        "https://clinic.example/" + "x" * 200,
    ],
)
def test_a_link_for_bookings_is_safe_to_tap(link: str) -> None:
    """Only an https address without a name or password, of 200 characters at most, is taken."""
    assert complaint(booking_link=link)


# --- Opening hours ---


@pytest.mark.parametrize(
    ("span", "advice"),
    [
        ("9-17", "in 24 hours and in quotes"),
        ("9:00", "in 24 hours and in quotes"),
        ("09:60-10:00", "in 24 hours and in quotes"),
        ("09:00-24:01", "in 24 hours and in quotes"),
        ("9am-5pm", "in 24 hours and in quotes"),
        ("22:00-02:00", "a night belongs to two days"),
        ("09:00-09:00", "it closes before it opens"),
    ],
)
def test_a_time_that_cannot_be_read_is_refused(span: str, advice: str) -> None:
    """A time stands within one day, in 24 hours, and is not empty."""
    assert advice in complaint(opening_hours={"monday": [span]})


def test_overlapping_times_are_refused() -> None:
    """The times of a day stand one after another."""
    told = complaint(opening_hours={"monday": ["09:00-12:30", "12:00-15:00"]})

    assert '"12:00-15:00" begins before "09:00-12:30" ends' in told


def test_hours_without_a_time_are_refused() -> None:
    """Who gives opening hours opens at some time."""
    assert "no day has a time" in complaint(opening_hours={"closed_on": ["2026-12-25"]})


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (london(23, 8, 59), False),
        (london(23, 9), True),
        (london(23, 12, 29), True),
        (london(23, 12, 30), False),
        (london(23, 13), False),
        (london(23, 17, 59), True),
        (london(21, 10), False),
        (london(25, 10, month=12), False),
        (datetime(2026, 7, 6, 8, 30, tzinfo=UTC), True),
    ],
)
def test_a_clinic_is_open_at_its_hours(at: datetime, is_open: bool) -> None:  # noqa: FBT001 - a row
    """The opening minute counts, the closing one does not, and holidays are closed."""
    assert clinic(**WORKDAYS, closed_on=["2026-12-25"]).is_open(at) is is_open


def test_a_clinic_without_hours_is_neither_open_nor_closed() -> None:
    """Who does not say the hours is not said to be closed."""
    assert Clinic().is_open(london(23, 10)) is None
    assert Clinic().opens_next(london(23, 10)) is None


def test_a_time_without_a_zone_is_refused() -> None:
    """Nobody guesses on whose wall a clock hangs."""
    with pytest.raises(ValueError, match="without its zone"):
        clinic(**WORKDAYS).is_open(datetime(2026, 11, 23, 10))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (london(23, 8), london(23, 9)),
        (london(23, 9), london(23, 14)),
        (london(23, 13), london(23, 14)),
        (london(20, 18), london(23, 9)),
        (london(24, 18, month=12), london(28, 9, month=12)),
    ],
)
def test_the_next_opening_is_found(at: datetime, opens: datetime) -> None:
    """Lunch, nights, weekends and holidays end with the next time at which the clinic opens."""
    assert clinic(**WORKDAYS, closed_on=["2026-12-25"]).opens_next(at) == opens


def test_a_weekly_clinic_that_is_closed_for_weeks_opens_again() -> None:
    """However many of its days are holidays, the next opening is found."""
    tuesdays = [str(date(2026, 11, 24) + timedelta(weeks=week)) for week in range(30)]

    opens = clinic(tuesday=["09:00-10:00"], closed_on=tuesdays).opens_next(london(23, 10))

    assert opens == datetime(2027, 6, 22, 9, tzinfo=LONDON)


def test_a_clinic_that_never_closes_never_opens() -> None:
    """Midnight between two open days is no opening."""
    always = clinic(**dict.fromkeys(DAYS, ("00:00-24:00",)))

    assert always.is_open(london(23, 0)) is True
    assert always.opens_next(london(23, 10)) is None


@pytest.mark.parametrize(
    ("span", "after", "opens"),
    [
        # 29 March: 1:00 is followed by 2:00. 25 October: 2:00 is followed by 1:00.
        ("01:30-05:00", "2026-03-28T22:00Z", "2026-03-29T01:00Z"),
        ("09:00-17:00", "2026-03-28T22:00Z", "2026-03-29T08:00Z"),
        ("01:30-05:00", "2026-10-24T22:00Z", "2026-10-25T00:30Z"),
        ("01:30-05:00", "2026-10-25T01:10Z", "2026-10-25T01:30Z"),
        ("09:00-17:00", "2026-10-24T22:00Z", "2026-10-25T09:00Z"),
    ],
)
def test_the_clinic_opens_by_its_wall_clock_when_clocks_change(span: str, after: str, opens: str) -> None:
    """An opening time that the clocks skip falls on the change; one that comes twice opens at the first."""
    found = clinic(sunday=[span]).opens_next(datetime.fromisoformat(after))

    assert found is not None
    assert found.astimezone(UTC) == datetime.fromisoformat(opens)


SPANS = st.sampled_from(
    [
        (),
        ("00:00-24:00",),
        ("01:30-05:00",),
        ("00:30-01:15", "02:00-03:00"),
        ("09:00-17:00",),
        ("20:00-24:00",),
    ]
)
ZONES = st.sampled_from(["Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "UTC"])
CHANGES = st.sampled_from(
    ["2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-04-05", "2026-10-04"]
)


@given(
    week=st.tuples(*[SPANS] * 7).filter(any),
    zone=ZONES,
    near=CHANGES,
    minutes=st.integers(-2_000, 2_000),
)
def test_no_opening_is_passed_over(
    week: tuple[tuple[str, ...], ...], zone: str, near: str, minutes: int
) -> None:
    """Until the next opening the clinic stays as it is, or closes; then it is open, and was not before."""
    there = clinic(zone, **dict(zip(DAYS, week, strict=True)))
    at = datetime.fromisoformat(f"{near}T01:00Z") + timedelta(minutes=minutes)
    opens = there.opens_next(at)
    end = opens or at + timedelta(days=2)
    steps = int((end - at).total_seconds()) // 300
    states = [there.is_open(at + timedelta(minutes=5 * step)) for step in range(min(steps, 700))]

    assert (False, True) not in pairwise(states)
    if opens:
        assert there.is_open(opens)
        assert not there.is_open(opens.astimezone(UTC) - timedelta(minutes=1))


# --- As patients read it ---


def test_equal_days_are_told_together() -> None:
    """Neighbouring days with the same hours share a line."""
    assert clinic(
        **WORKDAYS, saturday=["10:00-14:00"], closed_on=["2026-12-26", "2026-12-25"]
    ).hours_told == (
        "Monday to Friday: 9:00 to 12:30 and 14:00 to 18:00",
        "Saturday: 10:00 to 14:00",
        "Sunday: closed",
        "Closed on 25 December 2026 and 26 December 2026",
    )


def test_two_days_and_whole_days_read_well() -> None:
    """Two days are joined by a word, and midnight is called so."""
    hours = {"monday": ["00:00-24:00"], "tuesday": ["20:00-24:00"]}

    assert clinic(**hours, saturday=["8:00-9:00"], sunday=["8:00-9:00"]).hours_told == (
        "Monday: all day",
        "Tuesday: 20:00 to midnight",
        "Wednesday to Friday: closed",
        "Saturday and Sunday: 8:00 to 9:00",
    )


def test_every_way_to_the_clinic_is_told() -> None:
    """Phone, hours, address and link have lines of their own, the phone alone so that it can be tapped."""
    told = Clinic(
        phone="020 7946 0000",
        opening_hours=OpeningHours(monday=("09:00-17:00",)),
        address="1 High Street",
        booking_link="https://clinic.example/book",
    ).contact_told

    assert told == (
        "020 7946 0000",
        "Monday: 9:00 to 17:00",
        "Tuesday to Sunday: closed",
        "1 High Street",
        "Book a visit: https://clinic.example/book",
    )


def test_a_clinic_that_says_nothing_tells_nothing() -> None:
    """Without details there is no way to tell of."""
    assert Clinic().contact_told == ()
    assert Clinic().hours_told == ()
