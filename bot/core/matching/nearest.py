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
        asks, first, sizes = _by_entry(_looked_at(similarities), similarities, entry_of)
        near = similarities[asks]
        rank = np.arange(len(asks)) - np.repeat(first, sizes)
        competing = np.argsort(-_promise(near, first, rank), kind="stable")[:ENTRIES]

        place = np.full(len(first), -1, dtype=np.int64)
        place[competing] = np.arange(len(competing))
        place_of_ask = np.repeat(place, sizes)
        chosen = np.flatnonzero((place_of_ask >= 0) & (rank < ASKS))
        self.asks: Ids = asks[chosen]
        """The asks that speak for the competing entries, by number."""
        nearest = first[competing]
        self.entries: Ids = entry_of[asks[nearest]]
        """The competing entries, by number."""
        self.nearest: Floats = near[nearest]
        """The similarity of the nearest ask of each."""
        self._place_of_ask = place_of_ask[chosen]

    def scores(self, votes: Floats) -> Floats:
        """Add up the votes of the asks, for each competing entry."""
        return np.bincount(self._place_of_ask, votes, minlength=len(self.entries)).astype(np.float32)


def _looked_at(similarities: Floats) -> Ids:
    """Return the nearest asks, in any order."""
    if len(similarities) <= LOOKED_AT:
        return np.flatnonzero(np.isfinite(similarities))
    nearest: Ids = np.argpartition(similarities, -LOOKED_AT)[-LOOKED_AT:]
    near = similarities[nearest]
    # Of the asks that share nothing with the question, chance would say which are looked at.
    return nearest[np.flatnonzero(np.isfinite(near) & (near != 0))]


def _by_entry(asks: Ids, similarities: Floats, entry_of: Ids) -> tuple[Ids, Ids, Ids]:
    """Put the asks of each entry side by side, the nearest first.

    Return them, where each entry begins, and how many asks it has.
    """
    asks = asks[np.argsort(-similarities[asks])]
    asks = asks[np.argsort(entry_of[asks], kind="stable")]
    entry = entry_of[asks]
    begins = np.ones(len(entry), dtype=np.bool_)
    begins[1:] = entry[1:] != entry[:-1]
    first = np.flatnonzero(begins)
    sizes = np.empty_like(first)
    sizes[:-1] = first[1:] - first[:-1]
    sizes[-1:] = len(entry) - first[-1:]
    return asks, first, sizes


def _promise(near: Floats, first: Ids, rank: Ids) -> Floats:
    """Return for each entry the similarity of its nearest ask, plus the mean of those that agree."""
    if not len(first):
        return near
    agreeing = np.add.reduceat(np.where(rank < AGREEING, near, 0), first)
    return (near[first] + agreeing / AGREEING).astype(np.float32)
