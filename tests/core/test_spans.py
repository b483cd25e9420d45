"""Spans of time are read in the spellings of patients."""

import re

import pytest

from bot.core.spans import SPAN, days_in, number_in, spaced


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1 day", 1),
        ("3 days", 3),
        ("a week", 7),
        ("2wks", 14),
        ("a fortnight", 14),
        ("a couple of weeks", 14),
        ("two months", 60),
        ("1 yr", 365),
        ("1.5 years", 547),
        ("1,5 weeks", 10),
        ("36 hrs", 1),
        ("over 2 weeks", 15),
        ("more than a month", 31),
        ("2 to 3 weeks", None),
        ("two or three weeks", None),
        ("2-3 weeks", None),
    ],
)
def test_a_span_has_its_days(text: str, days: int | None) -> None:
    """A span counts as whole days, "over" as one more, and a range as none."""
    found = re.search(rf"\b{SPAN}", spaced(text))

    assert found is not None
    assert days_in(found) == days


@pytest.mark.parametrize("text", ["two and a half weeks", "a week and a half", "days", "12 weekends", "b12"])
def test_what_is_no_whole_span_is_left_alone(text: str) -> None:
    """Halves are not guessed at, and other words are no units."""
    assert re.search(rf"\b{SPAN}", spaced(text)) is None


@pytest.mark.parametrize("word", ["4", "4th", "four", "fourth"])
def test_a_number_is_one_in_figures_and_in_words(word: str) -> None:
    """A number and its ordinal are the same day."""
    assert number_in(word) == 4
