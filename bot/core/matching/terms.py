"""Lists of words and short phrases from the knowledge base, looked for in what a patient typed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.core import text
from bot.core.matching.features import Words


class Terms:
    """Words and short phrases; where two begin alike, the longer one is meant."""

    def __init__(self, *lists: Iterable[str]) -> None:
        """Learn the terms of all lists."""
        by_first_word: dict[str, set[Words]] = defaultdict(set)
        for terms in lists:
            for term in filter(None, map(text.words, terms)):
                by_first_word[term[0]].add(term)
        self._by_first_word = {
            first: sorted(terms, key=len, reverse=True) for first, terms in by_first_word.items()
        }

    def places_in(self, words: Words) -> Iterator[tuple[int, int]]:
        """Yield where a term stands: its start and the place after its end, without overlaps."""
        start = 0
        while start < len(words):
            if length := self._length_at(start, words):
                yield start, start + length
            start += length or 1

    def are_in(self, words: Words) -> bool:
        """Whether any term is there."""
        return any(True for _ in self.places_in(words))

    def without(self, words: Words) -> Words:
        """Return the words that belong to no term."""
        taken = {place for start, end in self.places_in(words) for place in range(start, end)}
        return tuple(word for place, word in enumerate(words) if place not in taken)

    def after_leading(self, words: Words) -> Words:
        """Return what follows the terms that the words begin with."""
        while length := self._length_at(0, words):
            words = words[length:]
        return words

    def before_trailing(self, words: Words) -> Words:
        """Return what precedes the terms that the words end with."""
        for start, end in reversed(tuple(self.places_in(words))):
            if end != len(words):
                break
            words = words[:start]
        return words

    def _length_at(self, start: int, words: Words) -> int:
        terms = self._by_first_word.get(words[start], ()) if start < len(words) else ()
        return next((len(term) for term in terms if words[start : start + len(term)] == term), 0)


def is_number(word: str) -> bool:
    """Whether a word is written in digits: "4", "38.5"."""
    return word[:1].isdigit()
