"""Reading a message: its words with typos corrected, what they stand for, and where one question ends."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bot.core import text
from bot.core.knowledge import Knowledge
from bot.core.matching.features import Reading, Words
from bot.core.matching.naming import Naming
from bot.core.matching.spelling import Speller


class Heard(NamedTuple):
    """A message as it was understood."""

    whole: Reading
    questions: tuple[Reading, ...]
    """What may each ask something: sentences, and what commas and joiners part in them."""
    medicine_named: bool
    """Whether a medicine is named anywhere, also in the middle of a long message, which is not matched."""


class Reader:
    """Reads texts the same way for authors' asks and for patients' messages."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Learn spelling, synonyms, medicines and joining words from the knowledge base."""
        self._speller = Speller(
            typed=map(text.normalise, _typed(knowledge)),
            printed=map(text.normalise, _printed(knowledge)),
            well_spelt=knowledge.language.well_spelt.split(),
        )
        self._joiners = frozenset(map(text.normalise, knowledge.language.joiners))
        self._medicines = Naming((group.topic, map(text.words, group.names)) for group in knowledge.medicines)
        self._synonyms = Naming(
            (group.name, map(text.words, group.words)) for group in knowledge.language.synonyms
        )

    def read(self, written: str) -> Reading:
        """Return the words, corrected, and the groups that they belong to."""
        return self._reading(self._speller.correct(text.words(written)))

    def medicines_in(self, reading: Reading) -> tuple[str, ...]:
        """Return the topics of the medicines that are named."""
        return self._medicines.groups_in(reading.words)

    def hear(self, message: str) -> Heard:
        """Return what a patient's message says; each of its words is corrected once."""
        typed = text.words(message)
        meant = self._speller.correct(typed)
        spelling, kept = dict(zip(typed, meant, strict=True)), text.shortened(message)
        return Heard(
            whole=self._reading(_respelt(kept, spelling)),
            questions=tuple(
                self._reading(part)
                for sentence in text.sentences(kept)
                for clause in sentence.split(",")
                for part in self._parted(_respelt(clause, spelling))
            ),
            medicine_named=bool(self._medicines.groups_in(meant)),
        )

    def _parted(self, words: Words) -> Iterator[Words]:
        start = 0
        for place, word in enumerate((*words, None)):
            if word is None or word in self._joiners:
                if start < place:
                    yield words[start:place]
                start = place + 1

    def _reading(self, words: Words) -> Reading:
        return Reading(words, self._medicines.groups_in(words) + self._synonyms.groups_in(words))


def _respelt(written: str, spelling: Mapping[str, str]) -> Words:
    return tuple(spelling.get(word, word) for word in text.words(written))


def _typed(knowledge: Knowledge) -> Iterator[str]:
    """Yield what is written as patients write."""
    for topic in knowledge.topics:
        yield from topic.asks
    for pleasantry in knowledge.phrases.small_talk:
        yield from pleasantry.says
    yield from knowledge.everyday


def _printed(knowledge: Knowledge) -> Iterator[str]:
    """Yield what is written with care."""
    for topic in knowledge.topics:
        yield from (topic.title, topic.answer, *topic.needs, *topic.never)
    for group in knowledge.medicines:
        yield from group.names
    for synonyms in knowledge.language.synonyms:
        yield from synonyms.words
    yield from knowledge.language.joiners
