"""The clinic: who it is, when it is open, and how patients reach it."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import groupby, pairwise
from typing import Annotated, Final, NamedTuple, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from bot.core.clinic_fields import Language, Link, Phone, Zone
from bot.core.model import Label, Line, Value

DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_CLOSED: Final = 30
"""Single days on which a clinic is closed; more would not fit beside its address."""

_SPAN: Final = re.compile(r"(\d{1,2}):(\d\d) ?[-–] ?(\d{1,2}):(\d\d)")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY: Final = 24 * 60
_MINUTE: Final = timedelta(minutes=1)
_FEW: Final = 2


class _Open(NamedTuple):
    """A time of opening and a time of closing, both in minutes since midnight on the clinic's wall clock."""

    opens: int
    closes: int

    def __str__(self) -> str:
        if self == (0, _DAY):
            return "all day"
        closes = "midnight" if self.closes == _DAY else _clock(self.closes)
        return f"{_clock(self.opens)} to {closes}"


def _in_brackets(given: object) -> object:
    if isinstance(given, str):
        raise ValueError(  # noqa: TRY004  Pydantic tells only this kind.
            'write the times in brackets, such as ["09:00-12:30"], or [] when it is closed'
        )
    # A list stands in the file.
    return tuple(given) if isinstance(given, list) else given


def _is_a_span(written: str) -> str:
    _read(written)
    return written


def _in_order(spans: tuple[str, ...]) -> tuple[str, ...]:
    read = [(written, _read(written)) for written in spans]
    for (first, before), (second, after) in pairwise(read):
        if after.opens < before.closes:
            raise ValueError(
                f'"{second}" begins before "{first}" ends; write the times one after another, without overlap'
            )
    return spans


Span = Annotated[str, AfterValidator(_is_a_span)]
Spans = Annotated[
    tuple[Span, ...], Field(max_length=4), AfterValidator(_in_order), BeforeValidator(_in_brackets)
]


class OpeningHours(Value):
    """When the clinic is open, on its own wall clock."""

    monday: Spans = ()
    """From when to when, in 24 hours; left out on a day when nobody is there."""
    tuesday: Spans = ()
    """As for Monday."""
    wednesday: Spans = ()
    """As for Monday."""
    thursday: Spans = ()
    """As for Monday."""
    friday: Spans = ()
    """As for Monday."""
    saturday: Spans = ()
    """As for Monday."""
    sunday: Spans = ()
    """As for Monday."""
    closed_on: Annotated[tuple[date, ...], Field(max_length=MOST_CLOSED)] = ()
    """Holidays and other single days on which nobody is there."""

    @model_validator(mode="after")
    def _opens_at_all(self) -> Self:
        if not any(self._weekly):
            raise ValueError(
                'no day has a time; write at least one, such as monday: ["09:00-17:00"], or delete this'
            )
        return self

    @cached_property
    def _weekly(self) -> tuple[tuple[_Open, ...], ...]:
        return tuple(tuple(map(_read, getattr(self, day))) for day in DAYS)

    def on(self, day: date) -> tuple[_Open, ...]:
        """Return when the clinic is open on a day."""
        return () if day in self.closed_on else self._weekly[day.weekday()]

    def holds(self, wall: datetime) -> bool:
        """Whether the clinic is open at a time of its own wall clock."""
        minute = wall.hour * 60 + wall.minute
        return any(it.opens <= minute < it.closes for it in self.on(wall.date()))

    @property
    def told(self) -> tuple[str, ...]:
        """The hours as patients read them, equal neighbours together, then the days that are left out."""
        together = [[*days] for _, days in groupby(range(len(DAYS)), key=lambda day: self._weekly[day])]
        weekly = (f"{_days(days)}: {_hours(self._weekly[days[0]])}" for days in together)
        closed = [_dated(day) for day in sorted(set(self.closed_on))]
        return (*weekly, f"Closed on {_and(closed)}") if closed else tuple(weekly)


