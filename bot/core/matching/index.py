"""All asks, ready to be compared with a question and with each other."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from bot.core.matching.features import Reading
from bot.core.matching.meanings import NO_VECTORS, Meanings, WordVectors
from bot.core.matching.vectors import Floats, Ids, SparseVector, Vectors, joined


class Reach(NamedTuple):
    """The first asks of an index, as far as somebody listens to them."""

    size: int
    ends: Ids
    """By feature: where its holders among these asks end."""


class Index:
    """Similarity of a question to every ask, and of asks to each other: 0 to about 3, for the same words."""

    def __init__(self, asks: Sequence[Reading], word_vectors: WordVectors = NO_VECTORS) -> None:
        """Turn the asks into vectors, and note for every feature which asks have it."""
        self.size = len(asks)
        self._vectors = Vectors(asks)
        self._meanings = Meanings(asks, word_vectors)
        rows = self._vectors.rows
        owners = np.repeat(np.arange(self.size), np.diff(rows.starts))
        order = np.argsort(rows.ids, kind="stable")
        self._features: Ids = rows.ids[order]
        self._holders: Ids = owners[order]
        # In the width in which `bincount` adds up, so that no question waits for a conversion.
        self._weights = rows.weights[order].astype(np.float64)
        self._starts: Ids = np.searchsorted(self._features, np.arange(self._vectors.size))
        squares = np.bincount(owners, rows.weights.astype(np.float64) ** 2, minlength=self.size)
        self._to_themselves: Floats = (squares + (self._meanings.rows**2).sum(axis=1)).astype(np.float32)

    def reach(self, size: int) -> Reach:
        """Return the reach of the first asks."""
        within = np.bincount(self._features[self._holders < size], minlength=self._vectors.size)
        return Reach(size, self._starts + within)

    def similarities(self, question: Reading) -> Floats:
        """Return how similar the question is to each ask."""
        return Asked(question, self).similarities(self.reach(self.size))

    def vector(self, question: Reading) -> SparseVector:
        """Return the features of a question that asks have, by number, and how much of each."""
        return self._vectors.of(question)

    def compare(self, question: Reading, vector: SparseVector, reach: Reach) -> Floats:
        """Return how similar a question, with its vector, is to each ask within reach."""
        starts, ends = self._starts[vector.ids], reach.ends[vector.ids]
        products = joined(self._weights, starts, ends)
        products *= np.repeat(vector.weights, ends - starts)
        letters = np.bincount(joined(self._holders, starts, ends), products, minlength=reach.size)
        similar: Floats = self._meanings.rows[: reach.size] @ self._meanings.of(question)
        similar += letters
        return similar

    def totals(self, asks: Ids) -> Floats:
        """Return how much of each feature the asks have together."""
        ids, weights, _ = self._vectors.rows.of(asks)
        return np.bincount(ids, weights, minlength=self._vectors.size).astype(np.float32)

    def among(self, picked: Ids) -> Floats:
        """Return how similar the picked asks are to each other."""
        ids, weights, owners = self._vectors.rows.of(picked)
        # A feature goes by the place where it is met last.
        last = np.empty(self._vectors.size, dtype=np.int64)
        last[ids] = np.arange(len(ids))
        feature = last[ids]
        # Most features stand in one of these asks only; they add to its own length and to nothing else.
        shared = np.bincount(feature, minlength=len(ids)) > 1
        common = np.flatnonzero(shared[feature])
        column = np.cumsum(shared) - 1
        meanings = self._meanings.rows[picked]
        letters = np.zeros((len(picked), int(shared.sum())), dtype=np.float32)
        letters[owners[common], column[feature[common]]] = weights[common]
        similar: Floats = letters @ letters.T + meanings @ meanings.T
        np.fill_diagonal(similar, self._to_themselves[picked])
        return similar


class Asked:
    """A question beside the asks of an index; what is found of it is worked out once, when it is needed."""

    def __init__(self, reading: Reading, index: Index) -> None:
        """Take the question, and the index of the asks."""
        self.reading = reading
        self._index = index
        self._similarities: Floats = np.zeros(0, dtype=np.float32)

    @cached_property
    def vector(self) -> SparseVector:
        """The question's features that asks have."""
        return self._index.vector(self.reading)

    def similarities(self, reach: Reach) -> Floats:
        """Return how similar the question is to each ask within reach."""
        if len(self._similarities) < reach.size:
            self._similarities = self._index.compare(self.reading, self.vector, reach)
        return self._similarities[: reach.size]
