"""A text is compared by its words and their order, the letters inside them, and what they name."""

import pytest

from bot.core.matching.features import Reading, concept_features, letter_features, word_features
from bot.core.text import words


def read(text: str) -> Reading:
    """Return the words of a text, as typed."""
    return Reading(words(text))


def test_words_count_with_their_neighbours() -> None:
    """Each word and each pair of neighbours counts as often as it stands."""
    assert word_features(read("sore or not sore")) == {
        "sore": 2,
        "or": 1,
        "not": 1,
        "sore or": 1,
        "or not": 1,
        "not sore": 1,
    }


def test_order_matters_to_pairs_alone() -> None:
    """The same words in another order have the same words and other pairs."""
    normal, question = word_features(read("it is")), word_features(read("is it"))

    assert normal.keys() & question.keys() == {"it", "is"}


@pytest.mark.parametrize(
    ("word", "runs"),
    [("sore", {" sor", "sore", "ore "}), ("is", {" is "}), ("a", {" a "}), ("", set())],
)
def test_letters_count_in_runs_with_the_edges(word: str, runs: set[str]) -> None:
    """A word has its runs of four letters, edges included; a short one is a run by itself."""
    assert letter_features(read(word)).keys() == runs


def test_no_run_crosses_a_space() -> None:
    """The letters of two words form no run together."""
    apart = letter_features(read("sore")) + letter_features(read("lip"))

    assert letter_features(read("sore lip")) == apart


def test_concepts_are_what_the_words_name() -> None:
    """What the words stand for counts apart from the words themselves."""
    reading = Reading(("puffy", "jowl"), ("swelling", "face", "swelling"))

    assert concept_features(reading) == {"swelling": 2, "face": 1}
