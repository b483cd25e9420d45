"""The day of the procedure, as patients say it: "last Tuesday", "12/11", "2 weeks ago"."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from bot.core.model import Value
from bot.core.spans import NUMBER, SPAN, days_in, number_in
from bot.core.written_dates import MONTHS, WEEKDAYS, date_of, written_dates

LONGEST_AGO: Final = 3 * 365 + 1
"""Days; the article tells of nothing that comes later than 3 years."""

_LONGEST_TEXT: Final = 200
_MOST_SAID: Final = 2
_WEEK: Final = 7


class OneDay(Value):
    """The text says one day in the past."""

    date: dt.date


class EitherDay(Value):
    """The text can mean two days in the past; the likelier one comes first."""

    dates: tuple[dt.date, dt.date]


class NotPast(Value):
    """The text says a day that is still to come."""


class TooLongAgo(Value):
    """The text says a day more than 3 years ago."""


class NoDay(Value):
    """The text says no day, or too many."""


DaySaid: TypeAlias = OneDay | EitherDay | NotPast | TooLongAgo | NoDay

_OF_MONTH: Final = re.compile(rf"\bthe (\d{{1,2}})(?:st|nd|rd|th)\b(?! (?:day|of|{'|'.join(MONTHS)}))")
_WEEKDAY: Final = re.compile(
    rf"(?:\b(?P<which>last|this|next|past|on|previous|coming) )?"
    rf"(?:week )?\b(?P<name>{'|'.join(WEEKDAYS)})s?\b"
    r"(?P<before> (?:last|before last) week| last)?"
)
_WEEKS_BEFORE: Final = re.compile(rf"\blast week\b|\b(?P<number>{NUMBER}) (?:weeks?|wks?) ago\b")
_NEAR: Final = re.compile(
    r"\b(?P<two>(?:the )?day before yesterday)\b|\b(?P<one>yesterday|last night)\b"
    r"|\b(?P<none>today|this (?:morning|afternoon|evening)|tonight|just now)\b"
)
_COMING: Final = re.compile(rf"\btomorrow\b|\bnext (?:week|month|year)\b|\bin {SPAN}(?! ago)")
_AGO: Final = re.compile(rf"\b{SPAN}")
_DAY_COUNT: Final = re.compile(rf"\bday (?P<day>{NUMBER})\b")


def day_said(text: str, today: dt.date) -> DaySaid:
    """Return which day of the procedure a text says.

    "12/11" is 12 November before it is 11 December. A date without a year means the last one, unless the next
    comes round soon; nothing in the future is ever a day.
    """
    said = tuple(dict.fromkeys(_days(text[:_LONGEST_TEXT], today)))
    past = tuple(day for day in said if day <= today)
    near = tuple(day for day in past if (today - day).days <= LONGEST_AGO)
    if not said or len(near) > _MOST_SAID:
        return NoDay()
    if not past:
        return NotPast()
    if not near:
        return TooLongAgo()
    return OneDay(date=near[0]) if len(near) == 1 else EitherDay(dates=(near[0], near[1]))


def _days(text: str, today: dt.date) -> Iterator[dt.date]:
    """Yield every day that the text can mean, the likelier first, days to come included."""
    written = written_dates(text, today)
    yield from written.dates or _relative(written.words, today)


def _relative(words: str, today: dt.date) -> Iterator[dt.date]:
    """Yield the days that the words count from today."""
    if _COMING.search(words):
        yield today + dt.timedelta(days=1)
        return
    for found in _OF_MONTH.finditer(words):
        yield from _last_of_month(int(found[1]), today)
    if found_near := _NEAR.search(words):
        yield today - dt.timedelta(days={"two": 2, "one": 1, "none": 0}[str(found_near.lastgroup)])
        return
    if names := [*_WEEKDAY.finditer(words)]:
        weeks = _WEEKS_BEFORE.search(words)
        yield from (day for name in names for day in _weekdays(name, weeks, today))
        return
    for found in _DAY_COUNT.finditer(words):
        yield today - dt.timedelta(days=number_in(found["day"]))
    for found in _AGO.finditer(_DAY_COUNT.sub(" ", words)):
        if (ago := days_in(found)) is not None:
            yield today - dt.timedelta(days=ago)


def _weekdays(found: re.Match[str], weeks: re.Match[str] | None, today: dt.date) -> Iterator[dt.date]:
    """Yield the days that the name of a weekday means; today's own name may mean today or a week ago."""
    number = WEEKDAYS.index(found["name"])
    if weeks or found["before"] == " last week":
        ago = number_in(weeks["number"]) if weeks and weeks["number"] else 1
        monday = today - dt.timedelta(days=today.weekday() + _WEEK * ago)
        yield monday + dt.timedelta(days=number)
        return
    if found["which"] in {"next", "coming"}:
        yield today + dt.timedelta(days=1)
        return
    since = (today.weekday() - number) % _WEEK
    if since == 0:
        if found["which"] not in {"last", "past", "previous"} and found["before"] is None:
            yield today
        since = _WEEK
    yield today - dt.timedelta(days=since)


def _last_of_month(day: int, today: dt.date) -> Iterator[dt.date]:
    """Yield the last day of that number: this month's, or an earlier month's that has it."""
    months = (divmod(today.year * 12 + today.month - 1 - back, 12) for back in range(3))
    dates = (date_of(year, month + 1, day) for year, month in months)
    yield from [it for it in dates if it and it <= today][:1]
