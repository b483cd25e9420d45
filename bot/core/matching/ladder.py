"""The ladder refuses to guess: answer with confidence, else ask back, else say no."""

from collections.abc import Collection, Sequence
from typing import Final

from bot.core.matching.matcher import Candidate
from bot.core.model import MOST_TOPICS, Value

LEAST_OFFERED: Final = 2


class Found(Value):
    """The question is about these: several things at once, or two that are both worth showing."""

    keys: tuple[str, ...]
    confidence: float
    """That of the first."""


class Ambiguous(Value):
    """Two or three entries are likely, none enough; best first."""

    keys: tuple[str, ...]


class NotFound(Value):
    """No entry is likely enough."""


Match = Found | Ambiguous | NotFound


class Policy(Value):
    """The numbers of the ladder, all of them chances from 0 to 1."""

    answer_from: float
    """Confidence from which one entry is found."""
    also_from: float
    """Confidence from which further entries are found beside it: several things are asked at once."""
    both_from: float
    """Confidence of the best two together from which both are found; 2 means never."""
    second_from: float
    """Confidence that the second of these two must have by itself."""
    offer_from: float
    """Confidence from which an entry is worth asking back for."""


WHOLE: Final = Policy(answer_from=0.5, also_from=0.4, both_from=0.3, second_from=0.1, offer_from=0.06)
"""For a message as a whole."""
PART: Final = Policy(answer_from=0.7, also_from=0.7, both_from=2.0, second_from=1.0, offer_from=1.0)
"""For a part of a message: a few words out of their context mislead more easily."""


def decide(ranked: Sequence[Candidate], background: Collection[str], policy: Policy = WHOLE) -> Match:
    """Decide what a question is about; what is in the background is found, and never offered."""
    known = [candidate for candidate in ranked if candidate.key not in background]
    if not ranked or not known:
        return _found(ranked[:1]) if ranked and ranked[0].confidence >= policy.answer_from else NotFound()
    best = ranked[0]
    if best.key in background:
        return _found([best]) if best.confidence >= policy.answer_from else _offered(known, policy)
    likely = [candidate for candidate in known if candidate.confidence >= policy.also_from][:MOST_TOPICS]
    if len(likely) > 1 or best.confidence >= policy.answer_from:
        return _found(likely)
    two = known[:2]
    together = sum(candidate.confidence for candidate in two)
    if together >= policy.both_from and two[-1].confidence >= policy.second_from:
        return _found(two)
    return _offered(known, policy)


def _found(candidates: Sequence[Candidate]) -> Found:
    return Found(keys=tuple(candidate.key for candidate in candidates), confidence=candidates[0].confidence)


def _offered(known: Sequence[Candidate], policy: Policy) -> Ambiguous | NotFound:
    """Offer the likeliest entries, two at least: one alone would be a guess with a question mark."""
    if len(known) < LEAST_OFFERED or known[0].confidence < policy.offer_from:
        return NotFound()
    return Ambiguous(keys=tuple(candidate.key for candidate in known[:MOST_TOPICS]))
