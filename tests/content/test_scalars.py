"""Only words that YAML would convert need quotes, as a text and as a field's name."""

import pytest

from bot.content.scalars import advice_against, number_like


@pytest.mark.parametrize("name", ["112", "38.5", "2027-02-28", "~", "null", "", "=", "<<"])
def test_a_number_is_no_name_of_a_field(name: str) -> None:
    """A number, a date, a sign and nothing at all are no names."""
    assert number_like(name)


@pytest.mark.parametrize("name", ["on", "no", "y", "true", "id", "safety_net", "side-effect", "day 4"])
def test_a_word_is_a_name_of_a_field(name: str) -> None:
    """A word is a name, also one that YAML takes for yes-or-no."""
    assert not number_like(name)


def test_a_long_word_is_shown_by_its_beginning() -> None:
    """The advice against a word of any length is one short sentence."""
    advice = advice_against("9" * 100_000)

    assert advice is not None
    assert advice.startswith("9999")
    assert len(advice) < 200
