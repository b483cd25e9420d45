"""Patients' words are made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import text

ZERO_WIDTH = "b\u200br\u200deathing"
FULL_WIDTH = "Ｉ ｃａｎ＇ｔ"


@pytest.mark.parametrize(
    ("typed", "comparable"),
    [
        ("Is It NORMAL?", "is it normal"),
        ("can't", "cant"),
        ("can’t", "cant"),
        (ZERO_WIDTH, "breathing"),
        (FULL_WIDTH, "i cant"),
        ("swellllling", "swelling"),
        ("c a n t  b r e a t h e", "cant breathe"),
        ("day 4 ... 38.5!!", "day 4 38.5"),
        ("b12 😭😭 4days", "b12 4 days"),
        ("\ud83d hi", "hi"),
        ("😀", ""),
    ],
)
def test_normalises(typed: str, comparable: str) -> None:
    """Case, width, apostrophes, elongations, emoji and invisible characters make no difference."""
    assert text.normalise(typed) == comparable


def test_keeps_a_temperature_inside_its_sentence() -> None:
    """The point of a decimal number ends no sentence."""
    found = text.sentences("Temp is 38.5. What now? I am scared\nhelp")

    assert found == ("temp is 38.5", "what now", "i am scared", "help")


def test_shortens_to_both_ends() -> None:
    """A very long message keeps its beginning and its end."""
    long = "start " + "x " * 5_000 + "end"

    kept = text.shortened(long)

    assert kept.startswith("start")
    assert kept.endswith("end")
    assert len(kept) <= text.LONGEST_MATCHED + 1


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_is_stable(typed: str) -> None:
    """What is cleaned once stays as it is."""
    once = text.clean(typed)

    assert text.clean(once) == once


@given(st.text())
def test_yields_sendable_words(typed: str) -> None:
    """No lone surrogate survives, whatever was typed."""
    text.normalise(typed).encode("utf-8")
