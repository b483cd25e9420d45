"""Texts as sparse vectors: every feature weighs by how rare it is among the asks."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from bot.core.matching.features import Reading, concept_features, letter_features, word_features

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]

WORD_WEIGHT: Final = 0.8
LETTER_WEIGHT: Final = 1.0
CONCEPT_WEIGHT: Final = 0.6
"""How much each kind of feature counts against the others."""


class SparseVector(NamedTuple):
    """The features that a text has, by number, and how much of each."""

    ids: Ids
    weights: Floats


class Vectors:
    """Turns readings into sparse vectors, with the features that the asks have and their rarity."""

    def __init__(self, asks: Sequence[Reading]) -> None:
        self._kinds: list[tuple[_Features, float]] = []
        self.size = 0
        for counted, weight in (
            (word_features, WORD_WEIGHT),
            (letter_features, LETTER_WEIGHT),
            (concept_features, CONCEPT_WEIGHT),
        ):
            features = _Features(counted, asks, first_id=self.size)
            self._kinds.append((features, weight))
            self.size += features.size

    def of(self, reading: Reading) -> SparseVector:
        """Return the vector of a reading; what no ask has makes it longer and matches nothing."""
        parts = [(features.vector(reading), weight) for features, weight in self._kinds]
        return SparseVector(
            np.concatenate([part.ids for part, _ in parts]),
            np.concatenate([part.weights * weight for part, weight in parts]).astype(np.float32),
        )


class _Features:
    """One kind of feature: a number for each that the asks have, and its inverse document frequency."""

    def __init__(
        self, counted: Callable[[Reading], Counter[str]], asks: Sequence[Reading], first_id: int
    ) -> None:
        self._counted = counted
        holders = Counter(feature for ask in asks for feature in counted(ask))
        self.size = len(holders)
        self._asks = len(asks)
        self._ids = {feature: first_id + number for number, feature in enumerate(holders)}
        self._rarity = {feature: self._rarity_of(count) for feature, count in holders.items()}
        self._unseen = self._rarity_of(0)

    def _rarity_of(self, holders: int) -> float:
        return math.log((1 + self._asks) / (1 + holders)) + 1

    def vector(self, reading: Reading) -> SparseVector:
        weighted = {
            feature: self._weight(feature, count) for feature, count in self._counted(reading).items()
        }
        length = math.hypot(*weighted.values()) or 1.0
        known = [(self._ids[feature], weight) for feature, weight in weighted.items() if feature in self._ids]
        ids = np.array([number for number, _ in known], dtype=np.int64)
        return SparseVector(ids, np.array([weight / length for _, weight in known], dtype=np.float32))

    def _weight(self, feature: str, count: int) -> float:
        return self._rarity.get(feature, self._unseen) * (1 + math.log(count))
