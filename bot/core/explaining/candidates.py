"""What the question may be about, and how much each of its words speaks for that."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from bot.core.explaining.values import CandidateLooked, Evidence, PartLooked
from bot.core.knowledge import Knowledge
from bot.core.matching.corpus import Corpus
from bot.core.matching.features import Reading
from bot.core.matching.finding import telling_parts
from bot.core.matching.matcher import Candidate
from bot.core.matching.reading import Heard

MOST_CANDIDATES: Final = 5
MOST_WORDS: Final = 100
"""Different words of a question that are left out in turn, from the last on: there the question stands."""
MOST_EVIDENCE: Final = 12
LEAST_SHARE: Final = 0.01
SCORED_FROM: Final = 0.1
"""Score from which it is worth telling what speaks for an entry; shares of next to nothing mean nothing."""

_Scores = Mapping[str, float]


class Candidates:
    """Looks at the candidates of a question once more, to tell what speaks for them."""

    def __init__(self, knowledge: Knowledge, corpus: Corpus) -> None:
        """Take the corpus that ranks them, and how topics are called."""
        self._corpus = corpus
        self._titles = {topic.id: topic.title for topic in knowledge.topics}

    def looked_at(self, heard: Heard) -> tuple[CandidateLooked, ...]:
        """Return the likeliest entries for the message as a whole, each with its evidence.

        The share of a word is what the entry's score loses when the question is ranked without that word.
        """
        ranked = self._corpus.ranked(heard.whole, heard)[:MOST_CANDIDATES]
        without = self._scores_without_each(heard) if ranked else {}
        return tuple(self._looked_at(candidate, heard, without) for candidate in ranked)

    def of_parts(self, heard: Heard) -> tuple[PartLooked, ...]:
        """Return what each question of a message is likeliest about by itself; nothing of only one."""
        parts = tuple(reversed(telling_parts(heard.questions)))
        return tuple(self._of_part(part, heard) for part in parts) if len(parts) > 1 else ()

    def _of_part(self, part: Reading, heard: Heard) -> PartLooked:
        words, ranked = " ".join(part.words), self._corpus.ranked(part, heard)
        if not ranked:
            return PartLooked(words=words)
        return PartLooked(words=words, key=ranked[0].key, confidence=ranked[0].confidence)

    def _looked_at(
        self, candidate: Candidate, heard: Heard, without: Mapping[str, _Scores]
    ) -> CandidateLooked:
        asked = heard.asked_of(self._corpus.questions.index, heard.whole)
        return CandidateLooked(
            key=candidate.key,
            title=self._titles.get(candidate.key, candidate.key),
            is_topic=candidate.key in self._titles,
            confidence=candidate.confidence,
            score=candidate.score,
            nearest_ask=self._corpus.nearest_line(asked, candidate.key)[0],
            evidence=tuple(islice(_evidence(candidate, without), MOST_EVIDENCE)),
        )

    def _scores_without_each(self, heard: Heard) -> dict[str, _Scores]:
        """Return the scores of all entries, by the word that is left out."""
        words = heard.whole.words
        left_out = tuple(islice(dict.fromkeys(reversed(words)), MOST_WORDS))
        rest = {
            out: self._corpus.reader.reading(tuple(word for word in words if word != out)) for out in left_out
        }
        self._corpus.compare(rest.values(), heard)
        return {
            out: {candidate.key: candidate.score for candidate in self._corpus.ranked(reading, heard)}
            for out, reading in rest.items()
        }


def _evidence(candidate: Candidate, without: Mapping[str, _Scores]) -> Iterator[Evidence]:
    """Yield what each word adds to the score, the strongest first; nothing where there is hardly a score."""
    if candidate.score < SCORED_FROM:
        return
    shares = {
        word: max(-1.0, min(1.0, 1 - scores.get(candidate.key, 0.0) / candidate.score))
        for word, scores in without.items()
    }
    for word in sorted(shares, key=lambda word: (-abs(shares[word]), word)):
        if abs(shares[word]) >= LEAST_SHARE:
            yield Evidence(words=word, share=shares[word])
