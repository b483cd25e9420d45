"""Kernel ridge regression, solved anew for every question on the asks nearest to it.

It learns which words tell neighbouring entries apart, which a comparison with single asks does not: in a base
about one subject nearly all asks share nearly all their words. Solved near the question only, it needs no
fitting when the base changes, and grows with the neighbourhood and not with the base.
"""

from typing import Final

import numpy as np

from bot.core.matching.vectors import Floats

PENALTY: Final = np.float32(0.5)
"""How strongly single asks are held down; between 0.1 and 1 little changes."""
BIAS: Final = np.float32(1.0)


def votes(among: Floats, similarities: Floats) -> Floats:
    """Return how much each ask speaks for its entry; the votes of an entry's asks add up to its score.

    `among` holds the similarities of the asks to each other, `similarities` those of the question to them. A
    score is about 1 where the question reads like an entry's asks, and about 0 elsewhere.
    """
    penalised = among + BIAS
    penalised.flat[:: len(penalised) + 1] += PENALTY
    solution: Floats = np.linalg.solve(penalised, similarities + BIAS)
    return solution
