"""Dates are read in the spellings of patients, and what is left of the words is handed on."""

from datetime import date

import pytest

from bot.core.written_dates import date_of, written_dates

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("on 12/11 in the morning", "on in the morning"),
        ("2026-11-12 I think", "i think"),
        ("the 12th of November, a thursday", "the a thursday"),
        ("Nov 12", ""),
        ("12 nov. 2026", ""),
    ],
)
def test_a_date_is_taken_out_of_the_words(text: str, rest: str) -> None:
    """A date is read once, and what else was said stays."""
    written = written_dates(text, TODAY)

    assert date(2026, 11, 12) in written.dates
    assert written.words == rest


@pytest.mark.parametrize(
    "text", ["1.5 weeks", "at 10.30", "10.30 pm", "24 hours", "020 7946 0000", "1.2.3.4.5", "32/1"]
)
def test_other_figures_are_no_date(text: str) -> None:
    """Halves, times of the day, telephone numbers and versions are no dates."""
    assert written_dates(text, TODAY).dates == ()


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("tusday", "tuesday"),
        ("febuary", "february"),
        ("tues", "tuesday"),
        ("sept", "september"),
        ("night", "night"),
    ],
)
def test_names_are_mended(word: str, mended: str) -> None:
    """Slips and short forms become the name; other words stay."""
    assert written_dates(word, TODAY).words == mended


def test_a_date_that_comes_round_soon_is_to_come() -> None:
    """Without a year the last such date is meant, unless the next is near."""
    assert written_dates("5 december", TODAY).dates == (date(2026, 12, 5),)
    assert written_dates("5 february", TODAY).dates == (date(2026, 2, 5),)
    assert written_dates("29 february", TODAY).dates == (date(2024, 2, 29),)


def test_impossible_dates_are_none() -> None:
    """The calendar has no 31st of February."""
    assert date_of(2026, 2, 31) is None
    assert date_of(0, 1, 1) is None
    assert date_of(2026, 2, 28) == date(2026, 2, 28)
