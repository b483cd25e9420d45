"""All asks, ready to be compared with a question and with each other."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.core.matching.features import Reading
from bot.core.matching.meanings import NO_VECTORS, Meanings, WordVectors
from bot.core.matching.vectors import Floats, Ids, SparseVector, Vectors, joined

COMMON: Final = 32
"""Features with a column of their own beside the meanings: the few that nearly every list would name."""
TOGETHER: Final = 4
"""Questions from which one product for all of them is quicker than one for each; also its best width."""
_NONE: Final = -1


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
        rows, meant = self._vectors.rows, self._meanings.rows
        held = np.bincount(rows.ids, minlength=self._vectors.size)
        common = np.argsort(-held, kind="stable")[:COMMON]
        self._column: Ids = np.full(self._vectors.size, _NONE)
        self._column[common] = meant.shape[1] + np.arange(len(common))

        owners, columns = rows.owners, self._column[rows.ids]
        is_rare = columns == _NONE
        self._dense: Floats = np.zeros((self.size, meant.shape[1] + len(common)), dtype=np.float32)
        """What asks mean, and how much each has of the common features."""
        self._dense[:, : meant.shape[1]] = meant
        self._dense[owners[~is_rare], columns[~is_rare]] = rows.weights[~is_rare]
        is_shared = (self._column == _NONE) & (held > 1)
        shared = rows.where(is_shared[rows.ids])
        self._shared = shared._replace(ids=(np.cumsum(is_shared) - 1)[shared.ids])
        """The other features of the asks, numbered anew without those that no two asks share."""
        self._shared_size = int(is_shared.sum())
        rare = np.flatnonzero(is_rare)
        # By feature, and of each feature by ask: one key for both is sorted faster than twice.
        order = rare[np.argsort(rows.ids[rare] * self.size + owners[rare])]
        self._features: Ids = rows.ids[order]
        self._holders: Ids = owners[order]
        # In the width in which `bincount` adds up, so that no question waits for a conversion.
        self._weights = rows.weights[order].astype(np.float64)
        self._starts: Ids = np.searchsorted(self._features, np.arange(self._vectors.size))
        squares = np.bincount(owners, rows.weights.astype(np.float64) ** 2, minlength=self.size)
        self._to_themselves: Floats = (squares + (meant**2).sum(axis=1)).astype(np.float32)

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

    def compare(self, questions: Sequence["Asked"], reach: Reach) -> Iterator[Floats]:
        """Yield how similar each question is to each ask within reach."""
        rows, dense = self._dense[: reach.size], list(map(self._dense_part, questions))
        if len(questions) < TOGETHER:
            similar = (rows @ part for part in dense)
        else:
            nothing = [np.zeros_like(dense[0])] * (-len(dense) % TOGETHER)
            similar = (product.copy() for product in (rows @ np.stack([*dense, *nothing], axis=1)).T)
        for question, of_dense in zip(questions, similar, strict=False):
            np.add(of_dense, self._rare_part(question.vector, reach), out=of_dense, casting="same_kind")
            yield of_dense

    def _dense_part(self, question: "Asked") -> Floats:
        vector, meant = question.vector, self._meanings.of(question.reading)
        columns = self._column[vector.ids]
        dense = np.zeros(self._dense.shape[1], dtype=np.float32)
        dense[: len(meant)] = meant
        dense[columns[columns != _NONE]] = vector.weights[columns != _NONE]
        return dense

    def _rare_part(self, vector: SparseVector, reach: Reach) -> npt.NDArray[np.float64]:
        is_rare = self._column[vector.ids] == _NONE
        ids, weights = vector.ids[is_rare], vector.weights[is_rare]
        starts, ends = self._starts[ids], reach.ends[ids]
        products = joined(self._weights, starts, ends)
        products *= np.repeat(weights, ends - starts)
        holders = joined(self._holders, starts, ends)
        return np.bincount(holders, products, minlength=reach.size).astype(np.float64, copy=False)

    def totals(self, asks: Ids) -> Floats:
        """Return how much of each feature the asks have together."""
        ids, weights, _ = self._vectors.rows.of(asks)
        return np.bincount(ids, weights, minlength=self._vectors.size).astype(np.float32)

    def among(self, picked: Ids) -> Floats:
        """Return how similar the picked asks are to each other."""
        ids, weights, owners = self._shared.of(picked)
        # A feature goes by the place where it is met last.
        last = np.empty(self._shared_size, dtype=np.int32)
        last[ids] = np.arange(len(ids), dtype=np.int32)
        feature = last[ids]
        # Most features stand in one of these asks only; they add to its own length and to nothing else.
        shared = np.bincount(feature, minlength=len(ids)) > 1
        mutual = np.flatnonzero(shared[feature])
        width = self._dense.shape[1]
        column = np.cumsum(shared) + (width - 1)
        together = np.zeros((len(picked), width + int(shared.sum())), dtype=np.float32)
        together[:, :width] = self._dense[picked]
        together[owners[mutual], column[feature[mutual]]] = weights[mutual]
        similar: Floats = together @ together.T
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
        if not self.is_compared(reach):
            self.take(*self._index.compare([self], reach))
        return self._similarities[: reach.size]

    def is_compared(self, reach: Reach) -> bool:
        """Whether the similarities within reach are known."""
        return len(self._similarities) >= reach.size

    def take(self, similarities: Floats) -> None:
        """Take what the index has found for this question among others."""
        self._similarities = similarities
