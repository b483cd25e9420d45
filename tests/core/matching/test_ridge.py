"""The asks near a question vote, so that what tells entries apart decides."""

from typing import Final

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.matching.ridge import BIAS, PENALTY, votes
from bot.core.matching.vectors import Floats

SIZE: Final = 6
EVERYWHERE, OF_SWELLING, ALSO_OF_SWELLING, OF_COST, ALSO_OF_COST = range(5)


def rows(*features: set[int]) -> Floats:
    """Return a unit vector for each set of features."""
    dense = np.zeros((len(features), SIZE), dtype=np.float32)
    for row, ids in enumerate(features):
        dense[row, list(ids)] = 1 / np.sqrt(max(1, len(ids)))
    return dense


def scores(asks: Floats, question: Floats) -> tuple[float, float]:
    """Return the scores of two entries, to which the first and the second half of the asks belong."""
    speaking = votes(asks @ asks.T, asks @ question)
    half = len(asks) // 2
    return float(speaking[:half].sum()), float(speaking[half:].sum())


ASKS: Final = rows(
    {EVERYWHERE, OF_SWELLING},
    {EVERYWHERE, OF_SWELLING, ALSO_OF_SWELLING},
    {EVERYWHERE, OF_COST},
    {EVERYWHERE, OF_COST, ALSO_OF_COST},
)


def test_what_tells_entries_apart_decides() -> None:
    """A question with the telling words of an entry scores high there, and near nothing elsewhere."""
    of_swelling, of_cost = scores(ASKS, rows({EVERYWHERE, OF_SWELLING})[0])

    assert of_swelling > 0.6
    assert abs(of_cost) < 0.2


def test_what_all_entries_share_decides_nothing() -> None:
    """A question with only what every ask has scores the same everywhere."""
    of_swelling, of_cost = scores(ASKS, rows({EVERYWHERE})[0])

    assert of_swelling == pytest.approx(of_cost, abs=1e-5)


def test_saying_the_same_more_often_adds_little() -> None:
    """An entry does not win by repeating an ask: repeated asks share their vote."""
    once, cost_once = scores(ASKS, rows({OF_SWELLING, OF_COST})[0])
    speaking = votes(
        (repeated := ASKS[[0, 0, 0, 0, 1, 2, 3]]) @ repeated.T, repeated @ rows({OF_SWELLING, OF_COST})[0]
    )

    assert once == pytest.approx(cost_once, abs=1e-5)
    assert speaking[:5].sum() < 2 * speaking[5:].sum()


@example([{0, 1, 2}, {0}, {0, 1, 2, 3, 4, 5}], {0, 5})
@given(
    st.lists(st.sets(st.integers(0, SIZE - 1)), min_size=1, max_size=12),
    st.sets(st.integers(0, SIZE - 1)),
)
def test_solves_the_regression_of_the_textbook(features: list[set[int]], asked: set[int]) -> None:
    """The votes of an entry add up to the prediction of kernel ridge regression for it."""
    asks, question = rows(*features), rows(asked)[0]
    entry_of = np.arange(len(asks)) % 3

    speaking = votes(asks @ asks.T, asks @ question)

    kernel, asked_kernel = asks.astype(float) @ asks.T + BIAS, asks.astype(float) @ question + BIAS
    fitted = np.linalg.solve(kernel + PENALTY * np.eye(len(asks)), np.eye(3)[entry_of])
    np.testing.assert_allclose(np.bincount(entry_of, speaking, minlength=3), asked_kernel @ fitted, atol=1e-3)


def test_leaves_what_it_is_given() -> None:
    """The similarities are the same after the vote as before."""
    among, similarities = ASKS @ ASKS.T, ASKS @ ASKS[0]
    before = among.copy(), similarities.copy()

    votes(among, similarities)

    assert (among == before[0]).all()
    assert (similarities == before[1]).all()


def test_without_asks_nobody_votes() -> None:
    """An empty neighbourhood has no votes, and that is no error."""
    assert len(votes(np.zeros((0, 0), dtype=np.float32), np.zeros(0, dtype=np.float32))) == 0
