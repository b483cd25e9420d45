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
        asks, first, rank = _by_entry(asks, entry_of[asks])
        competing = _most(_promise(similarities[asks], first, rank), ENTRIES)

        place = np.full(len(first), -1, dtype=np.int64)
        place[competing] = np.arange(len(competing))
        place_of_ask = np.repeat(place, np.diff(first, append=len(asks)))
        chosen = (place_of_ask >= 0) & (rank < ASKS)
        self.asks: Ids = asks[chosen]
        """The asks that speak for the competing entries, by number."""
        self.entries: Ids = entry_of[asks[first[competing]]]
        """The competing entries, by number."""
        self.nearest: Floats = similarities[asks[first[competing]]]
        """The similarity of the nearest ask of each."""
        self._place_of_ask = place_of_ask[chosen]

    def scores(self, votes: Floats) -> Floats:
        """Add up the votes of the asks, for each competing entry."""
        return np.bincount(self._place_of_ask, votes, minlength=len(self.entries)).astype(np.float32)


def _promise(similarities: Floats, first: Ids, rank: Ids) -> Floats:
    """Return for each entry the similarity of its nearest ask, plus the mean of those that agree."""
    if not len(first):
        return similarities
    agreeing = np.add.reduceat(np.where(rank < AGREEING, similarities, 0), first)
    return (similarities[first] + agreeing / AGREEING).astype(np.float32)


def _most(values: Floats, count: int) -> Ids:
    """Return where the highest values stand, the highest first."""
    if len(values) > count:
        highest = np.argpartition(values, -count)[-count:]
        return highest[np.argsort(-values[highest], kind="stable")]
    return np.argsort(-values, kind="stable")


def _by_entry(asks: Ids, entry: Ids) -> tuple[Ids, Ids, Ids]:
    """Put the asks of each entry side by side, the nearest first.

    Return them, where each entry begins, and the number of nearer asks that each ask's entry has.
    """
    order = np.argsort(entry, kind="stable")
    entry = entry[order]
    begins = np.ones(len(entry), dtype=np.bool_)
    begins[1:] = entry[1:] != entry[:-1]
    first = np.flatnonzero(begins)
    rank = np.arange(len(entry)) - np.repeat(first, np.diff(first, append=len(entry)))
    return asks[order], first, rank
