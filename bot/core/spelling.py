"""Typos are corrected against the words that the knowledge base knows."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_CORRECTED: Final = 4
"""Letters; below that, one letter more or less makes another word."""
LONG_WORD: Final = 7
"""Letters from which a known word may be two keystrokes away."""
COMMON: Final = 3
"""Uses from which a word is certainly spelt as it is meant."""


class Speller:
    """Corrects single words: one slip (a letter too many, missing, wrong or swapped), two in long words.

    A word that is known is left alone, however rare it is; so is whatever has a digit in it.
    """

    def __init__(self, typed: Iterable[str], printed: Iterable[str] = ()) -> None:
        """Learn words from normalised texts.

        What is `typed` may hold misspelt words, as patients' phrasings do: a word that stands there once and is
        one slip away from a common word is itself taken for a typo. What is `printed` is spelt well.
        """
        counts = Counter(_letters_only(typed))
        trusted = Counter(_letters_only(printed))
        doubtful = [word for word, uses in counts.items() if uses == 1 and word not in trusted]
        common = [word for word, uses in (counts + trusted).items() if uses >= COMMON]
        self._known = (counts + trusted).keys() - _misspelt(doubtful, common)
        self._targets = sorted(
            (word for word in self._known if len(word) >= SHORTEST_CORRECTED),
            key=lambda word: (-counts[word] - trusted[word], word),
        )

    def correct(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the words, each as it is known or in the nearest known spelling."""
        return tuple(word if word in self._known else self._nearest(word) for word in words)

    def _nearest(self, word: str) -> str:
        if len(word) < SHORTEST_CORRECTED or not word.isalpha():
            return word
        near = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=2, limit=5)
        for target, slips, _ in near:
            if slips == 1 or (len(target) >= LONG_WORD and target[0] == word[0]):
                return target
        return word


def _letters_only(texts: Iterable[str]) -> Iterable[str]:
    return (word for text in texts for word in text.split() if word.isalpha())


def _misspelt(doubtful: list[str], common: list[str]) -> set[str]:
    """Return the doubtful words that are one slip away from a common one."""
    long_enough = [word for word in doubtful if len(word) > SHORTEST_CORRECTED]
    if not long_enough or not common:
        return set()
    slips = process.cdist(long_enough, common, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    return {word for word, nearest in zip(long_enough, slips.min(axis=1), strict=True) if nearest == 1}
