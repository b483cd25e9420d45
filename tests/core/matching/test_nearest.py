"""Some entries compete for a question, and their nearest asks speak for them."""

from typing import Final

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.matching.nearest import ASKS, ENTRIES, Neighbourhood

NUMBERS: Final = st.floats(-1, 3, width=32)
ASKED: Final = st.tuples(st.integers(0, 4 * ASKS), st.integers(0, 3 * ENTRIES)).flatmap(
    lambda drawn: st.lists(st.tuples(st.integers(0, drawn[1]), NUMBERS), min_size=drawn[0], max_size=drawn[0])
)


def neighbourhood(asks: list[tuple[int, float]]) -> Neighbourhood:
    """Choose from asks, each given by its entry and its similarity."""
    return Neighbourhood(
        np.array([similarity for _, similarity in asks], dtype=np.float32),
        np.array([entry for entry, _ in asks], dtype=np.int64),
    )


@example([(0, 1.0)] * 2 * ASKS)
@example([(entry, 1.0) for entry in range(2 * ENTRIES)])
@given(ASKED)
def test_a_neighbourhood_stays_small(asks: list[tuple[int, float]]) -> None:
    """Only so many entries compete, and only so many asks speak for each; none is counted twice."""
    near = neighbourhood(asks)
    speaking = [asks[number][0] for number in near.asks]

    assert len(set(near.entries.tolist())) == len(near.entries) <= ENTRIES
    assert len(set(near.asks.tolist())) == len(near.asks)
    assert set(speaking) == set(near.entries.tolist())
    assert all(speaking.count(entry) <= ASKS for entry in speaking)


@given(ASKED.filter(lambda asks: len({entry for entry, _ in asks}) <= ENTRIES))
def test_all_compete_where_they_are_few(asks: list[tuple[int, float]]) -> None:
    """While there are no more entries than may compete, none is left out."""
    assert set(neighbourhood(asks).entries.tolist()) == {entry for entry, _ in asks}


@example([(0, number / ASKS) for number in range(2 * ASKS)])
@given(ASKED)
def test_the_nearest_asks_of_an_entry_speak(asks: list[tuple[int, float]]) -> None:
    """No ask that speaks for an entry is less similar than one of the same entry that is silent."""
    near = neighbourhood(asks)
    speaking = set(near.asks.tolist())

    for entry in near.entries.tolist():
        spoken = [similarity for n, (of, similarity) in enumerate(asks) if of == entry and n in speaking]
        silent = [similarity for n, (of, similarity) in enumerate(asks) if of == entry and n not in speaking]
        assert min(spoken) >= max(silent, default=-np.inf)


def test_asks_that_agree_count_more_than_one_alone() -> None:
    """One similar ask may be a coincidence: entries with several of nearly that similarity come first."""
    alone = (ENTRIES, 0.5)
    agreeing = [(entry, 0.48) for entry in range(ENTRIES) for _ in range(3)]

    assert ENTRIES not in neighbourhood([alone, *agreeing]).entries


@given(ASKED, st.integers(0, 3 * ENTRIES))
def test_what_is_shut_out_does_not_compete(asks: list[tuple[int, float]], out: int) -> None:
    """Asks at minus infinity leave the neighbourhood as if they were not there."""
    shut = [(entry, -np.inf if entry == out else similarity) for entry, similarity in asks]
    kept = [(entry, similarity) for entry, similarity in asks if entry != out]

    assert sorted(neighbourhood(shut).entries) == sorted(neighbourhood(kept).entries)


@given(ASKED, st.data())
def test_votes_add_up_to_scores(asks: list[tuple[int, float]], data: st.DataObject) -> None:
    """The score of an entry is the sum of the votes of its asks, and no vote is lost."""
    near = neighbourhood(asks)
    size = len(near.asks)
    votes = np.array(data.draw(st.lists(NUMBERS, min_size=size, max_size=size)), dtype=np.float32)

    scores = dict(zip(near.entries.tolist(), near.scores(votes).tolist(), strict=True))

    own = [asks[number][0] for number in near.asks]
    for entry, score in scores.items():
        assert score == pytest.approx(sum(votes[np.array(own) == entry]), abs=1e-4)
    assert sum(scores.values()) == pytest.approx(votes.sum(), abs=1e-3)


def test_nobody_competes_where_nothing_is_asked() -> None:
    """Without an ask that is in, the neighbourhood is empty, and so are its scores."""
    near = neighbourhood([(0, -np.inf)])

    assert (len(near.asks), len(near.entries)) == (0, 0)
    assert len(near.scores(np.zeros(0, dtype=np.float32))) == 0
