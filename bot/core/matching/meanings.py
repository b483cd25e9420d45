"""What words mean, as vectors that are near each other for words of a kind: "sore" is near "painful".

The vectors come with the language (`knowledge/<language>/words.npz`); without them, matching goes by letters.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.core.matching.features import Reading
from bot.core.matching.vectors import Floats

WEIGHT: Final = 0.85
"""How much meaning counts against the letters of a word, which count 1."""


@dataclass(frozen=True, slots=True, eq=False)
class WordVectors:
    """A vector for each common word of a language."""

    numbers: dict[str, int]
    """The row of each word."""
    rows: npt.NDArray[np.int8]
    """One row a word, in whole numbers of one scale, which 8 bits hold well enough."""

    def __post_init__(self) -> None:
        """Check that every word has its row, in numbers of 8 bits."""
        if len(self.numbers) != len(self.rows):
            raise ValueError(f"{len(self.numbers)} words have {len(self.rows)} rows; make the file anew")
        if self.rows.dtype != np.int8 or len(self.rows.shape[1:]) != 1:
            raise ValueError("rows are one row of 8-bit numbers a word; make the file anew")


NO_VECTORS: Final = WordVectors({}, np.zeros((0, 1), dtype=np.int8))


class Meanings:
    """Turns readings into one short dense vector each: the mean of their words, the rare ones first."""

    def __init__(self, asks: Sequence[Reading], vectors: WordVectors) -> None:
        """Learn from the asks how rare words are, and what all texts have in common."""
        self._vectors = vectors
        holders = Counter(chain.from_iterable(set(ask.words) for ask in asks))
        self._unseen = math.log(1 + len(asks)) + 1
        known = [word for word in holders if word in vectors.numbers]
        rarity = np.array([self._unseen - math.log(1 + holders[word]) for word in known], dtype=np.float32)
        weighted = rarity[:, None] * vectors.rows[[vectors.numbers[word] for word in known]]
        self._weighted = dict(zip(known, weighted, strict=True))
        sums = _unit(np.stack([self._sum(ask) for ask in asks]))
        self._common: Floats = sums.mean(axis=0)
        self.rows: Floats = _unit(sums - self._common) * np.float32(WEIGHT)
        self.rows[~sums.any(axis=1)] = 0
        """The vectors of the asks, in their order."""

    def of(self, reading: Reading) -> Floats:
        """Return the vector of a reading; zeros when no word is known."""
        total = self._sum(reading)
        length = math.sqrt(total @ total)
        if not length:
            return total
        apart: Floats = total / np.float32(length) - self._common
        apart *= np.float32(WEIGHT / (math.sqrt(apart @ apart) or 1.0))
        return apart

    def _sum(self, reading: Reading) -> Floats:
        total: Floats = np.zeros(self._vectors.rows.shape[1], dtype=np.float32)
        for word in reading.words:
            if word in self._weighted:
                total += self._weighted[word]
            elif word in self._vectors.numbers:
                total += np.float32(self._unseen) * self._vectors.rows[self._vectors.numbers[word]].astype(
                    np.float32
                )
        return total


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
