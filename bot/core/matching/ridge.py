"""One linear model over all asks (kernel ridge regression), fitted at every start.

It learns which features tell entries apart. Comparing a question with single asks does not: in a base about
one subject, nearly all asks share nearly all their words.
"""

from collections.abc import Sequence
from itertools import product
from typing import Final

import numpy as np

from bot.core.matching.vectors import Floats, SparseVector

PENALTY: Final = 0.5
"""How strongly weights are held down; between 0.3 and 1 nothing changes much."""
BIAS: Final = 1.0
MOST_PAIRED: Final = 8
"""Vectors that may share a rare feature; a dense column for it would be all but empty."""
LEFT_OVER: Final = 1e-5
"""The squared residue for each ask of a class at which its scores are within some 0.003 of the exact ones."""
TINY: Final = np.finfo(np.float32).tiny
MOST_STEPS: Final = 30
"""Further steps would add the rounding errors of single precision, not accuracy."""


class Ridge:
    """Scores every class for a vector; fitted on vectors with known classes."""

    def __init__(self, vectors: Sequence[SparseVector], classes: Sequence[int], size: int) -> None:
        """Fit on one vector an ask, its class by number (none left out), and how many features there are."""
        targets = np.zeros((len(vectors), max(classes) + 1), dtype=np.float32)
        targets[np.arange(len(vectors)), list(classes)] = 1
        shares = _solved(_kernel(vectors, size), targets)
        self.priors: Floats = BIAS * shares.sum(axis=0)
        """The score of every class for a vector without features."""
        self._weights: Floats = np.zeros((size, targets.shape[1]), dtype=np.float32)
        for vector, share in zip(vectors, shares, strict=True):
            self._weights[vector.ids] += np.outer(vector.weights, share)

    def scores(self, vector: SparseVector) -> Floats:
        """Return a score for every class: about 1 where the vector belongs, about 0 elsewhere."""
        return vector.weights @ self._weights[vector.ids] + self.priors


def _kernel(vectors: Sequence[SparseVector], size: int) -> Floats:
    """Return all inner products, plus the bias; rare features, which are most, are added pair by pair."""
    rows = np.repeat(np.arange(len(vectors)), [len(vector.ids) for vector in vectors])
    ids = np.concatenate([vector.ids for vector in vectors])
    weights = np.concatenate([vector.weights for vector in vectors])
    holders = np.bincount(ids, minlength=size)

    common = holders > MOST_PAIRED
    dense = np.zeros((len(vectors), int(common.sum())), dtype=np.float32)
    spread = common[ids]
    dense[rows[spread], (np.cumsum(common) - 1)[ids[spread]]] = weights[spread]
    kernel: Floats = dense @ dense.T + np.float32(BIAS)

    for count in range(1, MOST_PAIRED + 1):
        rare = np.flatnonzero(holders[ids] == count)
        together = rare[np.argsort(ids[rare], kind="stable")].reshape(-1, count)
        for one, other in product(together.T, repeat=2):
            np.add.at(kernel, (rows[one], rows[other]), weights[one] * weights[other])
    return kernel


def _solved(kernel: Floats, targets: Floats) -> Floats:
    """Solve (kernel + penalty) x = targets by conjugate gradients, with the classes taken out first.

    What the asks of a class share makes the kernel hard to solve step by step. Solved apart ("deflated", Saad
    and others 2000), it leaves a few steps, so that nobody waits for an exact solution at every start.
    """
    kernel[np.diag_indices_from(kernel)] += np.float32(PENALTY)
    of_classes = kernel @ targets
    among_classes = np.linalg.inv(targets.T @ of_classes)
    solution: Floats = targets @ (among_classes @ (targets.T @ targets))
    residue = targets - kernel @ solution
    step = residue - targets @ (among_classes @ (of_classes.T @ residue))
    left, enough = np.sum(residue**2, axis=0), LEFT_OVER * np.sum(targets, axis=0)
    for _ in range(MOST_STEPS):
        open_yet = left > enough
        if not open_yet.any():
            break
        along = kernel @ step
        # A class that is solved must rest: its steps would be made of nothing but rounding errors.
        length = np.where(open_yet, left / np.maximum(np.sum(step * along, axis=0), TINY), 0)
        solution += length * step
        residue -= length * along
        before, left = left, np.sum(residue**2, axis=0)
        step = (
            residue
            + left / np.maximum(before, TINY) * step
            - targets @ (among_classes @ (of_classes.T @ residue))
        )
    return solution
