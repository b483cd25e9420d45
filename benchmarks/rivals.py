"""What the project's matcher is compared with: each knows the same asks, and goes by the nearest one."""

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from benchmarks.sentence_model import SentenceModel
from bot.core import text

Floats = npt.NDArray[np.float64]
Asks = Mapping[str, Sequence[str]]
"""The asks of each entry, by its label."""

LISTED: Final = 10
SHORTEST_RUN, LONGEST_RUN = 3, 5
SATURATION: Final = 1.5
"""BM25's k1: how soon a word that comes again stops to count."""
LENGTH_SHARE: Final = 0.75
"""BM25's b: how much a long ask is held down."""


class Scored(NamedTuple):
    """An entry and its score, on the scale of whoever gives it."""

    label: str
    score: float


class Contestant(Protocol):
    """Whatever ranks entries for a question."""

    def ranked(self, question: str) -> tuple[Scored, ...]:
        """Return the likeliest entries, best first."""


class Similar(Protocol):
    """Whatever compares a question with every ask."""

    def similarities(self, question: str) -> Floats:
        """Return how similar the question is to each ask, in their order."""


class NearestAsk:
    """Ranks entries by their most similar ask."""

    def __init__(self, asks: Asks, learn: Callable[[Sequence[str]], Similar]) -> None:
        """Learn all asks, entry after entry."""
        self._labels = tuple(label for label, lines in asks.items() if lines)
        lengths = [len(asks[label]) for label in self._labels]
        self._starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        self._similar = learn([line for label in self._labels for line in asks[label]])

    def ranked(self, question: str) -> tuple[Scored, ...]:
        """Return the likeliest entries, best first."""
        scores = np.maximum.reduceat(self._similar.similarities(question), self._starts)
        best = np.argsort(-scores, kind="stable")[:LISTED]
        return tuple(Scored(self._labels[entry], float(scores[entry])) for entry in best)


class Fuzzy:
    """One of rapidfuzz's ready-made scorers, from 0 to 100."""

    def __init__(self, asks: Sequence[str], scorer: Callable[..., float]) -> None:
        """Keep the asks, normalised: the scorers compare letter by letter."""
        self._asks = [text.normalise(ask) for ask in asks]
        self._scorer = scorer

    def similarities(self, question: str) -> Floats:
        """Return how similar the question is to each ask, in their order."""
        row: Floats = process.cdist([text.normalise(question)], self._asks, scorer=self._scorer)[0]
        return row


class Bm25:
    """Okapi BM25 over words."""

    def __init__(self, asks: Sequence[str]) -> None:
        """Weigh the words of the asks."""
        self._postings = _Postings(asks, text.words)
        found, total = self._postings, len(asks)
        lengths = np.bincount(found.holders, found.counts, minlength=total)
        rarity = np.log(1 + (total - found.uses + 0.5) / (found.uses + 0.5))
        held_down = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths / max(lengths.mean(), 1.0))
        share = found.counts * (SATURATION + 1) / (found.counts + held_down[found.holders])
        self._weights = rarity[found.ids] * share

    def similarities(self, question: str) -> Floats:
        """Return how similar the question is to each ask, in their order."""
        return self._postings.products(Counter(text.words(question)), self._weights)


class TfIdf:
    """The cosine of words, pairs of words and runs of letters, weighed by their rarity."""

    def __init__(self, asks: Sequence[str]) -> None:
        """Weigh the features of the asks, each ask to the length of 1."""
        self._postings = _Postings(asks, words_and_runs)
        found = self._postings
        self._rarity = np.log((1 + len(asks)) / (1 + found.uses)) + 1
        weights = self._rarity[found.ids] * (1 + np.log(found.counts))
        lengths = np.sqrt(np.bincount(found.holders, weights**2, minlength=len(asks)))
        self._weights = weights / lengths[found.holders]
        self._unseen = math.log(1 + len(asks)) + 1

    def similarities(self, question: str) -> Floats:
        """Return how similar the question is to each ask, in their order."""
        weights = {
            feature: (1 + math.log(count)) * self._rarity_of(feature)
            for feature, count in Counter(words_and_runs(question)).items()
        }
        length = math.sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        return self._postings.products(
            {feature: weight / length for feature, weight in weights.items()}, self._weights
        )

    def _rarity_of(self, feature: str) -> float:
        number = self._postings.numbers.get(feature)
        return self._unseen if number is None else float(self._rarity[number])


class MiniLm:
    """The cosine of a sentence model's vectors."""

    def __init__(self, asks: Sequence[str], model: SentenceModel) -> None:
        """Turn the asks into vectors."""
        self._model = model
        self._rows = model.vectors(list(asks))

    def similarities(self, question: str) -> Floats:
        """Return how similar the question is to each ask, in their order."""
        cosines: Floats = (self._rows @ self._model.vectors([question])[0]).astype(np.float64)
        return cosines


RIVALS: Final[dict[str, Callable[[Asks], Contestant]]] = {
    "rapidfuzz WRatio": lambda asks: NearestAsk(asks, lambda lines: Fuzzy(lines, fuzz.WRatio)),
    "rapidfuzz token_set_ratio": lambda asks: NearestAsk(
        asks, lambda lines: Fuzzy(lines, fuzz.token_set_ratio)
    ),
    "BM25": lambda asks: NearestAsk(asks, Bm25),
    "TF-IDF kNN": lambda asks: NearestAsk(asks, TfIdf),
}
SENTENCE_RIVAL: Final = "MiniLM kNN"


def sentence_rival(model: SentenceModel) -> Callable[[Asks], Contestant]:
    """Return what makes the rival with a sentence model."""
    return lambda asks: NearestAsk(asks, lambda lines: MiniLm(lines, model))


def words_and_runs(line: str) -> Iterator[str]:
    """Yield the words, the pairs of neighbours, and the runs of 3 to 5 letters within words."""
    words = text.words(line)
    runs = (
        edged[start : start + size]
        for edged in (f" {word} " for word in words)
        for size in range(SHORTEST_RUN, LONGEST_RUN + 1)
        for start in range(len(edged) - size + 1)
    )
    return chain(
        words, (f"{first} {second}" for first, second in pairwise(words)), (f"#{run}" for run in runs)
    )


class _Postings:
    """For each feature, which asks have it and how often; sorted by feature."""

    def __init__(
        self, asks: Sequence[str], features: Callable[[str], Iterator[str] | tuple[str, ...]]
    ) -> None:
        self.numbers: dict[str, int] = {}
        self._size = len(asks)
        ids, holders, counts = array("q"), array("q"), array("q")
        for holder, ask in enumerate(asks):
            for feature, count in Counter(features(ask)).items():
                ids.append(self.numbers.setdefault(feature, len(self.numbers)))
                holders.append(holder)
                counts.append(count)
        order = np.argsort(np.asarray(ids), kind="stable")
        self.ids = np.asarray(ids)[order]
        self.holders = np.asarray(holders)[order]
        self.counts = np.asarray(counts)[order]
        self.uses = np.bincount(self.ids, minlength=len(self.numbers))
        self._starts = np.concatenate([[0], np.cumsum(self.uses)]).tolist()

    def products(self, question: Mapping[str, float], weights: Floats) -> Floats:
        """Return for each ask the sum over the question's features of its weight times the ask's."""
        total = np.zeros(self._size)
        for feature, weight in question.items():
            if (number := self.numbers.get(feature)) is not None:
                run = slice(self._starts[number], self._starts[number + 1])
                total[self.holders[run]] += weight * weights[run]
        return total
