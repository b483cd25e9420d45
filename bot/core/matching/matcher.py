"""Ranks entries for a question, each with the confidence that the question is about it."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Self

import numpy as np

from bot.core.matching.confidence import confidence
from bot.core.matching.features import Reading, Words
from bot.core.matching.index import Index
from bot.core.matching.meanings import NO_VECTORS, WordVectors
from bot.core.matching.nearest import Neighbourhood
from bot.core.matching.ridge import votes
from bot.core.matching.vectors import Floats, Ids


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
            n for n, entry in enumerate(entries) if entry.key in known and (entry.needs or entry.never)
        ]
        self._unknown = np.isin(entry_of, [n for n, entry in enumerate(entries) if entry.key not in known])

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
        similarities = self.index.similarities(question)
        self._shut_out(question, similarities)
        if not similarities[np.isfinite(similarities)].any():
            return ()  # Without a word in common with any ask, the ridge would share its bias among a few.
        near = Neighbourhood(similarities, self._entry_of)
        scores = near.scores(votes(self.index.among(near.asks), similarities[near.asks])).tolist()
        ranked = sorted(zip(scores, near.entries.tolist(), strict=True), reverse=True)
        best, second = ranked[0][0] if ranked else 0.0, ranked[1][0] if len(ranked) > 1 else 0.0
        return tuple(
            Candidate(
                self._entries[number].key, confidence(score, score - (best if place else second)), score
            )
            for place, (score, number) in enumerate(ranked)
        )

    def _shut_out(self, question: Reading, similarities: Floats) -> None:
        similarities[self._unknown] = -np.inf
        for number in self._guarded:
            if not self._entries[number].admits(question.words):
                similarities[self._entry_of == number] = -np.inf


def _occurs(term: Words, question: Words) -> bool:
    size = len(term)
    return any(question[start : start + size] == term for start in range(len(question) - size + 1))
