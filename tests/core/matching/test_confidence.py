"""A score and its lead become one chance."""

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching.confidence import confidence

NUMBERS: Final = st.floats(-20, 20)


@given(NUMBERS, NUMBERS)
def test_confidence_is_a_chance(score: float, lead: float) -> None:
    """Whatever the score and the lead, the confidence lies between 0 and 1."""
    assert 0 <= confidence(score, lead) <= 1


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_higher_score_is_no_less_sure(score: float, other: float, lead: float) -> None:
    """With the same lead, the higher score is at least as sure."""
    assert confidence(max(score, other), lead) >= confidence(min(score, other), lead)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_greater_lead_is_no_less_sure(score: float, lead: float, other: float) -> None:
    """With the same score, the greater lead is at least as sure."""
    assert confidence(score, max(lead, other)) >= confidence(score, min(lead, other))


def test_both_count() -> None:
    """Neither a high score without a lead nor a lead at a low score is as sure as the two together."""
    assert confidence(1, 1) > confidence(1, 0)
    assert confidence(1, 1) > confidence(0.5, 1)


def test_the_ends_are_clear() -> None:
    """A question that reads like one entry alone is nearly certain; one like none is unlikely."""
    assert confidence(1, 1) > 0.9
    assert confidence(0, 0) < 0.1
