"""Typos are corrected against the words that the knowledge base knows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_CORRECTED: Final = 4
"""Letters; below that, one letter more or less makes another word."""
LONG_WORD: Final = 7
"""Letters from which a known word may be two keystrokes away."""
MOST_SLIPS: Final = 2
MOST_CORRECTED: Final = 30
COMMON: Final = 4
"""Uses from which a word is certainly spelt as it is meant."""


class Speller:
    """Corrects single words: one slip (a letter too many, missing, wrong or swapped), two in long words.

    A word that is known is left alone, however rare it is; so is whatever has a digit in it.
    """

    def __init__(
        self, typed: Iterable[str], printed: Iterable[str] = (), well_spelt: Iterable[str] = ()
    ) -> None:
        """Learn words from normalised texts.

        What is `typed` may hold misspelt words, as patients' phrasings do; what is `printed` is spelt well.
        Both say which words patients mean. The `well_spelt` words are merely left alone.
        """
        uses = Counter(_letters_only(typed))
        sure = Counter(_letters_only(printed))
        well_spelt = frozenset(well_spelt)
        doubtful = {
            word for word in uses if uses[word] < COMMON and word not in sure and word not in well_spelt
        }
        uses.update(sure)
        self._targets = _by_ends(_most_used(uses, without=doubtful))
        typos = {word for word in doubtful if self._nearest(word) != word}
        self._targets = _by_ends(_most_used(uses, without=typos))
        self._known = frozenset(uses.keys() - typos) | well_spelt

    def correct(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the words, each as it is known or in the nearest known spelling.

        Only the first `MOST_CORRECTED` unknown words are looked up: a text with more is no question.
        """
        words = tuple(words)
        if self._known.issuperset(words):
            return words
        unknown = dict.fromkeys(word for word in words if word not in self._known)
        spelling = {word: self._nearest(word) for word in islice(unknown, MOST_CORRECTED)}
        return tuple(spelling.get(word, word) for word in words)

    def _nearest(self, word: str) -> str:
        if len(word) < SHORTEST_CORRECTED or not word.isalpha():
            return word
        targets = [*self._targets.get((0, word[0]), ()), *self._targets.get((-1, word[-1]), ())]
        near = process.extract(word, targets, scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=5)
        likely = (
            targets[place]
            for target, slips, place in near
            if slips < MOST_SLIPS or (len(target) >= LONG_WORD and target[0] == word[0])
        )
        return next(likely, word)


def _letters_only(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in text.split() if word.isalpha())


def _by_ends(words: Iterable[str]) -> dict[tuple[int, str], list[str]]:
    """Group words by either end: one slip changes only one of the two."""
    groups: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for word in words:
        groups[0, word[0]].append(word)
        groups[-1, word[-1]].append(word)
    return groups


def _most_used(uses: Counter[str], without: set[str]) -> list[str]:
    """Return the words that can be meant, the most used first."""
    words = (word for word in uses if len(word) >= SHORTEST_CORRECTED and word not in without)
    return sorted(words, key=lambda word: (-uses[word], word))
