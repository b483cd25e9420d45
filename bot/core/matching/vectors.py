"""Texts as sparse vectors: every feature weighs by how rare it is among the asks."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from bot.core.matching.features import KINDS, FeatureKind, Reading, itself

_Number = TypeVar("_Number", bound=np.generic)

Floats = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]


class SparseVector(NamedTuple):
    """The features that a text has, by number, and how much of each."""

    ids: Ids
    weights: Floats


class SparseRows(NamedTuple):
    """Many sparse vectors, one after the other; row `n` stands from `starts[n]` to `starts[n + 1]`."""

    starts: Ids
    ids: Ids
    weights: Floats

    @property
    def owners(self) -> Ids:
        """The row of each feature."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def of(self, picked: Ids) -> tuple[Ids, Floats, Ids]:
        """Return the features of some rows, their weights, and which of these rows each belongs to."""
        places, lengths = runs(self.starts[picked], self.starts[picked + 1])
        return self.ids[places], self.weights[places], np.repeat(np.arange(len(picked)), lengths)

    def where(self, kept: npt.NDArray[np.bool_]) -> "SparseRows":
        """Return the rows with these of their features."""
        starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(kept)])[self.starts]
        return SparseRows(starts, self.ids[kept], self.weights[kept])


class Vectors:
    """Turns readings into sparse vectors, with the features that the asks have and their rarity."""

    def __init__(self, asks: Sequence[Reading]) -> None:
        """Number the features of the asks, and weigh each by its rarity among them."""
        self._kinds: list[_Features] = []
        self.size = 0
        found: list[_Found] = []
        for kind in KINDS:
            features, of_asks = _learnt(kind, asks, first_id=self.size)
            self._kinds.append(features)
            found.append(of_asks)
            self.size += len(features.numbers)
        self.rows = _side_by_side(found, len(asks))
        """The vectors of the asks, in their order."""

    def of(self, reading: Reading) -> SparseVector:
        """Return the vector of a reading; what no ask has makes it longer and matches nothing."""
        parts = [features.vector(reading) for features in self._kinds]
        return SparseVector(
            np.concatenate([part.ids for part in parts]), np.concatenate([part.weights for part in parts])
        )


class _Features(NamedTuple):
    """One kind of feature: a number for each that the asks have, and its inverse document frequency."""

    kind: FeatureKind
    first_id: int
    numbers: dict[str, int]
    known: dict[str, list[int]]
    """The features of the parts that asks have, as far as they are not the parts themselves."""
    rarities: npt.NDArray[np.float64]
    unseen: float

    def vector(self, reading: Reading) -> SparseVector:
        """Return the features that asks have, and their weights."""
        counts = Counter(self._features_of(reading))
        numbers = [it for it in counts if not isinstance(it, str)]
        weights = self.rarities[numbers]
        unseen = (len(counts) - len(numbers)) * self.unseen**2
        if len(counts) < counts.total():
            weights *= [1 + math.log(counts[number]) for number in numbers]
            others = (count for it, count in counts.items() if isinstance(it, str))
            unseen = sum((self.unseen * (1 + math.log(count))) ** 2 for count in others)
        weights *= self.kind.weight / (math.sqrt(weights @ weights + unseen) or 1.0)
        ids = np.array(numbers, dtype=np.int64) + self.first_id
        return SparseVector(ids, weights.astype(np.float32))

    def _features_of(self, reading: Reading) -> Iterator[int | str]:
        """Yield the number of each feature, and the features that no ask has as they are."""
        for part in self.kind.parts(reading):
            if part in self.known:
                yield from self.known[part]
            elif self.kind.of_part is itself:
                yield self.numbers.get(part, part)
            else:
                yield from (self.numbers.get(it, it) for it in self.kind.of_part(part))


class _Found(NamedTuple):
    """Which ask has which feature, and how much of it."""

    owners: Ids
    ids: Ids
    weights: Floats


def _learnt(kind: FeatureKind, asks: Sequence[Reading], first_id: int) -> tuple[_Features, _Found]:
    """Number the features of the asks, weigh them by rarity, and scale each ask to the weight of its kind."""
    numbers, known, owners, uses = _numbered(kind, asks)
    met, times = np.unique(owners * (len(numbers) + 1) + uses, return_counts=True)
    owners, ids = np.divmod(met, len(numbers) + 1)
    rarities = np.log((1 + len(asks)) / (1 + np.bincount(ids, minlength=len(numbers)))) + 1

    weights = rarities[ids] * (1 + np.log(times))
    squares = np.bincount(owners, weights**2, minlength=len(asks))
    weights *= kind.weight / np.sqrt(squares)[owners]
    features = _Features(kind, first_id, numbers, known, rarities, math.log(1 + len(asks)) + 1)
    return features, _Found(owners, ids + first_id, weights.astype(np.float32))


def _numbered(
    kind: FeatureKind, asks: Sequence[Reading]
) -> tuple[dict[str, int], dict[str, list[int]], Ids, Ids]:
    """Return the number of each feature, the features of each part, and every use: the ask and the feature.

    Asks share most of their words, so the features of a word are looked up once.
    """
    parts = [kind.parts(ask) for ask in asks]
    numbered: defaultdict[str, int] = defaultdict(count().__next__)
    used = np.fromiter(map(numbered.__getitem__, chain.from_iterable(parts)), dtype=np.int64)
    places = dict(numbered)
    owners = np.repeat(np.arange(len(asks)), [len(of_ask) for of_ask in parts])
    if kind.of_part is itself:
        return places, {}, owners, used
    numbers: dict[str, int] = {}
    known = {part: [numbers.setdefault(it, len(numbers)) for it in kind.of_part(part)] for part in places}
    lengths = np.array([len(features) for features in known.values()], dtype=np.int64)
    ends = np.cumsum(lengths)
    ids = np.fromiter(chain.from_iterable(known.values()), dtype=np.int64)
    uses, times = runs(ends[used] - lengths[used], ends[used])
    return numbers, known, np.repeat(owners, times), ids[uses]


def joined(numbers: npt.NDArray[_Number], starts: Ids, ends: Ids) -> npt.NDArray[_Number]:
    """Return what stands from each start to its end, one piece after the other."""
    pieces = [numbers[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    return np.concatenate(pieces) if pieces else numbers[:0]


def runs(starts: Ids, ends: Ids) -> tuple[Ids, Ids]:
    """Return the numbers of all runs from a start to its end, one run after the other, and their lengths."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum()), lengths


def _side_by_side(kinds: Sequence[_Found], size: int) -> SparseRows:
    """Join what the kinds of features found into one row for each ask."""
    owners = np.concatenate([found.owners for found in kinds])
    order = np.argsort(owners, kind="stable")
    lengths = np.bincount(owners, minlength=size)
    return SparseRows(
        np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)]),
        np.concatenate([found.ids for found in kinds])[order],
        np.concatenate([found.weights for found in kinds])[order],
    )
