"""Typos are corrected towards what the knowledge base knows."""

import pytest

from bot.core.matching.spelling import Speller

TYPED = [
    "is swelling normal",
    "how long does swelling last",
    "my swelling is back",
    "is brusing normal",
    "bruising on my cheek",
    "bruising and swelling",
    "can i take amoxicillin",
    "is b12 good",
]


@pytest.fixture(scope="module")
def speller() -> Speller:
    """A speller that has read a few questions."""
    return Speller(TYPED, printed=["A bruise is bruising under the skin.".lower().rstrip(".")])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sweling", "swelling"),
        ("swelng", "swelling"),
        ("wselling", "swelling"),
        ("amoxycilin", "amoxicillin"),
        ("normal", "normal"),
        ("zzzzzzz", "zzzzzzz"),
    ],
)
def test_corrects_one_slip_and_two_in_long_words(speller: Speller, typed: str, meant: str) -> None:
    """A known word one slip away is meant, or two slips away when it is long and begins alike."""
    assert speller.correct([typed]) == (meant,)


def test_does_not_learn_typos(speller: Speller) -> None:
    """A misspelt word in an ask is corrected too, when a common word is one slip away."""
    assert speller.correct(["brusing"]) == ("bruising",)


@pytest.mark.parametrize("word", ["b12", "ok", "los", "38.5"])
def test_leaves_short_words_and_numbers(speller: Speller, word: str) -> None:
    """Words of under four letters and anything with a digit stay as they are."""
    assert speller.correct([word]) == (word,)


def test_leaves_well_spelt_words() -> None:
    """A word that is known to be well spelt is no slip of another, however near."""
    speller = Speller(["is pain normal", "pain", "more pain"], well_spelt=["spain"])

    assert speller.correct(["spain"]) == ("spain",)


def test_works_without_anything_to_learn() -> None:
    """An empty base corrects nothing."""
    assert Speller([]).correct(["anything"]) == ("anything",)
