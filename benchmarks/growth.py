"""How index time and answer time grow with the number of asks."""

import random
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Final, NamedTuple

from benchmarks.metrics import percentiles
from benchmarks.own_matcher import FittedMatcher
from benchmarks.question_sets import LabelledQuestion
from benchmarks.rivals import Asks, Contestant, Scored
from bot.core import text
from bot.core.matching.meanings import WordVectors

SIZES: Final = (1_000, 10_000)
LARGE: Final = 100_000
ASKS_PER_ENTRY: Final = 10
QUESTIONS: Final = 200
REPLACED: Final = 2
"""Words of an ask that its entry does not share."""
SEED: Final = 13
MILLISECONDS: Final = 1_000


class Growth(NamedTuple):
    """What a contestant costs with so many asks."""

    asks: int
    index_seconds: float
    ms_p50: float
    ms_p99: float


class FittedContestant:
    """The project's matcher over made-up asks."""

    def __init__(self, asks: Asks, word_vectors: WordVectors) -> None:
        """Index the asks."""
        lines = (LabelledQuestion(ask, label) for label, of_label in asks.items() for ask in of_label)
        self._matcher = FittedMatcher(lines, word_vectors)

    def ranked(self, question: str) -> tuple[Scored, ...]:
        """Return the likeliest entries, best first."""
        return tuple(Scored(one.key, one.score) for one in self._matcher.ranked(question))


class Generator:
    """Makes asks out of others' words: each entry has words of its own, which its asks mix and shuffle."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Take the lines whose words and lengths the asks shall have."""
        self._chance = random.Random(SEED)  # noqa: S311 - the same asks in every run
        self._lines = [words for words in map(text.words, lines) if words]
        self._words = [word for line in self._lines for word in line]

    def asks(self, count: int) -> tuple[Asks, tuple[str, ...]]:
        """Return so many asks, ten an entry, and questions that the entries would ask too."""
        entries = {f"entry {number}": self._own_words() for number in range(count // ASKS_PER_ENTRY)}
        asks = {label: [self._ask(own) for _ in range(ASKS_PER_ENTRY)] for label, own in entries.items()}
        asked = self._chance.choices(list(entries.values()), k=QUESTIONS)
        return asks, tuple(map(self._ask, asked))

    def _own_words(self) -> tuple[str, ...]:
        return self._chance.choice(self._lines) + tuple(self._chance.choices(self._words, k=REPLACED))

    def _ask(self, own: tuple[str, ...]) -> str:
        kept = self._chance.sample(own, len(own) - REPLACED)
        mixed = kept + self._chance.choices(self._words, k=REPLACED)
        self._chance.shuffle(mixed)
        return " ".join(mixed)


def measured(make: Callable[[Asks], Contestant], asks: Asks, questions: Sequence[str]) -> Growth:
    """Return what a contestant costs on these asks and questions."""
    started = perf_counter()
    contestant = make(asks)
    index_seconds = perf_counter() - started
    milliseconds = []
    for question in questions:
        started = perf_counter()
        contestant.ranked(question)
        milliseconds.append((perf_counter() - started) * MILLISECONDS)
    return Growth(sum(map(len, asks.values())), index_seconds, *percentiles(milliseconds))
