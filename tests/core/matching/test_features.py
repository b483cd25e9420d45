"""A text is compared by its words and their order, the letters inside them, and what they name."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching.features import KINDS, Reading, letter_runs, words_and_pairs
from bot.core.text import words


def read(text: str) -> Reading:
    """Return the words of a text, as typed."""
    return Reading(words(text))


def features(reading: Reading) -> list[str]:
    """Return all features of a reading, of whatever kind."""
    return [
        feature for kind in KINDS for feature in chain.from_iterable(map(kind.of_part, kind.parts(reading)))
    ]


def test_words_count_with_their_neighbours() -> None:
    """Each word and each pair of neighbours counts as often as it stands."""
    found = words_and_pairs(read("sore or not sore"))

    assert sorted(found) == sorted(["sore", "or", "not", "sore", "sore or", "or not", "not sore"])


def test_order_matters_to_pairs_alone() -> None:
    """The same words in another order have the same words and other pairs."""
    statement, question = set(words_and_pairs(read("it is"))), set(words_and_pairs(read("is it")))

    assert statement & question == {"it", "is"}


@pytest.mark.parametrize(
    ("word", "runs"),
    [
        ("sore", (" sor", "sore", "ore ")),
        ("is", (" is ",)),
        ("a", (" a ",)),
        ("38.5", (" 38.", "38.5", "8.5 ")),
    ],
)
def test_letters_count_in_runs_with_the_edges(word: str, runs: tuple[str, ...]) -> None:
    """A word has its runs of four letters, edges included; a short one is a run by itself."""
    assert letter_runs(word) == runs


@given(st.text(min_size=2, alphabet=st.characters(categories=["L", "N"])))
def test_runs_spell_the_word(word: str) -> None:
    """Each run goes on where the one before began, so that together they leave no letter out."""
    first, *others = letter_runs(word)

    assert first + "".join(run[-1] for run in others) == f" {word} "


def test_no_run_crosses_a_space() -> None:
    """Two words have the letters of either, and nothing in common but being neighbours."""
    together, apart = features(read("sore lip")), features(read("sore")) + features(read("lip"))

    assert sorted(together) == sorted([*apart, "sore lip"])


def test_what_the_words_name_counts_beside_them() -> None:
    """The groups that words belong to are features of their own."""
    plain, named = Reading(("puffy", "jowl")), Reading(("puffy", "jowl"), ("swelling", "face"))

    assert sorted(features(named)) == sorted([*features(plain), "swelling", "face"])


def test_nothing_has_no_features() -> None:
    """A text without words has nothing to be compared by."""
    assert features(read("?!")) == []
