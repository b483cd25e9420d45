"""What a text is compared by: its words, pairs of words, the letters inside them, and what they name."""

from collections.abc import Callable
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


class FeatureKind(NamedTuple):
    """One kind of features: the parts of a reading that carry them, and those of one part."""

    parts: Callable[[Reading], tuple[str, ...]]
    of_part: Callable[[str], tuple[str, ...]]
    weight: float
    """How much the kind counts against the others."""


def words_and_pairs(reading: Reading) -> tuple[str, ...]:
    """Return the words and the pairs of neighbours."""
    return (*reading.words, *(f"{first} {second}" for first, second in pairwise(reading.words)))


def letter_runs(word: str) -> tuple[str, ...]:
    """Return the runs of 4 letters inside a word; an edge of the word counts as a letter."""
    edged = f" {word} "
    return tuple(edged[start : start + GRAM] for start in range(max(1, len(edged) - GRAM + 1)))


def itself(part: str) -> tuple[str, ...]:
    """Return the part, which is its own only feature."""
    return (part,)


KINDS: Final = (
    FeatureKind(words_and_pairs, itself, 1.0),
    FeatureKind(lambda reading: reading.words, letter_runs, 1.0),
    FeatureKind(lambda reading: reading.concepts, itself, 0.6),
)
