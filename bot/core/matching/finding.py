"""Finding what a message is about: each of its questions by itself, or else the message as a whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from bot.core.explaining.values import Rule
from bot.core.matching.corpus import Corpus
from bot.core.matching.features import Reading
from bot.core.matching.ladder import PART, Ambiguous, Found, Match, NotFound, decide
from bot.core.matching.matcher import Candidate
from bot.core.matching.mentions import Mentions
from bot.core.matching.reading import Heard
from bot.core.model import MOST_TOPICS, Pleasantry, Value

_SHORTEST_PART: Final = 2
"""Words; one word between two commas rarely asks anything by itself."""
_MOST_PARTS: Final = 16
"""Parts that are read by themselves, from the last on: that is where the question stands."""
SUPPORT: Final = 0.05
"""Confidence that the message as a whole must leave to what one of its parts asks about."""
NAMED: Final = 0.1
"""Confidence in the topic of a medicine from which its name in a long message is worth an answer."""
_SHORT: Final = 16
"""Words of a message in which the name of a medicine is no aside."""
_ALTERNATIVE: Final = 0.004
"""Confidence from which a topic that is not answered is worth a button."""


class About(Value):
    """The message asks about these topics, the surest first."""

    topics: tuple[str, ...]
    alternatives: tuple[str, ...] = ()
    """What else it may be about, the likeliest first."""


class Pleasant(Value):
    """The message is small talk and nothing else."""

    pleasantry: Pleasantry


Finding = About | Pleasant | Ambiguous | NotFound
Ranking = Sequence[Candidate]


class Ruled(NamedTuple):
    """What a message is about, and the rule that decided it."""

    finding: Finding
    rule: Rule


class _Asked(NamedTuple):
    topics: tuple[str, ...]
    rule: Rule


class Finder:
    """Finds topics, medicines and small talk in what was heard."""

    def __init__(self, corpus: Corpus, mentions: Mentions) -> None:
        """Take the corpus to find topics in, and what tells a medicine that is asked about."""
        self._corpus = corpus
        self._background = corpus.background
        self._mentions = mentions
        self._said = {
            corpus.reader.read(said).words: talk for talk in corpus.talk.values() for said in talk.says
        }

    def hear(self, message: str) -> Heard:
        """Return what the message says, its typos corrected."""
        return self._corpus.reader.hear(message)

    def likely(self, heard: Heard) -> tuple[str, ...]:
        """Return every topic that a message may be about, the likeliest first."""
        return self._likely_in(self._corpus.ranked(heard.whole, heard))

    def find(self, heard: Heard) -> Ruled:
        """Return what a message is about, as far as there is evidence."""
        questions = [part for part in heard.questions if part.words not in self._said]
        if heard.questions and not questions:
            return Ruled(Pleasant(pleasantry=self._said[heard.questions[-1].words]), Rule.SMALL_TALK)
        whole = self._corpus.ranked(heard.whole, heard)
        together = decide(whole, self._background)
        if len(questions) == 1 and (background := self._in_background(together)):
            return background
        asked = self._asked_by_parts(heard, whole, questions, together) or self._asked_together(together)
        if asked:
            alternatives = self._alternatives(whole, asked.topics)
            return Ruled(About(topics=asked.topics, alternatives=alternatives), asked.rule)
        return self._in_background(together) or _unanswered(together)

    def _asked_by_parts(
        self, heard: Heard, whole: Ranking, questions: Iterable[Reading], together: Match
    ) -> _Asked | None:
        """Return what several questions and the medicines are about, if anything."""
        named = self._mentions.asked_about(heard)
        supported = {candidate.key for candidate in whole if candidate.confidence >= SUPPORT}
        supported -= self._background
        of_whole = self._topics_of(together)
        # Parts only speak for what the whole supports; of one topic they say nothing that the whole does not.
        can_add = named or (supported if len(supported) > 1 or not of_whole else ())
        telling = telling_parts(questions) if can_add else ()
        self._corpus.compare((part for part in telling if part != heard.whole), heard)
        ranked = {heard.whole: whole}
        if of_whole and not named:
            # Only a second topic changes the answer, so parts that can hold none are not ranked before it.
            others = supported.difference(of_whole[:1])
            self._rank(telling, heard, others, ranked)
            if others.isdisjoint(self._asked_in(ranked, telling)):
                return None
        self._rank(telling, heard, supported.union(named), ranked)
        medicines = self._medicines(heard, named, (whole, *ranked.values()))
        asked = [topic for topic in self._asked_in(ranked, telling) if topic in supported]
        if medicines:
            topics = dict.fromkeys((*medicines, *asked, *of_whole[:1]))
            return _Asked(tuple(topics)[:MOST_TOPICS], Rule.MEDICINE)
        if not asked or (of_whole and len(set(asked)) == 1):
            return None
        return _Asked(tuple(dict.fromkeys(asked))[:MOST_TOPICS], Rule.PARTS)

    def _asked_together(self, match: Match) -> _Asked | None:
        """Return what the message as a whole is about, if it is a topic."""
        topics = self._topics_of(match)
        return _Asked(topics, Rule.SEVERAL if len(topics) > 1 else Rule.ONE) if topics else None

    def _topics_of(self, match: Match) -> tuple[str, ...]:
        is_topic = isinstance(match, Found) and match.keys[0] not in self._background
        return match.keys if isinstance(match, Found) and is_topic else ()

    def _rank(
        self, parts: Iterable[Reading], heard: Heard, wanted: Collection[str], ranked: dict[Reading, Ranking]
    ) -> None:
        """Rank those of the parts that are not ranked yet, as far as one of the wanted topics is in sight."""
        for part in parts:
            if not ranked.get(part):
                ranked[part] = self._corpus.ranked(part, heard, wanted)

    def _asked_in(self, ranked: Mapping[Reading, Ranking], parts: Iterable[Reading]) -> list[str]:
        """Return what the parts are about by themselves, the surest first."""
        matches = (decide(ranked[part], self._background, PART) for part in parts)
        found = sorted(
            (match for match in matches if isinstance(match, Found)), key=lambda match: -match.confidence
        )
        return [topic for match in found for topic in self._topics_of(match)]

    def _medicines(
        self, heard: Heard, asked: tuple[str, ...], rankings: Iterable[Ranking]
    ) -> tuple[str, ...]:
        if len(heard.whole.words) <= _SHORT:
            return asked
        likely = {
            candidate.key for ranked in rankings for candidate in ranked if candidate.confidence >= NAMED
        }
        return tuple(topic for topic in asked if topic in likely)

    def _alternatives(self, whole: Ranking, topics: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(key for key in self._likely_in(whole) if key not in topics)[:MOST_TOPICS]

    def _likely_in(self, ranked: Ranking) -> tuple[str, ...]:
        likely = (candidate.key for candidate in ranked if candidate.confidence >= _ALTERNATIVE)
        return tuple(key for key in likely if key not in self._background)

    def _in_background(self, match: Match) -> Ruled | None:
        """Return the small talk, or the nothing, that a message is about; None when it may be a topic."""
        if not isinstance(match, Found) or match.keys[0] not in self._background:
            return None
        talk = self._corpus.talk.get(match.keys[0])
        if talk is None:
            return Ruled(NotFound(), Rule.BACKGROUND)
        return Ruled(Pleasant(pleasantry=talk), Rule.SMALL_TALK)


def _unanswered(match: Match) -> Ruled:
    if isinstance(match, Ambiguous):
        return Ruled(match, Rule.ASK_BACK)
    return Ruled(NotFound(), Rule.NOTHING)


def telling_parts(questions: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the last questions that are long enough to ask something by themselves, the last one first."""
    telling = dict.fromkeys(part for part in questions if len(part.words) >= _SHORTEST_PART)
    return tuple(islice(reversed(telling), _MOST_PARTS))
