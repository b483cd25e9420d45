"""The neighbourhood of a question: the entries that compete for it, and the asks that speak for them."""

from typing import Final

import numpy as np

from bot.core.matching.vectors import Floats, Ids

ENTRIES: Final = 8
"""Entries that compete for a question."""
ASKS: Final = 14
"""Most asks that speak for each of them; with more, the large entries drown the small ones."""
LOOKED_AT: Final = 512
"""Nearest asks of all entries, from which these are chosen."""
AGREEING: Final = 3
"""Asks whose mean similarity counts beside that of the nearest: one alone may be a coincidence."""


class Neighbourhood:
    """Chosen from the similarities of a question to all asks, and the entry that each ask belongs to."""

    def __init__(self, similarities: Floats, entry_of: Ids) -> None:
        """Choose the entries with the most similar asks; an ask at minus infinity is out."""
        asks = _most(similarities, LOOKED_AT)
        asks = asks[np.isfinite(similarities[asks])]
        entries, entry = np.unique(entry_of[asks], return_inverse=True)
        rank = _ranks(entry)
        competing = _most(_promise(similarities[asks], entry, rank), ENTRIES)

        place = np.full(len(entries), -1, dtype=np.int64)
        place[competing] = np.arange(len(competing))
        chosen = (place[entry] >= 0) & (rank < ASKS)
        self.asks: Ids = asks[chosen]
        """The asks that speak for the competing entries, by number."""
        self.entries: Ids = entries[competing]
        """The competing entries, by number."""
        self._place_of_ask = place[entry[chosen]]

    def scores(self, votes: Floats) -> Floats:
        """Add up the votes of the asks, for each competing entry."""
        return np.bincount(self._place_of_ask, votes, minlength=len(self.entries)).astype(np.float32)


def _promise(similarities: Floats, entry: Ids, rank: Ids) -> Floats:
    """Return for each entry the similarity of its nearest ask, plus the mean of those that agree."""
    nearest, agreeing = rank == 0, rank < AGREEING
    best = np.bincount(entry[nearest], similarities[nearest])
    return (best + np.bincount(entry[agreeing], similarities[agreeing]) / AGREEING).astype(np.float32)


def _most(values: Floats, count: int) -> Ids:
    """Return where the highest values stand, the highest first."""
    if len(values) > count:
        highest = np.argpartition(values, -count)[-count:]
        return highest[np.argsort(-values[highest], kind="stable")]
    return np.argsort(-values, kind="stable")


def _ranks(groups: Ids) -> Ids:
    """Return for each item the number of earlier items of its group."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    ranks = np.empty(len(groups), dtype=np.int64)
    ranks[order] = np.arange(len(groups)) - np.searchsorted(ordered, ordered)
    return ranks
