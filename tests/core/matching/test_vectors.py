"""Texts become vectors in which rare features weigh more."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching.features import KINDS, Reading
from bot.core.matching.vectors import SparseVector, Vectors
from bot.core.text import words

ASKS: Final = [Reading(words(ask)) for ask in ("is swelling normal", "is pain normal", "is it sore")]
READINGS: Final = st.builds(
    Reading,
    st.lists(
        st.sampled_from(["is", "it", "sore", "soreness", "swelling", "swollen", "a", "b12"]), max_size=6
    ).map(tuple),
    st.lists(st.sampled_from(["pain", "swelling"]), max_size=2, unique=True).map(tuple),
)


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Vectors that have seen three asks."""
    return Vectors(ASKS)


def dense(vectors: Vectors, vector: SparseVector) -> npt.NDArray[np.float64]:
    """Return a vector with a place for every feature."""
    full = np.zeros(vectors.size)
    np.add.at(full, vector.ids, vector.weights)
    return full


def likeness(vectors: Vectors, one: str, other: str) -> float:
    """Return the inner product of two texts."""
    first, second = (dense(vectors, vectors.of(Reading(words(text)))) for text in (one, other))
    return float(first @ second)


def test_rare_words_weigh_more() -> None:
    """Of the words of a text, the one that few asks have makes it more alike than the one that all have."""
    vectors = Vectors([Reading(words(ask)) for ask in ("sore lips", "sore pain", "sore chin")])

    assert likeness(vectors, "sore pain", "pain") > likeness(vectors, "sore pain", "sore")


def test_a_word_said_twice_weighs_more(vectors: Vectors) -> None:
    """Of two words as rare as each other, the repeated one counts more, but not twice as much."""
    sore, pain = (likeness(vectors, "sore sore pain", word) for word in ("sore", "pain"))

    assert pain < sore < 2 * pain


def test_shared_stems_count(vectors: Vectors) -> None:
    """Words of one stem are alike through the letters inside them."""
    assert likeness(vectors, "swelling", "swellings") > 0.3


def test_unknown_words_match_nothing(vectors: Vectors) -> None:
    """A text of unknown words has no features at all."""
    assert len(vectors.of(Reading(words("qqqq"))).ids) == 0


def test_unknown_words_take_their_share(vectors: Vectors) -> None:
    """A text with an unknown word is less like an ask than the same text without."""
    assert likeness(vectors, "swelling qqqq", "is swelling normal") < likeness(
        vectors, "swelling", "is swelling normal"
    )


def test_concepts_bridge_words() -> None:
    """Two words without a letter in common are alike when they name one thing."""
    vectors = Vectors([Reading(("puffy",), ("swelling",)), Reading(("price",), ("cost",))])

    puffy = vectors.of(Reading(("puffy",), ("swelling",)))
    oedema = vectors.of(Reading(("oedema",), ("swelling",)))

    assert set(puffy.ids) & set(oedema.ids)


@given(st.lists(READINGS, min_size=1, max_size=8))
def test_an_ask_reads_like_a_question(asks: list[Reading]) -> None:
    """The vector of an ask is the one that the same words have as a question."""
    vectors = Vectors(asks)

    for number, ask in enumerate(asks):
        row = slice(*vectors.rows.starts[number : number + 2])
        stored = SparseVector(vectors.rows.ids[row], vectors.rows.weights[row])
        np.testing.assert_allclose(dense(vectors, stored), dense(vectors, vectors.of(ask)), atol=1e-5)


@given(st.lists(READINGS, min_size=1, max_size=8))
def test_every_kind_counts_alike_in_every_ask(asks: list[Reading]) -> None:
    """Long asks weigh no more than short ones: each kind of features adds its own weight, once."""
    vectors = Vectors(asks)

    for ask in asks:
        expected = sum(kind.weight**2 for kind in KINDS if kind.parts(ask))
        assert sum(vectors.of(ask).weights ** 2) == pytest.approx(expected, abs=1e-4)
