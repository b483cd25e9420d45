"""What a text is compared by: its words, pairs of words, the letters inside them, and what they name."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

Words = tuple[str, ...]

GRAM: Final = 4
"""Letters in a run; runs see what words of one stem share, and survive a slip elsewhere in the word."""


class Reading(NamedTuple):
    """A text as the matcher sees it."""

    words: Words
    concepts: tuple[str, ...] = ()
    """Names of the groups of synonyms and medicines that the words belong to."""


def word_features(reading: Reading) -> Counter[str]:
    """Count the words and the pairs of neighbours."""
    words = reading.words
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    return Counter((*words, *pairs))


def letter_features(reading: Reading) -> Counter[str]:
    """Count the runs of 4 letters inside each word; an edge of a word counts as a letter."""
    return Counter(gram for word in reading.words for gram in _grams(f" {word} "))


def concept_features(reading: Reading) -> Counter[str]:
    """Count what the words stand for."""
    return Counter(reading.concepts)


def _grams(word: str) -> Iterator[str]:
    for start in range(max(1, len(word) - GRAM + 1)):
        yield word[start : start + GRAM]
