"""The day of the procedure is understood as patients say it, and is never in the future."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.procedure_day import (
    LONGEST_AGO,
    DaySaid,
    EitherDay,
    NoDay,
    NotPast,
    OneDay,
    TooLongAgo,
    day_said,
)

TODAY = date(2026, 11, 26)
"""A Thursday."""
WORDS = (
    "12",
    "/",
    ".",
    "-",
    "2026",
    "nov",
    "last",
    "tuesday",
    "3",
    "weeks",
    "ago",
    "the",
    "5th",
    "day",
    "in",
)


def one(month: int, day: int, year: int = 2026) -> OneDay:
    """Return what is said when that is the only day."""
    return OneDay(date=date(year, month, day))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("today", one(11, 26)),
        ("this morning", one(11, 26)),
        ("yesterday", one(11, 25)),
        ("last night", one(11, 25)),
        ("the day before yesterday", one(11, 24)),
        ("2 days ago", one(11, 24)),
        ("a week ago", one(11, 19)),
        ("3 weeks", one(11, 5)),
        ("day 4", one(11, 22)),
        ("last Tuesday", one(11, 24)),
        ("on tuesday", one(11, 24)),
        ("Tuesday", one(11, 24)),
        ("tuesday last week", one(11, 17)),
        ("last week tuesday", one(11, 17)),
        ("tuesday 2 weeks ago", one(11, 10)),
        ("I had it done last friday!", one(11, 20)),
        ("last thursday", one(11, 19)),
        ("the 20th", one(11, 20)),
        ("the 30th", one(10, 30)),
        ("12/11", one(11, 12)),
        ("13/11", one(11, 13)),
        ("12.11.2026", one(11, 12)),
        ("12-11-26", one(11, 12)),
        ("2026-11-12", one(11, 12)),
        ("12 Nov", one(11, 12)),
        ("November 12th", one(11, 12)),
        ("nov 12 2026", one(11, 12)),
        ("12th of November 2025", one(11, 12, 2025)),
        ("had it on the 3rd of october", one(10, 3)),
        ("5 May", one(5, 5)),
        ("3 May at 10 am", one(5, 3)),
        ("3 May 10 am", one(5, 3)),
        ("friday 20th november", one(11, 20)),
        ("yesterday at 10.30", one(11, 25)),
        ("1.5 weeks ago", one(11, 16)),
        ("I may have had it yesterday", one(11, 25)),
    ],
)
def test_a_day_is_understood(text: str, said: DaySaid) -> None:
    """Words, weekdays, spans and dates in every usual order lead to one day."""
    assert day_said(text, TODAY) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tusday", one(11, 24)),
        ("wensday", one(11, 25)),
        ("yesteday", one(11, 25)),
        ("12 novmber", one(11, 12)),
        ("3 ocotber", one(10, 3)),
    ],
)
def test_a_misspelt_name_is_understood(text: str, said: DaySaid) -> None:
    """A slip in the name of a day or a month does no harm."""
    assert day_said(text, TODAY) == said


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("05/06", (date(2026, 6, 5), date(2026, 5, 6))),
        ("01/02/2026", (date(2026, 2, 1), date(2026, 1, 2))),
        ("thursday", (date(2026, 11, 26), date(2026, 11, 19))),
        ("monday or tuesday", (date(2026, 11, 23), date(2026, 11, 24))),
        ("12/11 or 13/11", (date(2026, 11, 12), date(2026, 11, 13))),
    ],
)
def test_two_readings_are_both_offered(text: str, dates: tuple[date, date]) -> None:
    """What can mean two days in the past is not guessed at."""
    assert day_said(text, TODAY) == EitherDay(dates=dates)


def test_a_reading_in_the_future_is_none() -> None:
    """12/11 before the 11th of December is the 12th of November; after it both are possible."""
    assert day_said("12/11", date(2026, 12, 10)) == one(11, 12)
    assert day_said("12/11", date(2026, 12, 11)) == EitherDay(dates=(date(2026, 11, 12), date(2026, 12, 11)))


@pytest.mark.parametrize(
    "text",
    ["tomorrow", "next friday", "next week", "in 3 days", "27.11.2026", "5 dec", "12/12", "2027-01-01"],
)
def test_a_day_to_come_is_told_apart(text: str) -> None:
    """A booked day is not yet the day of a procedure."""
    assert day_said(text, TODAY) == NotPast()


@pytest.mark.parametrize("text", ["12/11/2020", "5 years ago", "1999-01-01", "10/10/10"])
def test_a_day_too_long_ago_is_told_apart(text: str) -> None:
    """More than 3 years ago there is nothing that the article tells of."""
    assert day_said(text, TODAY) == TooLongAgo()


@pytest.mark.parametrize(
    "text",
    ["", "hello", "i dont know", "november", "31/02", "0/0", "2 to 3 days ago", "020 7946 0000"],
)
def test_a_text_without_a_day_has_none(text: str) -> None:
    """Nothing is made of a text that names no day, an impossible one, or a range."""
    assert day_said(text, TODAY) == NoDay()


def test_three_days_are_none() -> None:
    """Who names three days has not said which."""
    assert day_said("1/10 14/10 28/10", TODAY) == NoDay()


@given(
    text=st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join),
    today=st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 12, 31)),
)
def test_no_text_says_a_day_in_the_future(text: str, today: date) -> None:
    """Whatever is typed, every day that is offered lies in the past 3 years."""
    said = day_said(text, today)
    dates = (said.date,) if isinstance(said, OneDay) else said.dates if isinstance(said, EitherDay) else ()

    assert all(today - timedelta(days=LONGEST_AGO) <= it <= today for it in dates)


@given(
    ago=st.integers(0, LONGEST_AGO), today=st.dates(min_value=date(2024, 1, 1), max_value=date(2080, 1, 1))
)
def test_a_whole_date_is_read_back(ago: int, today: date) -> None:
    """A date written out is that date, on every day of the calendar."""
    day = today - timedelta(days=ago)

    assert day_said(day.isoformat(), today) == OneDay(date=day)
    assert day_said(f"{day:%d %B %Y}", today) == OneDay(date=day)
    assert day_said(f"I had it on {day:%b} {day.day}, {day.year}.", today) == OneDay(date=day)
