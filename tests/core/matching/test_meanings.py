"""Words of a kind are near each other, without a letter in common."""

from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching.features import Reading
from bot.core.matching.meanings import NO_VECTORS, WEIGHT, Meanings, WordVectors
from bot.core.text import words

ROWS: Final = {
    "sore": (90, 10, 0, 5),
    "painful": (88, 14, 2, 5),
    "price": (0, 92, 6, 5),
    "cost": (4, 90, 9, 5),
    "cheek": (20, 5, 80, 5),
    "is": (10, 10, 10, 60),
}
VECTORS: Final = WordVectors(
    {word: number for number, word in enumerate(ROWS)}, np.array(list(ROWS.values()), dtype=np.int8)
)
SORE, PRICE, CHEEK = 0, 1, 2
ASKS: Final = [
    Reading(words(ask)) for ask in ("is it sore", "what is the price", "is my cheek fine", "is it")
]
READINGS: Final = st.lists(st.sampled_from([*ROWS, "unheard", "of"]), max_size=5).map(
    lambda typed: Reading(tuple(typed))
)


@pytest.fixture(scope="module")
def meanings() -> Meanings:
    """The meanings of four asks, by vectors of six words."""
    return Meanings(ASKS, VECTORS)


@pytest.mark.parametrize(
    ("question", "nearest"),
    [("painful", SORE), ("the cost", PRICE), ("cheek", CHEEK), ("is it painful", SORE), ("cost is", PRICE)],
)
def test_words_of_a_kind_are_near(meanings: Meanings, question: str, nearest: int) -> None:
    """A question is nearest to the ask that means the same, whatever common words are about."""
    near = meanings.rows @ meanings.of(Reading(words(question)))

    assert near.argmax() == nearest


def test_rare_words_come_first() -> None:
    """Of the words of a text, the one that few asks have says more of what the text is about."""
    asks = ("sore", "painful", "painful", "price", "price", "price")
    meanings = Meanings([Reading((ask,)) for ask in asks], VECTORS)
    both, rare, common = (meanings.of(Reading(words(text))) for text in ("sore price", "sore", "price"))

    assert both @ rare > both @ common + 0.1


@pytest.mark.parametrize("question", ["", "unheard of"])
def test_unknown_words_mean_nothing(meanings: Meanings, question: str) -> None:
    """A question without a word that has a vector is near to nothing."""
    assert not meanings.of(Reading(words(question))).any()


def test_a_word_that_no_ask_has_still_means_something(meanings: Meanings) -> None:
    """The vectors know more words than the asks use."""
    assert meanings.of(Reading(("painful",))).any()


@given(st.lists(READINGS, max_size=4))
def test_an_ask_means_what_it_means_as_a_question(asks: list[Reading]) -> None:
    """The vector of an ask is the one that the same words have as a question, unknown words included."""
    asks = [*ASKS, *asks]
    meanings = Meanings(asks, VECTORS)

    np.testing.assert_allclose(meanings.rows, [meanings.of(ask) for ask in asks], atol=1e-4)


@given(READINGS)
def test_meaning_weighs_alike_in_every_text(reading: Reading) -> None:
    """The vector of a text with a known word has one length, however many words there are."""
    length = np.linalg.norm(Meanings(ASKS, VECTORS).of(reading))

    assert length == pytest.approx(WEIGHT if VECTORS.numbers.keys() & set(reading.words) else 0, abs=1e-4)


def test_without_vectors_nothing_has_a_meaning() -> None:
    """A language without word vectors leaves the comparison to the letters."""
    meanings = Meanings(ASKS, NO_VECTORS)

    assert not meanings.rows.any()
    assert not meanings.of(ASKS[SORE]).any()


def test_every_word_has_one_row() -> None:
    """Words and rows that do not belong together are refused."""
    with pytest.raises(ValueError, match="2 words have 1 rows"):
        WordVectors({"sore": 0, "price": 1}, np.zeros((1, 4), dtype=np.int8))
