"""What words name: medicines under any of their names, and one thing under its many everyday words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from bot.core.matching.features import Words


class Naming:
    """Finds words and short phrases, and tells the group that each belongs to."""

    def __init__(self, groups: Iterable[tuple[str, Iterable[Words]]]) -> None:
        """Learn the groups: a name, and the phrases (as words) that stand for it."""
        self._by_first_word: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for name, phrases in groups:
            for phrase in phrases:
                self._by_first_word[phrase[0]].append((phrase, name))

    def groups_in(self, words: Words) -> tuple[str, ...]:
        """Return the names of the groups that the words use, each once, in order of appearance."""
        if self._by_first_word.keys().isdisjoint(words):
            return ()
        return tuple(dict.fromkeys(name for _, _, name in self.places_in(words)))

    def places_in(self, words: Words) -> Iterator[tuple[int, int, str]]:
        """Yield where a group is named: the start, the place after the end, and the group's name."""
        known = [start for start, word in enumerate(words) if word in self._by_first_word]
        for start in known:
            for phrase, name in self._by_first_word[words[start]]:
                if words[start : start + len(phrase)] == phrase:
                    yield start, start + len(phrase), name


NO_NAMES: Final = Naming(())
