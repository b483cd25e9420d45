"""Dates as patients write them: "12/11", "2026-11-12", "12 Nov", "November 12th"."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from bot.core.spans import spaced

SOON: Final = 60
"""Days; a date without a year that comes round within these is a booked day, not one of last year."""

_CENTURY: Final = 100
_YEARS_BACK: Final = 4

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT: Final = {
    "sept": "september",
    "tues": "tuesday",
    "weds": "wednesday",
    "thur": "thursday",
    "thurs": "thursday",
}
_NAMES: Final = {name: name for name in (*MONTHS, *WEEKDAYS, "yesterday", "today", "tomorrow")}
_SPELT: Final = _NAMES | {name[:3]: name for name in (*MONTHS, *WEEKDAYS)} | _SHORT
_LEAST_MISSPELT: Final = 5
"""Letters; a shorter word is one letter away from too many others."""
_LONG: Final = 7
_NO_TYPOS: Final = frozenset(
    {"night", "month", "months", "three", "first", "after", "since", "monthly", "someday"}
)

_MONTH: Final = "|".join(MONTHS)
_DAY: Final = r"\d{1,2}"
_YEAR: Final = r"(?:\d{4}|\d{2})"
_FIGURES: Final = re.compile(
    rf"(?<![\d./-])(?<!at )({_DAY})[./-]({_DAY})(?:[./-]({_YEAR}))?"
    r"(?![\d/-]|\.\d| ?(?:am|pm|d|h|w|m|y)[a-z]*\b)"
)
_ISO: Final = re.compile(r"(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)")
_DAY_MONTH: Final = re.compile(
    rf"\b({_DAY})(?: ?(?:st|nd|rd|th))?(?: day)?(?: of)? ({_MONTH})(?: ({_YEAR})\b)?"
)
_MONTH_DAY: Final = re.compile(rf"\b({_MONTH})(?: the)? ({_DAY})(?:st|nd|rd|th)?\b(?: ({_YEAR})\b)?")


class Written(NamedTuple):
    """The dates of a text, days to come included, and what is left of its words."""

    dates: tuple[dt.date, ...]
    words: str


def written_dates(text: str, today: dt.date) -> Written:
    """Return every date that a text can mean, the likelier reading first, and its other words, mended."""
    dates: list[dt.date] = []
    figures = text.lower()
    for find, order in ((_ISO, "ymd"), (_FIGURES, "dm")):
        dates += [it for found in find.finditer(figures) for it in _figured(found, order, today)]
        figures = find.sub(" ", figures)
    words = " ".join(map(_name_of, spaced(figures).split()))
    for find, order in ((_DAY_MONTH, "dm"), (_MONTH_DAY, "md")):
        dates += [it for found in find.finditer(words) for it in _named(found, order, today)]
        words = " ".join(find.sub(" ", words).split())
    return Written(tuple(dates), words)


def _figured(found: re.Match[str], order: str, today: dt.date) -> Iterator[dt.date]:
    if order == "ymd":
        yield from _dated(int(found[3]), int(found[2]), found[1], today)
        return
    one, other, year = int(found[1]), int(found[2]), found[3]
    readings = ((one, other), (other, one)) if order == "dm" else ((other, one), (one, other))
    for day, month in readings:
        yield from _dated(day, month, year, today)


def _named(found: re.Match[str], order: str, today: dt.date) -> Iterator[dt.date]:
    day, month = (found[1], found[2]) if order == "dm" else (found[2], found[1])
    year = found[3]
    if year and len(year) == len("26") and not 0 <= today.year % _CENTURY - int(year) < _YEARS_BACK:
        year = None  # it tells the time of the day, as in "3 May 10 am"
    yield from _dated(int(day), MONTHS.index(month) + 1, year, today)


def _dated(day: int, month: int, year: str | None, today: dt.date) -> Iterator[dt.date]:
    """Yield the date, or nothing where the calendar has none such."""
    if year is None:
        yield from _without_year(day, month, today)
        return
    number = int(year) + (today.year // _CENTURY * _CENTURY if int(year) < _CENTURY else 0)
    if (date := date_of(number, month, day)) is not None:
        yield date


def _without_year(day: int, month: int, today: dt.date) -> Iterator[dt.date]:
    dates = [
        it for year in range(today.year - _YEARS_BACK, today.year + 2) if (it := date_of(year, month, day))
    ]
    coming = next((it for it in dates if it > today), None)
    past = max((it for it in dates if it <= today), default=None)
    if coming and (coming - today).days <= SOON:
        yield coming
    elif past:
        yield past


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where the calendar has none such."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _name_of(word: str) -> str:
    if word in _SPELT:
        return _SPELT[word]
    if len(word) < _LEAST_MISSPELT or word in _NO_TYPOS or not word.isalpha():
        return word
    most = 2 if len(word) >= _LONG else 1
    near = sorted((OSA.distance(word, name, score_cutoff=most), name) for name in _NAMES)
    is_clear = near[0][0] <= most and near[0][0] < near[1][0]
    return near[0][1] if is_clear else word
