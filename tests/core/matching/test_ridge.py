"""One linear model tells classes apart."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.matching.ridge import Ridge
from bot.core.matching.vectors import SparseVector

SIZE = 6


def vector(*ids: int) -> SparseVector:
    """Return a vector that has these features, all alike."""
    return SparseVector(
        np.array(ids, dtype=np.int64), np.full(len(ids), 1 / max(1, len(ids)), dtype=np.float32)
    )


def test_scores_the_right_class_highest() -> None:
    """Features that only one class has decide for it; features that all have do not matter."""
    ridge = Ridge([vector(0, 1), vector(0, 2), vector(0, 3), vector(0, 4)], [0, 0, 1, 1], SIZE)

    assert ridge.scores(vector(0, 1)).argmax() == 0
    assert ridge.scores(vector(0, 4)).argmax() == 1
    assert ridge.scores(vector(0))[0] == pytest.approx(ridge.scores(vector(0))[1], abs=1e-5)


@example([{0, 1, 2}, {0}, {0, 1, 2, 3, 4, 5}])
@given(st.lists(st.sets(st.integers(0, SIZE - 1), min_size=1), min_size=2, max_size=12))
def test_solves_exactly(features: list[set[int]]) -> None:
    """The scores are those of ridge regression in its textbook form, however features are shared."""
    vectors = [vector(*sorted(ids)) for ids in features]
    classes = [number % 2 for number in range(len(vectors))]

    scores = np.array([Ridge(vectors, classes, SIZE).scores(one) for one in vectors])

    dense = np.zeros((len(vectors), SIZE + 1))
    for row, (ids, weights) in enumerate(vectors):
        dense[row, ids] = weights
    dense[:, SIZE] = 1
    kernel = dense @ dense.T
    targets = np.eye(2)[classes]
    expected = kernel @ np.linalg.solve(kernel + 0.5 * np.eye(len(vectors)), targets)
    np.testing.assert_allclose(scores, expected, atol=1e-2)
