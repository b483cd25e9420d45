"""One linear model over all asks (kernel ridge regression), solved exactly at start-up.

It learns which features tell entries apart. On this project's asks, nearest-neighbour search with the same
features finds the right entry 17 points less often (5-fold cross-validation).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.core.vectors import Floats, SparseVector

PENALTY: Final = 0.5
"""How strongly weights are held down; between 0.3 and 1 nothing changes much."""
BIAS: Final = 1.0


class Ridge:
    """Scores every class for a vector; fitted on vectors with known classes."""

    def __init__(self, vectors: Sequence[SparseVector], classes: Sequence[int], size: int) -> None:
        """Fit on one vector an ask, its class by number, and the number of features there are."""
        targets = np.zeros((len(vectors), max(classes) + 1), dtype=np.float32)
        targets[np.arange(len(vectors)), list(classes)] = 1
        kernel = _kernel(vectors, size)
        shares = np.linalg.solve(kernel + PENALTY * np.eye(len(vectors), dtype=np.float32), targets)
        self._bias: Floats = BIAS * shares.sum(axis=0)
        self._weights: Floats = np.zeros((size, targets.shape[1]), dtype=np.float32)
        for vector, share in zip(vectors, shares, strict=True):
            self._weights[vector.ids] += np.outer(vector.weights, share)

    def scores(self, vector: SparseVector) -> Floats:
        """Return a score for every class: about 1 where the vector belongs, about 0 elsewhere."""
        return vector.weights @ self._weights[vector.ids] + self._bias


def _kernel(vectors: Sequence[SparseVector], size: int) -> Floats:
    """Return all inner products; a feature that one vector has alone only adds to the diagonal."""
    holders = np.bincount(np.concatenate([vector.ids for vector in vectors]), minlength=size)
    shared = np.cumsum(holders > 1) - 1
    dense = np.zeros((len(vectors), int(shared[-1]) + 1), dtype=np.float32)
    alone: npt.NDArray[np.float32] = np.full(len(vectors), 0, dtype=np.float32)
    for row, (ids, weights) in enumerate(vectors):
        common = holders[ids] > 1
        dense[row, shared[ids[common]]] = weights[common]
        alone[row] = np.sum(weights[~common] ** 2)
    kernel: Floats = dense @ dense.T + BIAS + np.diag(alone)
    return kernel
