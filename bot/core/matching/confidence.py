"""One calibrated confidence: how often an entry that scores like this is the right one."""

import math
from typing import Final

AT_ZERO: Final = -4.6
PER_SCORE: Final = 9.1
PER_LEAD: Final = 2.0
"""A logistic model over score and lead, the same for every base and language.

Fitted on 30 bases (parts of CLINC150, the training questions of HINT3, and this one) with 7,700 questions,
half of the bases with questions that belong nowhere. Further numbers (similarity of the nearest ask, length,
share of known words) made held-out bases no better.
"""


def confidence(score: float, lead: float) -> float:
    """Return the chance, from 0 to 1, that a question is about an entry.

    `score` is about 1 where the question reads like the entry's asks, and about 0 elsewhere. `lead` is how
    far it stands above the best other score, or below it.
    """
    return 1 / (1 + math.exp(-(AT_ZERO + PER_SCORE * score + PER_LEAD * lead)))
