"""Typos are corrected towards what the knowledge base knows."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching.spelling import Speller

TYPED: Final = (
    "is swelling normal",
    "how long does swelling last",
    "my swelling is back",
    "is brusing normal",
    "bruising on my cheek",
    "bruising and swelling",
    "can i take amoxicillin",
    "is b12 good",
)
PRINTED: Final = ("a bruise is bruising under the skin",)
SPELLER: Final = Speller(TYPED, PRINTED)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sweling", "swelling"),
        ("swelng", "swelling"),
        ("wselling", "swelling"),
        ("swwelling", "swelling"),
        ("amoxycilin", "amoxicillin"),
        ("normal", "normal"),
        ("zzzzzzz", "zzzzzzz"),
        ("zwellimg", "zwellimg"),
        ("nrmall", "nrmall"),
    ],
)
def test_corrects_one_slip_and_two_in_long_words(typed: str, meant: str) -> None:
    """A known word one slip away is meant, or two slips away when it is long and begins alike."""
    assert SPELLER.correct([typed]) == (meant,)


def test_does_not_learn_typos() -> None:
    """A misspelt word in an ask is corrected too, when a known word is one slip away."""
    assert SPELLER.correct(["brusing"]) == ("bruising",)


@pytest.mark.parametrize("word", ["b12", "ok", "tak", "38.5", "swell1ng"])
def test_leaves_short_words_and_numbers(word: str) -> None:
    """Words of under four letters and anything with a digit stay as they are."""
    assert SPELLER.correct([word]) == (word,)


def test_leaves_well_spelt_words() -> None:
    """A word that is known to be well spelt is no slip of another, however near."""
    lines = ["is pain normal", "pain", "more pain"]

    assert Speller(lines).correct(["spain"]) == ("pain",)
    assert Speller(lines, well_spelt=["spain"]).correct(["spain"]) == ("spain",)


def test_well_spelt_words_are_nobodys_target() -> None:
    """A typo is bent towards the words of the base alone, not towards any word of the language."""
    assert Speller(["is pain normal"], well_spelt=["spank"]).correct(["spnak"]) == ("spnak",)


def test_the_more_used_word_is_meant() -> None:
    """Of two words that are equally near, the one that patients use more is meant."""
    lines = ["a sore lip", "a sore chin", "any soup"]

    assert Speller(lines).correct(["sorp"]) == ("sore",)


@given(st.lists(st.text(max_size=12), max_size=8))
def test_every_word_is_answered_by_one(typed: list[str]) -> None:
    """As many words come back as were typed, and correcting them again changes nothing."""
    corrected = SPELLER.correct(typed)

    assert len(corrected) == len(typed)
    assert SPELLER.correct(corrected) == corrected


@given(st.sampled_from(sorted({word for line in (*TYPED, *PRINTED) for word in line.split()} - {"brusing"})))
def test_known_words_are_left_alone(word: str) -> None:
    """What patients and authors write is corrected to itself."""
    assert SPELLER.correct([word]) == (word,)


def test_works_without_anything_to_learn() -> None:
    """An empty base corrects nothing."""
    assert Speller([]).correct(["anything"]) == ("anything",)
