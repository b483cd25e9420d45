"""Terms are found as whole words, the longest first."""

import pytest

from bot.core import text
from bot.core.matching.terms import Terms, is_number

TERMS = Terms(["how", "how long", "it"], ["What's up", "?!"])


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("how long is it", "is"),
        ("how old is the item", "old is the item"),
        ("whats up with it", "with"),
        ("long", "long"),
        ("", ""),
    ],
)
def test_terms_are_left_out(words: str, left: str) -> None:
    """What belongs to a term is left out, the whole of a long term, and nothing else."""
    assert TERMS.without(tuple(words.split())) == tuple(left.split())


def test_terms_are_found_where_they_stand() -> None:
    """Each term is found once, by its start and end."""
    words = text.words("so how long is it how")

    assert tuple(TERMS.places_in(words)) == ((1, 3), (4, 5), (5, 6))
    assert TERMS.are_in(words)
    assert not TERMS.are_in(("so", "long"))


def test_terms_at_the_edges_are_cut_off() -> None:
    """At the beginning and at the end any number of terms goes; one in the middle stays."""
    words = text.words("how long how far is it far it how")

    assert TERMS.after_leading(words) == text.words("far is it far it how")
    assert TERMS.before_trailing(words) == text.words("how long how far is it far")
    assert TERMS.after_leading(("how",)) == TERMS.before_trailing(("how",)) == ()


def test_numbers_are_written_in_digits() -> None:
    """Digits make a number, words do not."""
    assert [word for word in ("9", "38.5", "0,5", "nine", "b12") if is_number(word)] == ["9", "38.5", "0,5"]
