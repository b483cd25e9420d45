"""All asks, ready to be compared with a question and with each other."""

from collections.abc import Sequence

import numpy as np

from bot.core.matching.features import Reading
from bot.core.matching.meanings import NO_VECTORS, Meanings, WordVectors
from bot.core.matching.vectors import Floats, Ids, SparseVector, Vectors, runs


class Index:
    """Similarity of a question to every ask, and of asks to each other: 0 to about 3, for the same words."""

    def __init__(self, asks: Sequence[Reading], word_vectors: WordVectors = NO_VECTORS) -> None:
        """Turn the asks into vectors, and note for every feature which asks have it."""
        self.size = len(asks)
        self._vectors = Vectors(asks)
        self._meanings = Meanings(asks, word_vectors)
        rows = self._vectors.rows
        order = np.argsort(rows.ids, kind="stable")
        self._holders: Ids = np.repeat(np.arange(self.size), np.diff(rows.starts))[order]
        self._weights: Floats = rows.weights[order]
        self._starts: Ids = np.searchsorted(rows.ids[order], np.arange(self._vectors.size + 1))

    def similarities(self, question: Reading) -> Floats:
        """Return how similar the question is to each ask."""
        letters = self._shared_with(self._vectors.of(question))
        similar: Floats = letters + self._meanings.rows @ self._meanings.of(question)
        return similar

    def vector(self, question: Reading) -> SparseVector:
        """Return the features of a question that asks have, by number, and how much of each."""
        return self._vectors.of(question)

    def totals(self, asks: Ids) -> Floats:
        """Return how much of each feature the asks have together."""
        rows = self._vectors.rows
        places, _ = runs(rows.starts[asks], rows.starts[asks + 1])
        return np.bincount(rows.ids[places], rows.weights[places], minlength=self._vectors.size).astype(
            np.float32
        )

    def _shared_with(self, vector: SparseVector) -> Floats:
        places, times = runs(self._starts[vector.ids], self._starts[vector.ids + 1])
        products = self._weights[places] * np.repeat(vector.weights, times)
        return np.bincount(self._holders[places], products, minlength=self.size).astype(np.float32)

    def among(self, picked: Ids) -> Floats:
        """Return how similar the picked asks are to each other."""
        rows = self._vectors.rows
        places, lengths = runs(rows.starts[picked], rows.starts[picked + 1])
        ids, weights = rows.ids[places], rows.weights[places]
        owners = np.repeat(np.arange(len(picked)), lengths)
        # Most features stand in one of these asks only; they add to its own length and to nothing else.
        shared = np.bincount(ids, minlength=self._vectors.size) > 1
        common = shared[ids]
        dense = np.zeros((len(picked), int(shared.sum())), dtype=np.float32)
        dense[owners[common], (np.cumsum(shared) - 1)[ids[common]]] = weights[common]
        own = np.bincount(owners[~common], weights[~common] ** 2, minlength=len(picked))
        meanings = self._meanings.rows[picked]
        similar: Floats = dense @ dense.T + meanings @ meanings.T
        similar[np.diag_indices_from(similar)] += own
        return similar
