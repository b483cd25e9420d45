"""Matching refuses to guess: an entry is found only with evidence, and with a lead over every other entry."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

import numpy as np

from bot.core.matching.features import Reading, Words
from bot.core.matching.ridge import Ridge
from bot.core.matching.vectors import Vectors
from bot.core.model import MOST_TOPICS, Value

LEAST_OFFERED: Final = 2


class Entry(NamedTuple):
    """Something that a question can be about, known by its asks."""

    key: str
    asks: tuple[Reading, ...]
    needs: tuple[Words, ...] = ()
    never: tuple[Words, ...] = ()

    def admits(self, question: Words) -> bool:
        """Whether the entry's must-have and never words let it answer the question."""
        if any(_occurs(term, question) for term in self.never):
            return False
        return not self.needs or any(_occurs(term, question) for term in self.needs)


class Candidate(NamedTuple):
    """An entry, and the evidence that the question is about it."""

    key: str
    score: float
    """About 1 where the question reads like the entry's asks, about 0 elsewhere."""
    evidence: float
    """What the question's words add to the score that the entry has before any word is read."""


class Found(Value):
    """One entry stands out."""

    key: str
    score: float


class Ambiguous(Value):
    """Two or three entries are likely, none enough; best first."""

    keys: tuple[str, ...]


class NotFound(Value):
    """No entry has enough evidence."""


Match = Found | Ambiguous | NotFound


class Policy(Value):
    """The numbers of the ladder."""

    answer_from: float
    """Evidence from which an entry may be found."""
    lead: float
    """What a found entry's score must be ahead of the next one."""
    offer_from: float
    """Evidence from which an entry is worth asking back for."""
    offer_within: float
    """How far behind the best score, of the background too, an offered entry may be."""


MESSAGE: Final = Policy(answer_from=0.35, lead=0.15, offer_from=0.15, offer_within=0.25)
"""For a message as a whole; chosen on `tests/conversations`, where small changes of them matter little."""
PART: Final = Policy(answer_from=0.45, lead=0.2, offer_from=0.15, offer_within=0.25)
"""For a part of a message: a few words out of their context mislead more easily."""


class Matcher:
    """Ranks entries for a question, and decides whether the evidence is enough."""

    def __init__(self, entries: Sequence[Entry], background: Collection[str] = ()) -> None:
        """Learn the entries from their asks.

        Entries of the `background` compete with the others, not with each other, and are never offered.
        """
        self._entries = tuple(entries)
        self.background = frozenset(background)
        asks = [ask for entry in entries for ask in entry.asks]
        classes = np.repeat(np.arange(len(entries)), [len(entry.asks) for entry in entries])
        self._vectors = Vectors(asks)
        self._ridge = Ridge([self._vectors.of(ask) for ask in asks], classes.tolist(), self._vectors.size)

    def ranked(self, question: Reading) -> tuple[Candidate, ...]:
        """Return every entry that the question's words admit, best first."""
        scores = self._ridge.scores(self._vectors.of(question))
        evidence = scores - self._ridge.priors
        candidates = [
            Candidate(entry.key, *numbers)
            for entry, *numbers in zip(self._entries, scores.tolist(), evidence.tolist(), strict=True)
            if entry.admits(question.words)
        ]
        return tuple(sorted(candidates, key=lambda candidate: -candidate.score))

    def match(self, question: Reading, policy: Policy = MESSAGE) -> Match:
        """Decide what the question is about."""
        ranked = self.ranked(question)
        if not ranked:
            return NotFound()
        best = ranked[0]
        rivals = [entry.score for entry in ranked[1:] if not {best.key, entry.key} <= self.background]
        if best.evidence >= policy.answer_from and best.score - max(rivals, default=0.0) >= policy.lead:
            return Found(key=best.key, score=best.score)
        return self._offer(ranked, policy)

    def _offer(self, ranked: Sequence[Candidate], policy: Policy) -> Ambiguous | NotFound:
        """Offer the likely entries, two at least: one alone would be a guess with a question mark."""
        known = [candidate for candidate in ranked if candidate.key not in self.background]
        least = ranked[0].score - policy.offer_within
        near = sum(candidate.score >= least for candidate in known[:MOST_TOPICS])
        if not near or len(known) < LEAST_OFFERED or known[0].evidence < policy.offer_from:
            return NotFound()
        return Ambiguous(keys=tuple(entry.key for entry in known[: max(near, LEAST_OFFERED)]))


def _occurs(term: Words, question: Words) -> bool:
    size = len(term)
    return any(question[start : start + size] == term for start in range(len(question) - size + 1))
