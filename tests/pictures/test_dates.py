"""Dates in words."""

from datetime import date

import pytest

from bot.pictures.dates import date_told, day_told, span_told
from tests.pictures.words import DATES


def test_a_date_is_told_in_words() -> None:
    """A month is a word, so that nobody mistakes it for a day."""
    assert date_told(date(2026, 3, 4), DATES) == "4 Mar 2026"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), "23 Nov 2026"),
        (date(2026, 11, 23), date(2026, 11, 26), "23 to 26 Nov 2026"),
        (date(2026, 11, 23), date(2026, 12, 7), "23 Nov to 7 Dec 2026"),
        (date(2026, 12, 23), date(2027, 2, 21), "23 Dec 2026 to 21 Feb 2027"),
        (date(2026, 11, 23), date(2027, 11, 23), "23 Nov 2026 to 23 Nov 2027"),
    ],
)
def test_two_dates_share_what_they_have_in_common(first: date, last: date, told: str) -> None:
    """A month or a year that both have is told once."""
    assert span_told(first, last, DATES) == told


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (0, "day 0"),
        (3, "day 3"),
        (7, "1 week"),
        (14, "2 weeks"),
        (30, "1 month"),
        (90, "3 months"),
        (365, "1 year"),
        (547, "1½ years"),
        (548, "1½ years"),
        (730, "2 years"),
    ],
)
def test_days_are_told_as_patients_count(day: int, told: str) -> None:
    """Whole weeks, months and years are told as such."""
    assert day_told(day, DATES) == told
