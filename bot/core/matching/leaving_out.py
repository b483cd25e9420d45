"""Leaving out: what each ask would be taken for if its author had not written it.

Only the ask itself is left out; how rare its words are, and how they are spelt, is known from the whole base.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

import numpy as np

from bot.core.matching.corpus import Corpus
from bot.core.matching.index import Asked
from bot.core.matching.matcher import Candidate
from bot.core.matching.vectors import Floats, Ids
from bot.core.model import Topic

_AT_ONCE: Final = 64
"""Asks that are compared together, which takes less time."""


class LeftOut(NamedTuple):
    """One ask of a topic, asked of the base without itself."""

    topic: str
    at: int
    """Its position among the topic's asks."""
    twin: int | None
    """The position of the most similar other ask of its topic; None for the title."""
    likeness: float
    """How similar these two are: 1 for the same words."""
    ranked: tuple[Candidate, ...]
    """What it is taken for; empty where an ask of its own topic is nearer than those of all other topics."""


def left_out(
    corpus: Corpus, topics: Sequence[Topic], steps: Iterable[int], ids: Collection[str]
) -> Iterator[LeftOut]:
    """Yield every ask of the topics with these ids, each asked of a base without it; `steps` counts them.

    `topics` are all topics of the corpus.
    """
    base = _Base(corpus, topics)
    numbers, counted = iter(base.asks_of(ids)), iter(steps)
    while batch := tuple(islice(numbers, _AT_ONCE)):
        for left in base.without_each(batch):
            next(counted, None)
            yield left


class _Base:
    """All asks of the topics in the order of the index."""

    def __init__(self, corpus: Corpus, topics: Sequence[Topic]) -> None:
        self._questions = corpus.questions
        self._topics = topics
        self._readings = [corpus.reader.read(line) for topic in topics for line in (topic.title, *topic.asks)]
        owned = [self._questions.asks_of({topic.id}) for topic in topics]
        self._first: Ids = np.array([asks[0] for asks in owned])
        self._owner: Ids = np.repeat(np.arange(len(topics)), [len(asks) for asks in owned])
        last = self._questions.asks_of(self._questions.keys).max()
        self._reach = self._questions.index.reach(int(last) + 1)

    def asks_of(self, ids: Collection[str]) -> list[int]:
        """Return the numbers of the asks of some topics, without the titles."""
        wanted = [topic.id in ids for topic in self._topics]
        titles = {int(first) for first in self._first}
        numbers = enumerate(self._owner.tolist())
        return [number for number, owner in numbers if wanted[owner] and number not in titles]

    def without_each(self, numbers: Sequence[int]) -> Iterator[LeftOut]:
        asked = [Asked(self._readings[number], self._questions.index) for number in numbers]
        compared = self._questions.index.compare(asked, self._reach)
        for number, one, similarities in zip(numbers, asked, compared, strict=True):
            to_itself = float(similarities[number])
            similarities[number] = -np.inf
            one.take(similarities)
            yield self._left(number, one, similarities, to_itself)

    def _left(self, number: int, asked: Asked, similarities: Floats, to_itself: float) -> LeftOut:
        own = int(self._owner[number])
        first = int(self._first[own])
        nearest = np.maximum.reduceat(similarities[: len(self._owner)], self._first)
        others = np.delete(nearest, own)
        is_pulled = bool(len(others)) and bool(others.max() > nearest[own])
        siblings = similarities[first : first + 1 + len(self._topics[own].asks)]
        twin = int(siblings.argmax())
        return LeftOut(
            topic=self._topics[own].id,
            at=number - first - 1,
            twin=twin - 1 if twin else None,
            likeness=float(siblings[twin]) / to_itself if to_itself else 0.0,
            ranked=self._questions.ranked_for(asked) if is_pulled else (),
        )
