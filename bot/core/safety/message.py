"""A message as the red-flag screen reads it: its words, where they stand, and what they mean."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.core import text
from bot.core.safety.lexicon import Lexicon, Span
from bot.core.safety.patterns import Occurrences

SENTENCE_GAP: Final = 1_000
"""How far apart two sentences count, so that no window reaches from one into the next."""

_CLAUSE_END: Final = re.compile(r"(?<!\d),|,(?!\d)|[:()\[\]–—/]|\s-+\s")


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a whole message in order, with what the lexicon recognises among them."""

    words: tuple[str, ...]
    places: tuple[int, ...]
    """The position of each word; consecutive within a sentence."""
    clauses: tuple[Span, ...]
    """The clause in which each word stands; no clause reaches over a comma."""
    occurrences: Occurrences

    def words_at(self, spans: Sequence[Span]) -> tuple[str, ...]:
        """Return the words of these spans."""
        return tuple(word for span in spans for word in self.words[span.first : span.last + 1])


def read(typed: str, lexicon: Lexicon) -> Message:
    """Read a message word by word, with the meanings that the lexicon knows."""
    words: list[str] = []
    places: list[int] = []
    clauses: list[Span] = []
    for number, sentence in enumerate(text.sentences(typed)):
        for part in _CLAUSE_END.split(sentence):
            pieces = [piece for word in text.words(part) for piece in lexicon.parts(word)]
            clause = Span(len(words), len(words) + len(pieces) - 1)
            places += (place + number * SENTENCE_GAP for place in range(clause.first, clause.last + 1))
            clauses += [clause] * len(pieces)
            words += pieces
    return Message(tuple(words), tuple(places), tuple(clauses), lexicon.occurrences(words))
