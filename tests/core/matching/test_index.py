"""Asks are compared with a question, and with each other, by one measure."""

from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.matching.features import Reading
from bot.core.matching.index import COMMON, TOGETHER, Asked, Index
from bot.core.matching.meanings import WordVectors
from bot.core.text import words

WORDS: Final = ("is", "it", "sore", "soreness", "price", "of", "a", "lift", "cheek", "38.5")
VECTORS: Final = WordVectors(
    {"sore": 0, "soreness": 1, "price": 2, "cheek": 3},
    np.array([(90, 10, 0), (88, 14, 2), (0, 92, 6), (20, 5, 80)], dtype=np.int8),
)
ASKS: Final = [Reading(words(ask)) for ask in ("is it sore", "price of a lift", "my cheek")]
READINGS: Final = st.builds(
    Reading,
    st.lists(st.sampled_from([*WORDS, "unheard"]), max_size=6).map(tuple),
    st.lists(st.sampled_from(["pain", "cost"]), max_size=2, unique=True).map(tuple),
)
MORE_ASKS: Final = st.lists(READINGS, max_size=6).map(lambda asks: [*ASKS, *asks])


@given(MORE_ASKS)
def test_an_ask_is_its_own_nearest(asks: list[Reading]) -> None:
    """No ask is more similar to a question than the one with the same words."""
    index = Index(asks, VECTORS)

    for number, ask in enumerate(asks):
        similar = index.similarities(ask)
        assert similar[number] >= similar.max() - 1e-4


@given(MORE_ASKS)
def test_asks_are_compared_as_questions_are(asks: list[Reading]) -> None:
    """Two asks are as similar as one of them, asked, is to the other."""
    index = Index(asks, VECTORS)

    among = index.among(np.arange(len(asks)))

    np.testing.assert_allclose(among, [index.similarities(ask) for ask in asks], atol=1e-3)


@given(MORE_ASKS, st.data())
def test_similarity_is_mutual_and_the_same_in_every_company(asks: list[Reading], data: st.DataObject) -> None:
    """Some asks, in any order, are as similar to each other as they are among all."""
    index = Index(asks, VECTORS)
    picked = np.array(data.draw(st.lists(st.integers(0, len(asks) - 1), unique=True)), dtype=np.int64)

    among = index.among(picked)

    np.testing.assert_allclose(among, among.T, atol=1e-5)
    np.testing.assert_allclose(among, index.among(np.arange(len(asks)))[np.ix_(picked, picked)], atol=1e-3)


@given(READINGS, st.permutations(range(len(ASKS))))
def test_the_order_of_the_asks_does_not_matter(question: Reading, order: list[int]) -> None:
    """An ask is as similar to a question wherever it stands."""
    shuffled = Index([ASKS[number] for number in order], VECTORS)

    np.testing.assert_allclose(
        shuffled.similarities(question), Index(ASKS, VECTORS).similarities(question)[order], atol=1e-4
    )


@pytest.mark.parametrize("question", ["", "qqqq zzzz"])
def test_a_question_of_unknown_words_is_similar_to_nothing(question: str) -> None:
    """Words that share nothing with any ask are no evidence."""
    assert not Index(ASKS, VECTORS).similarities(Reading(words(question))).any()


def test_letters_do_without_vectors() -> None:
    """Without word vectors asks are compared by their letters alone."""
    plain, meant = Index(ASKS), Index(ASKS, VECTORS)

    assert plain.similarities(ASKS[0])[0] < meant.similarities(ASKS[0])[0]
    assert plain.similarities(Reading(("soreness",))).argmax() == 0


@given(MORE_ASKS, READINGS, st.data())
def test_the_first_asks_are_compared_as_all_are(
    asks: list[Reading], question: Reading, data: st.DataObject
) -> None:
    """What listens to the first asks alone hears of each what it would hear among all, in any order."""
    index = Index(asks, VECTORS)
    sizes = data.draw(st.lists(st.integers(0, len(asks)), min_size=1, max_size=3))
    asked = Asked(question, index)

    for size in sizes:
        similar = asked.similarities(index.reach(size))
        np.testing.assert_allclose(similar, index.similarities(question)[:size], atol=1e-4)


@given(MORE_ASKS, st.lists(READINGS, min_size=1, max_size=2 * TOGETHER))
def test_questions_are_compared_together_as_one_by_one(asks: list[Reading], questions: list[Reading]) -> None:
    """Each of several questions is as similar to the asks as it is alone."""
    index = Index(asks, VECTORS)

    together = list(index.compare([Asked(question, index) for question in questions], index.reach(len(asks))))

    assert len(together) == len(questions)
    for question, similar in zip(questions, together, strict=True):
        np.testing.assert_allclose(similar, index.similarities(question), atol=1e-4)


@given(st.lists(st.lists(st.integers(0, 3 * COMMON), min_size=1, max_size=12), min_size=2, max_size=12))
def test_rare_and_common_features_count_alike(asks: list[list[int]]) -> None:
    """With more features than have a column, asks are as similar as the inner product of their vectors."""
    index = Index([Reading(tuple(f"{number:03}" for number in ask)) for ask in asks])
    vectors = [index.vector(Reading(tuple(f"{number:03}" for number in ask))) for ask in asks]
    full = np.zeros((len(asks), max(int(vector.ids.max()) for vector in vectors) + 1), dtype=np.float32)
    for row, vector in zip(full, vectors, strict=True):
        row[vector.ids] = vector.weights

    np.testing.assert_allclose(index.among(np.arange(len(asks))), full @ full.T, atol=1e-4)


@given(MORE_ASKS, st.data())
def test_totals_add_up_what_each_ask_has(asks: list[Reading], data: st.DataObject) -> None:
    """The asks together have of each feature what they have one by one."""
    index = Index(asks, VECTORS)
    picked = np.array(data.draw(st.lists(st.integers(0, len(asks) - 1), unique=True)), dtype=np.int64)

    totals = index.totals(picked)

    expected = np.zeros_like(totals)
    for number in picked:
        vector = index.vector(asks[number])
        expected[vector.ids] += vector.weights
    np.testing.assert_allclose(totals, expected, atol=1e-4)
