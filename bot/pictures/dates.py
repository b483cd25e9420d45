"""Dates and lengths of time in words, the same in every locale of the machine."""

from datetime import date
from typing import Final

from bot.core.phrases_pictures import DateWords

_YEAR: Final = 365
_MONTH: Final = 30
_WEEK: Final = 7
_HALF_YEARS: Final = frozenset(range(545, 551))
"""Days that are told as a year and a half, however it is counted."""


def date_told(day: date, words: DateWords) -> str:
    """Return the date as in "23 Nov 2026"."""
    return f"{day.day} {words.month_names[day.month - 1]} {day.year}"


def span_told(first: date, last: date, words: DateWords) -> str:
    """Return two dates as in "23 Nov to 7 Dec 2026", without what both have in common."""
    end = date_told(last, words)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} {words.to} {end}"
    start = date_told(first, words)
    return f"{start.removesuffix(f' {last.year}')} {words.to} {end}"


def day_told(day: int, words: DateWords) -> str:
    """Return a day after the procedure as patients count it: "day 4", "2 weeks", "1½ years"."""
    if day in _HALF_YEARS:
        return f"1½ {words.years}"
    for length, one, many in (
        (_YEAR, words.year, words.years),
        (_MONTH, words.month, words.months),
        (_WEEK, words.week, words.weeks),
    ):
        if day and day % length == 0:
            return f"{day // length} {one if day == length else many}"
    return f"{words.day} {day}"
