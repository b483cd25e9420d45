"""The words that signs of danger are made of, found in a message even when they are misspelt."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_CORRECTED: Final = 4
"""Letters; a shorter word is taken as it is typed."""
LONG_WORD: Final = 8
"""Letters from which two slips are forgiven instead of one."""
LONGEST_WORD: Final = 24
"""Letters; whatever is longer is no word and is not compared."""
SHORTEST_BEGINNING: Final = 3
RANGE: Final = ".."
WILDCARD: Final = "*"


class Span(NamedTuple):
    """Where something stands in a message: its first and its last word."""

    first: int
    last: int


class Lexicon:
    """Knows lists of words; an entry is a word, several words in a row, a beginning (`swell*`) or a range.

    A range (`38..43`) stands for every number in it, typed in figures or as one of the number words.
    """

    def __init__(
        self, lists: Mapping[str, Iterable[str]], numbers: Mapping[str, float], known: Collection[str]
    ) -> None:
        """Learn the lists; `known` words are never taken for a misspelling of a listed one."""
        self._numbers = numbers
        self._known = frozenset(known) | numbers.keys()
        self._alone: defaultdict[str, list[str]] = defaultdict(list)
        self._in_a_row: defaultdict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        atoms: set[str] = set()
        for name, entries in lists.items():
            for entry in entries:
                row = tuple(entry.split())
                atoms.update(row)
                if len(row) == 1:
                    self._alone[row[0]].append(name)
                else:
                    self._in_a_row[row[0], row[1]].append((row, name))
        self._beginnings = {atom for atom in atoms if atom.endswith(WILDCARD)}
        self._begins_row = {first for first, _ in self._in_a_row}
        self._meanings_of_known: dict[str, frozenset[str]] = {}
        self._ranges = {atom: _bounds(atom) for atom in atoms if RANGE in atom}
        self._plain = atoms - self._beginnings - self._ranges.keys()
        self._targets = _by_shape(word for word in self._plain if len(word) >= SHORTEST_CORRECTED)
        self._stems: defaultdict[str, list[str]] = defaultdict(list)
        for atom in self._beginnings:
            if len(atom) > SHORTEST_CORRECTED + 1:
                self._stems[atom[0]].append(atom[:-1])

    def occurrences(self, words: Sequence[str]) -> dict[str, list[Span]]:
        """Return where each list is met, from left to right; lists that are not met are left out."""
        meanings = {word: self.meanings(word) for word in set(words)}
        read = [meanings[word] for word in words]
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for place, atoms in enumerate(read):
            for atom in atoms:
                for name in self._alone.get(atom, ()):
                    found[name].append(Span(place, place))
            for row, name in self._rows_beginning_at(place, read):
                found[name].append(Span(place, place + len(row) - 1))
        return found

    def _rows_beginning_at(
        self, place: int, read: Sequence[frozenset[str]]
    ) -> Iterator[tuple[tuple[str, ...], str]]:
        if self._begins_row.isdisjoint(read[place]):
            return
        following = read[place + 1] if place + 1 < len(read) else frozenset()
        for pair in product(read[place], following):
            for row, name in self._in_a_row.get(pair, ()):
                if _stands_at(row, read, place):
                    yield row, name

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the two words that were typed without a space between them, or the word itself."""
        if not SHORTEST_BEGINNING * 2 < len(word) <= LONGEST_WORD or word in self._known:
            return (word,)
        cuts = range(SHORTEST_BEGINNING, len(word) - SHORTEST_BEGINNING + 1)
        if any(word[:cut] in self._plain and word[cut:] in self._plain for cut in cuts):
            if self.meanings(word):
                return (word,)
            cut = next(cut for cut in cuts if word[:cut] in self._plain and word[cut:] in self._plain)
            return (word[:cut], word[cut:])
        return (word,)

    def meanings(self, word: str) -> frozenset[str]:
        """Return the entries' words that this word is or, when it is none and unknown, may be a slip of."""
        if word in self._known:
            # Words of the language alone are kept: what only a patient types is not.
            if word not in self._meanings_of_known:
                self._meanings_of_known[word] = self._exactly(word)
            return self._meanings_of_known[word]
        exact = self._exactly(word)
        if self._is_sure(exact) or not SHORTEST_CORRECTED <= len(word) <= LONGEST_WORD:
            return exact
        return exact | (self._undoubled(word) or self._nearly(word))

    def _is_sure(self, exact: frozenset[str]) -> bool:
        """Whether this is no slip; what only begins like a listed word may be one: "breathee", `breath*`."""
        return bool(exact - self._beginnings)

    def _exactly(self, word: str) -> frozenset[str]:
        found = {word} & self._plain
        cuts = range(SHORTEST_BEGINNING, min(len(word), LONGEST_WORD) + 1)
        found |= self._beginnings & {word[:cut] + WILDCARD for cut in cuts}
        if word in self._numbers or word[0].isdecimal():
            number = self._numbers[word] if word in self._numbers else float(word.replace(",", "."))
            found |= {atom for atom, (low, high) in self._ranges.items() if low <= number <= high}
        return frozenset(found)

    def _undoubled(self, word: str) -> frozenset[str]:
        """Return the meanings without a letter that was held too long: "bloodd" is no "bloody"."""
        twice = (place for place in range(1, len(word)) if word[place] == word[place - 1])
        return frozenset().union(*(self._exactly(word[:place] + word[place + 1 :]) for place in twice))

    def _nearly(self, word: str) -> frozenset[str]:
        slips = 2 if len(word) >= LONG_WORD else 1
        lengths = range(len(word) - slips, len(word) + slips + 1)
        shapes = ((*end, length) for end in _ends(word) for length in lengths)
        targets = [target for shape in shapes for target in self._targets.get(shape, ())]
        near = process.extract(word, targets, scorer=OSA.distance, score_cutoff=slips, limit=None)
        nearest = {target for target, distance, _ in near if distance == near[0][1]}
        stems = {stem + WILDCARD for stem in self._stems.get(word[0], ()) if _begins_nearly_with(word, stem)}
        return frozenset().union(stems, *(self._exactly(target) for target in nearest))


def next_after(place: int, spans: Sequence[Span]) -> Span | None:
    """Return the first of the spans, sorted by place, that begins after that place."""
    following = bisect_right(spans, place, key=lambda span: span.first)
    return spans[following] if following < len(spans) else None


def _stands_at(row: tuple[str, ...], read: Sequence[frozenset[str]], place: int) -> bool:
    if place + len(row) > len(read):
        return False
    return all(atom in read[place + step] for step, atom in enumerate(row))


def _bounds(atom: str) -> tuple[float, float]:
    low, high = atom.split(RANGE)
    return float(low), float(high)


def _ends(word: str) -> tuple[tuple[int, str], tuple[int, str]]:
    return (0, word[0]), (-1, word[-1])


def _by_shape(words: Iterable[str]) -> dict[tuple[int, str, int], list[str]]:
    """Group words by either end and by length: one slip changes one end, and the length by one letter."""
    groups: defaultdict[tuple[int, str, int], list[str]] = defaultdict(list)
    for word in words:
        for end in _ends(word):
            groups[*end, len(word)].append(word)
    return groups


def _begins_nearly_with(word: str, stem: str) -> bool:
    lengths = range(len(stem) - 1, len(stem) + 2)
    return any(OSA.distance(word[:length], stem, score_cutoff=1) <= 1 for length in lengths)
