"""How hard a text is to read: its sentences, its paragraphs and its school grade."""

import re
from typing import Final

from bot.core.model import Label, Value
from bot.core.text import words

MOST_WORDS: Final = 20
"""Words in a sentence."""
MOST_SENTENCES: Final = 3
"""Sentences in a paragraph."""
EASY_GRADE: Final = 6.0
"""School years; what eleven-year-olds read with ease."""
HARDEST_GRADE: Final = 8.0
"""School years; what most adults still read."""
LEAST_GRADED: Final = 30
"""Words; the grade of a shorter text hangs on a single long word."""

_LINE_END: Final = re.compile(r"\n+")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")
_COLON: Final = re.compile(r"(?<=:)\s+")


class Syllables(Value):
    """How a language's syllables are counted: one for each run of vowels, less a silent ending."""

    vowels: Label
    """The letters, in a row."""
    silent: tuple[Label, ...] = ()
    """Endings that are not spoken, such as the last letter of "face"."""

    def of(self, word: str) -> int:
        """Return how many syllables a word has; a number has one."""
        runs = len(re.findall(f"[{re.escape(self.vowels)}]+", word))
        return max(1, runs - word.endswith(self.silent) if runs > 1 else runs)


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the paragraphs of a text, each as its sentences; every line break ends one."""
    split = (_spoken(_SENTENCE_END.split(line)) for line in _LINE_END.split(text))
    return tuple(sentences for sentences in split if sentences)


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text; what a colon announces is read by itself."""
    whole = (sentence for paragraph in paragraphs(text) for sentence in paragraph)
    return tuple(part for sentence in whole for part in _spoken(_COLON.split(sentence)))


def grade(text: str, syllables: Syllables) -> float:
    """Return the school grade (Flesch-Kincaid) of a text that holds at least one word."""
    spoken, count = words(text), len(sentences(text))
    per_word = sum(map(syllables.of, spoken)) / len(spoken)
    return 0.39 * len(spoken) / count + 11.8 * per_word - 15.59


def graded(text: str, syllables: Syllables | None) -> float | None:
    """Return the school grade of a text that is long enough for one, in a language that counts syllables."""
    return grade(text, syllables) if syllables and len(words(text)) >= LEAST_GRADED else None


def _spoken(parts: list[str]) -> tuple[str, ...]:
    return tuple(part for part in parts if words(part))
