"""Missed questions that ask the same, side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from bot.core.knowledge import Knowledge
from bot.core.matching.index import Index
from bot.core.matching.reading import Reader
from bot.core.model import Value
from bot.core.redacting import PLACEHOLDER
from bot.core.text import normalise

ALIKE: Final = 0.7
"""Similarity, as a share of that of the same words, from which two questions stand in one group."""
MOST: Final = 1_000
"""Questions, the most frequent first, that are grouped at all."""


class Group(Value):
    """Questions that read alike, the most frequent first."""

    questions: tuple[str, ...]
    times: int
    """How often they were asked together."""

    @property
    def phrasings(self) -> tuple[str, ...]:
        """Those that could be asks as they stand: nothing in them was blotted out."""
        return tuple(question for question in self.questions if not PLACEHOLDER.search(question))


def grouped(asked: Mapping[str, int], knowledge: Knowledge) -> tuple[Group, ...]:
    """Return groups of the questions, the most frequent first; the same questions give the same groups."""
    once = _once(asked)
    if not once:
        return ()
    reader = Reader.of(knowledge)
    asks = [ask for topic in knowledge.topics for ask in topic.asks]
    # Among the asks it is known which words are rare.
    index = Index([reader.read(line) for line in (*once, *asks)], knowledge.word_vectors)
    similar = index.among(np.arange(len(once)))
    length = np.sqrt(np.maximum(similar.diagonal(), np.finfo(np.float32).tiny))
    likeness = similar / np.outer(length, length)
    questions, groups = list(once), list[Group]()
    free = dict.fromkeys(range(len(once)))
    while free:
        first = next(iter(free))
        members = [number for number in free if number == first or likeness[first, number] >= ALIKE]
        for number in members:
            del free[number]
        told = tuple(questions[number] for number in members)
        groups.append(Group(questions=told, times=sum(once[question] for question in told)))
    return tuple(sorted(groups, key=lambda group: (-group.times, group.questions)))


def _once(asked: Mapping[str, int]) -> dict[str, int]:
    """Return each question once, however it was spelt, with how often it was asked; most frequent first."""
    times, spelt = Counter[str](), dict[str, str]()
    for question, number in sorted(asked.items(), key=_most_frequent):
        if key := normalise(question):
            times[key] += number
            spelt.setdefault(key, question)
    ordered = sorted(((spelt[key], number) for key, number in times.items()), key=_most_frequent)
    return dict(ordered[:MOST])


def _most_frequent(asked: tuple[str, int]) -> tuple[int, str]:
    return -asked[1], asked[0]


def counted(asked: Iterable[str]) -> Mapping[str, int]:
    """Return how often each question stands in a list."""
    return Counter(asked)
