"""Texts become vectors in which rare features weigh more."""

import numpy as np
import pytest

from bot.core.matching.features import Reading
from bot.core.matching.vectors import Vectors
from bot.core.text import words

ASKS = [Reading(words(ask)) for ask in ("is swelling normal", "is pain normal", "is it sore")]


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Vectors that have seen three asks."""
    return Vectors(ASKS)


def likeness(vectors: Vectors, one: str, other: str) -> float:
    """Return the inner product of two texts."""
    dense = np.zeros((2, vectors.size))
    for row, text in enumerate((one, other)):
        vector = vectors.of(Reading(words(text)))
        dense[row, vector.ids] = vector.weights
    return float(dense[0] @ dense[1])


def test_rare_words_weigh_more(vectors: Vectors) -> None:
    """Sharing a rare word makes two texts more alike than sharing a common one."""
    assert likeness(vectors, "swelling", "swelling today") > likeness(vectors, "is", "is today")


def test_shared_stems_count(vectors: Vectors) -> None:
    """Words of one stem are alike through the letters inside them."""
    assert likeness(vectors, "swelling", "swellings") > 0.3


def test_unknown_words_match_nothing(vectors: Vectors) -> None:
    """A text of unknown words has no features at all."""
    assert len(vectors.of(Reading(words("qqqq"))).ids) == 0


def test_concepts_bridge_words() -> None:
    """Two words without a letter in common are alike when they name one thing."""
    vectors = Vectors([Reading(("puffy",), ("swelling",)), Reading(("price",), ("cost",))])

    puffy, oedema = (
        vectors.of(Reading(("puffy",), ("swelling",))),
        vectors.of(Reading(("oedema",), ("swelling",))),
    )

    assert set(puffy.ids) & set(oedema.ids)
