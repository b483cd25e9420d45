"""Ranks entries for a question, each with the confidence that the question is about it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple, Self

import numpy as np

from bot.core.matching.confidence import confidence
from bot.core.matching.features import Reading, Words
from bot.core.matching.index import Asked, Index
from bot.core.matching.meanings import NO_VECTORS, WordVectors
from bot.core.matching.nearest import Neighbourhood
from bot.core.matching.ridge import votes
from bot.core.matching.vectors import Floats, Ids

IN_SIGHT: Final = 0.5
"""Share of the highest similarity that an entry's nearest ask must have where only some entries matter.

With less than 0.65 none of 2,700 parts of messages was about such a topic.
"""


class Entry(NamedTuple):
    """Something that a question can be about, known by its asks."""

    key: str
    asks: tuple[Reading, ...]
    needs: tuple[Words, ...] = ()
    never: tuple[Words, ...] = ()

    def admits(self, question: Words) -> bool:
        """Whether the entry's must-have and never words let it answer the question."""
        if any(_occurs(term, question) for term in self.never):
            return False
        return not self.needs or any(_occurs(term, question) for term in self.needs)


class Candidate(NamedTuple):
    """An entry that the question may be about."""

    key: str
    confidence: float
    """The chance that it is, from 0 to 1."""
    score: float
    """About 1 where the question reads like the entry's asks, about 0 elsewhere."""


class Matcher:
    """Ranks some entries of an index for a question."""

    def __init__(self, entries: Sequence[Entry], index: Index, entry_of: Ids, known: Collection[str]) -> None:
        """Take entries, the index of all their asks, the entry of each ask, and the keys to rank."""
        self._entries = tuple(entries)
        self._entry_of = entry_of
        self.index = index
        self.keys = frozenset(known)
        self._guarded = [
            (entry, np.flatnonzero(entry_of == number))
            for number, entry in enumerate(entries)
            if entry.key in known and (entry.needs or entry.never)
        ]
        is_known = np.array([entry.key in known for entry in entries], dtype=np.bool_)[entry_of]
        self._reach = index.reach(int(np.flatnonzero(is_known).max(initial=-1)) + 1)
        self._unknown = np.flatnonzero(~is_known[: self._reach.size])

    @classmethod
    def of(cls, entries: Sequence[Entry], word_vectors: WordVectors = NO_VECTORS) -> Self:
        """Index the asks of all entries, and rank all of them."""
        index = Index([ask for entry in entries for ask in entry.asks], word_vectors)
        entry_of = np.repeat(np.arange(len(entries)), [len(entry.asks) for entry in entries])
        return cls(entries, index, entry_of, {entry.key for entry in entries})

    def only(self, keys: Collection[str]) -> "Matcher":
        """Return a matcher over the same index that knows these entries alone."""
        return Matcher(self._entries, self.index, self._entry_of, self.keys & set(keys))

    def asks_of(self, keys: Collection[str]) -> Ids:
        """Return the numbers of the asks of some entries."""
        wanted = [number for number, entry in enumerate(self._entries) if entry.key in keys]
        return np.flatnonzero(np.isin(self._entry_of, wanted))

    def ranked(self, question: Reading) -> tuple[Candidate, ...]:
        """Return the likeliest entries that the question's words admit, best first."""
        return self.ranked_for(Asked(question, self.index))

    def ranked_for(
        self, asked: Asked, one_of: Collection[str] = (), in_sight: float = IN_SIGHT
    ) -> tuple[Candidate, ...]:
        """Return the likeliest entries for a question, best first; none when not `one_of` these competes.

        To compete, the nearest ask of one must have this share of the highest similarity of all.
        """
        similarities = self._admitted(asked)
        near = Neighbourhood(similarities, self._entry_of)
        if not near.nearest.any():
            return ()  # Without a word in common with any ask, the ridge would share its bias among a few.
        if one_of and not self._is_near(near, one_of, in_sight):
            return ()
        scores = near.scores(votes(self.index.among(near.asks), similarities[near.asks])).tolist()
        ranked = sorted(zip(scores, near.entries.tolist(), strict=True), reverse=True)
        best, second = ranked[0][0], ranked[1][0] if len(ranked) > 1 else 0.0
        return tuple(
            Candidate(
                self._entries[number].key, confidence(score, score - (best if place else second)), score
            )
            for place, (score, number) in enumerate(ranked)
        )

    def nearest_ask(self, asked: Asked, key: str) -> tuple[int, float]:
        """Return which ask of an entry is most similar to a question, counted from 0, and how similar."""
        similarities = asked.similarities(self._reach)[self.asks_of({key})]
        place = int(similarities.argmax())
        return place, float(similarities[place])

    def compare(self, questions: Iterable[Asked]) -> None:
        """Compare several questions with all asks at once, so that ranking them takes less time."""
        fresh = [asked for asked in questions if not asked.is_compared(self._reach)]
        for asked, similarities in zip(fresh, self.index.compare(fresh, self._reach), strict=True):
            asked.take(similarities)

    def _is_near(self, near: Neighbourhood, keys: Collection[str], in_sight: float) -> bool:
        """Whether one of these competes, and is not far behind the nearest."""
        least = in_sight * near.nearest.max()
        pairs = zip(near.entries.tolist(), near.nearest.tolist(), strict=True)
        return any(nearest >= least and self._entries[number].key in keys for number, nearest in pairs)

    def _admitted(self, asked: Asked) -> Floats:
        """Return the similarities of a question, at minus infinity for what cannot answer it."""
        similarities = asked.similarities(self._reach).copy()
        similarities[self._unknown] = -np.inf
        for entry, asks in self._guarded:
            if not entry.admits(asked.reading.words):
                similarities[asks] = -np.inf
        return similarities


def _occurs(term: Words, question: Words) -> bool:
    size = len(term)
    return any(question[start : start + size] == term for start in range(len(question) - size + 1))
