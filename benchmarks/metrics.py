"""What a matcher is worth: right answers on questions in scope, and silence on the others."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

PERCENTILES: Final = (50.0, 99.0)


class Judged(NamedTuple):
    """What a matcher says of one labelled question."""

    expected: str | None
    """The right label; None when the question is out of scope."""
    ranked: tuple[str, ...]
    """The likeliest labels, best first."""
    certainty: float
    """How sure the matcher is of the best one; any scale."""


class AtThreshold(NamedTuple):
    """What happens when only answers of at least this certainty are given."""

    threshold: float
    in_scope_accuracy: float | None
    """Share of the questions in scope that are answered, and right."""
    out_of_scope_recall: float | None
    """Share of the questions out of scope that are not answered."""


class Outcomes:
    """The judged questions, ready for every figure; a figure without questions behind it is None."""

    def __init__(self, judged: Sequence[Judged]) -> None:
        """Part the questions in scope from those out of scope."""
        certainty = np.array([one.certainty for one in judged], dtype=np.float64)
        is_in: Flags = np.array([one.expected is not None for one in judged], dtype=np.bool_)
        self._inside = [one for one in judged if one.expected is not None]
        right = np.array([one.expected in one.ranked[:1] for one in self._inside], dtype=np.bool_)
        self._all_in: Floats = np.sort(certainty[is_in])
        self._right: Floats = np.sort(certainty[is_in][right])
        self._out: Floats = np.sort(certainty[~is_in])

    @property
    def in_scope(self) -> int:
        """How many questions have a right label."""
        return len(self._all_in)

    @property
    def out_of_scope(self) -> int:
        """How many questions have none."""
        return len(self._out)

    def top(self, count: int) -> float | None:
        """Return the share of questions in scope whose label is among the best; nothing is rejected."""
        return _mean([one.expected in one.ranked[:count] for one in self._inside])

    def at(self, threshold: float) -> AtThreshold:
        """Return what a threshold gives."""
        answered_right = len(self._right) - np.searchsorted(self._right, threshold, side="left")
        silent = np.searchsorted(self._out, threshold, side="left")
        return AtThreshold(
            threshold,
            float(answered_right) / self.in_scope if self.in_scope else None,
            float(silent) / self.out_of_scope if self.out_of_scope else None,
        )

    def threshold_of_recall(self, recall: float) -> float:
        """Return the lowest threshold that leaves this share of questions out of scope unanswered."""
        needed = int(np.ceil(round(recall * self.out_of_scope, 9)))
        if not needed:
            return float("-inf")
        return float(np.nextafter(self._out[needed - 1], np.inf))

    def balanced_threshold(self) -> float:
        """Return the threshold with the highest sum of in-scope accuracy and out-of-scope recall.

        It stands halfway between the two certainties that it parts.
        """
        steps = np.unique(np.concatenate([self._all_in, self._out]))
        values = [sum(share or 0 for share in self.at(step)[1:]) for step in steps]
        best = int(np.argmax(values))
        return float((steps[best] + steps[best - 1]) / 2) if best else float(steps[0])

    def accuracy_at_recall(self, recall: float) -> float | None:
        """Return the in-scope accuracy at exactly this out-of-scope recall, whatever threshold that takes."""
        return self.at(self.threshold_of_recall(recall)).in_scope_accuracy if self.out_of_scope else None

    def auroc(self) -> float | None:
        """Return how often a question in scope is more certain than one out of scope."""
        return self._area(self._all_in)

    def oscr(self) -> float | None:
        """Return the area under right answers in scope against answers given out of scope."""
        return self._area(self._right)

    def _area(self, wanted: Floats) -> float | None:
        """Return the share of pairs in which the wanted certainty is the higher one; a tie counts half."""
        if not (self.in_scope and self.out_of_scope):
            return None
        below = np.searchsorted(self._out, wanted, side="left")
        not_above = np.searchsorted(self._out, wanted, side="right")
        return float((below + not_above).sum()) / 2 / (self.in_scope * self.out_of_scope)


def percentiles(milliseconds: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 99th percentile."""
    median, slow = np.percentile(milliseconds, PERCENTILES).tolist()
    return median, slow


def _mean(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None
