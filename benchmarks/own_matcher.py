"""The project's own matcher, fitted on any labelled questions."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from benchmarks.question_sets import LabelledQuestion
from bot.core import text
from bot.core.matching.matcher import Candidate, Entry, Matcher
from bot.core.matching.meanings import WordVectors
from bot.core.matching.reading import Reader
from bot.core.matching.spelling import Speller

BACKGROUND: Final = "\0background"
"""The entry of training questions without a label: it competes, and is never an answer."""


class FittedMatcher:
    """Ranks labels for a question; knows the training questions and the language's word vectors, no more."""

    def __init__(self, questions: Iterable[LabelledQuestion], word_vectors: WordVectors) -> None:
        """Learn the spelling of the training questions, and index them."""
        asks: defaultdict[str, list[str]] = defaultdict(list)
        for question in questions:
            asks[BACKGROUND if question.label is None else question.label].append(question.text)
        typed = [text.normalise(ask) for of_label in asks.values() for ask in of_label]
        self._reader = Reader(Speller(typed, (), word_vectors.numbers))
        entries = [Entry(label, tuple(map(self._reader.read, of_label))) for label, of_label in asks.items()]
        self._matcher = Matcher.of(entries, word_vectors)

    def ranked(self, question: str) -> tuple[Candidate, ...]:
        """Return the likeliest labels, best first."""
        candidates = self._matcher.ranked(self._reader.read(question))
        return tuple(candidate for candidate in candidates if candidate.key != BACKGROUND)


def score(ranked: tuple[Candidate, ...]) -> float:
    """Return the score of the best label; a chosen threshold rejects better by it than by the confidence.

    On CLINC150's dev part the AUROC is 0.958 by score and 0.956 by confidence; on cuts of HINT3's training
    files with three in ten intents left out it is 0.806 and 0.802.
    """
    return ranked[0].score if ranked else 0.0


def confidence(ranked: tuple[Candidate, ...]) -> float:
    """Return the confidence of the best label, which means the same in every question set."""
    return ranked[0].confidence if ranked else 0.0