class Clinic(Value):
    """What a clinic says of itself; without it, general words stand in."""

    name: Label = "your clinic"
    """How the texts call the clinic."""
    phone: Phone | None = None
    """The number that patients call; it can be tapped."""
    emergency_number: Label = "your local emergency number"
    """The number for emergencies where the patients are."""
    crisis_line: Label | None = None
    """Whom somebody can call who does not want to live: a name, a number, or both."""
    language: Language = "en"
    """The folder of the knowledge base from which this clinic answers."""
    time_zone: Zone = "UTC"
    """A continent and a city, whose clock the clinic goes by."""
    opening_hours: OpeningHours | None = None
    """When somebody is there."""
    address: Line | None = None
    """Where patients go."""
    booking_link: Link | None = None
    """Where patients book a visit."""
    price: Line | None = None
    """What the clinic says of its own price."""
    readers: Line | None = None
    """Who reads what patients hand over, such as "our nurses"."""
    answers_within: Line | None = None
    """How soon somebody answers, such as "within 4 working hours"."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of the clinic's wall clock."""
        return ZoneInfo(self.time_zone)

    def is_open(self, at: datetime) -> bool | None:
        """Whether the clinic is open at an aware time; None when it does not say its hours."""
        return None if self.opening_hours is None else self.opening_hours.holds(self._wall(at))

    def opens_next(self, at: datetime) -> datetime | None:
        """Return when the clinic opens next after an aware time; None when it never does, or does not say."""
        hours = self.opening_hours
        if hours is None:
            return None
        today = self._wall(at).date()
        # However single closed days fall, a week more than they are holds every weekday once.
        ahead = (today + timedelta(days=day) for day in range(-1, 7 * (len(hours.closed_on) + 1) + 2))
        moments = (moment for day in ahead for moment in self._openings(hours, day))
        return next((moment.astimezone(self.zone) for moment in moments if moment > at), None)

    def _openings(self, hours: OpeningHours, day: date) -> Iterator[datetime]:
        """Yield the moments of a day at which the clinic was closed and is open.

        Where clocks change, a time of the wall clock comes twice or not at all, so both readings of it and
        every minute between them are tried.
        """
        for span in hours.on(day):
            wall = datetime.combine(day, time(*divmod(span.opens, 60)), self.zone)
            first, last = sorted(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
            for minute in range((last - first) // _MINUTE + 1):
                moment = first + minute * _MINUTE
                if hours.holds(self._wall(moment)) and not hours.holds(self._wall(moment - _MINUTE)):
                    yield moment

    def _wall(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError("a time without its zone belongs to nobody's wall clock")
        return at.astimezone(self.zone)

    @property
    def hours_told(self) -> tuple[str, ...]:
        """The opening hours as patients read them, a line each; nothing when there are none."""
        return self.opening_hours.told if self.opening_hours else ()

    @property
    def contact_told(self) -> tuple[str, ...]:
        """Every way to the clinic as patients read it, a line each; the phone stands alone, to be tapped."""
        booking = f"Book a visit: {self.booking_link}" if self.booking_link else None
        lines = (self.phone, *self.hours_told, self.address, booking)
        return tuple(line for line in lines if line)


def _read(written: str) -> _Open:
    """Return the minutes of a span as it is written.

    Raises:
        ValueError: It is no span within one day.
    """
    found = _SPAN.fullmatch(written.strip())
    hours, minutes, to_hours, to_minutes = map(int, found.groups()) if found else (0, 60, 0, 60)
    span = _Open(hours * 60 + minutes, to_hours * 60 + to_minutes)
    if max(minutes, to_minutes) >= 60 or span.closes > _DAY:  # noqa: PLR2004
        raise ValueError('write when it opens and closes, in 24 hours and in quotes: "09:00-12:30"')
    if span.opens >= span.closes:
        raise ValueError(
            'it closes before it opens; a night belongs to two days: "20:00-24:00" and then "00:00-02:00"'
        )
    return span


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _hours(spans: tuple[_Open, ...]) -> str:
    return _and([str(span) for span in spans]) if spans else "closed"


def _days(days: list[int]) -> str:
    names = [DAYS[day].capitalize() for day in days]
    return " and ".join(names) if len(names) <= _FEW else f"{names[0]} to {names[-1]}"


def _dated(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _and(items: Sequence[str]) -> str:
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last
