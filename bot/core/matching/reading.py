"""Reading a message: its words with typos corrected, what they stand for, and where one question ends."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Self

from bot.core import text
from bot.core.knowledge import Knowledge
from bot.core.matching.features import Reading, Words
from bot.core.matching.index import Asked, Index
from bot.core.matching.naming import NO_NAMES, Naming
from bot.core.matching.spelling import Speller

_COMMA: Final = re.compile(r"(?<!\d),|,(?!\d)")
"""A comma that parts clauses, and not the places of a number: "38,5"."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it was understood."""

    sentences: tuple[Words, ...]
    """The words of each sentence of the whole message."""
    whole: Reading
    """The message, without the middle if it is a long one."""
    questions: tuple[Reading, ...]
    """What may each ask something: sentences, and what commas and joiners part in them."""
    medicine_named: bool
    """Whether a medicine is named anywhere, also in the middle of a long message, which is not matched."""
    _asked: dict[Reading, Asked] = field(default_factory=dict, init=False, repr=False, compare=False)

    def asked_of(self, index: Index, reading: Reading) -> Asked:
        """Return a part of the message beside all asks; what is found of it goes with the message."""
        return self._asked.setdefault(reading, Asked(reading, index))


class Reader:
    """Reads texts the same way for authors' asks and for patients' messages."""

    def __init__(
        self,
        speller: Speller,
        *,
        joiners: Iterable[str] = (),
        medicines: Naming = NO_NAMES,
        synonyms: Naming = NO_NAMES,
    ) -> None:
        """Take what corrects words, what joins questions, and what words stand for."""
        self._speller = speller
        self._joiners = frozenset(map(text.normalise, joiners))
        self._medicines = medicines
        self._synonyms = synonyms

    @classmethod
    def of(cls, knowledge: Knowledge) -> Self:
        """Learn spelling, synonyms, medicines and joining words from a knowledge base."""
        language = knowledge.language
        return cls(
            Speller(
                typed=map(" ".join, map(_words_in_base, _typed(knowledge))),
                printed=map(" ".join, map(_words_in_base, _printed(knowledge))),
                well_spelt=(*language.well_spelt.split(), *knowledge.word_vectors.numbers),
            ),
            joiners=language.joiners,
            medicines=Naming((group.topic, map(text.words, group.names)) for group in knowledge.medicines),
            synonyms=Naming((group.name, map(text.words, group.words)) for group in language.synonyms),
        )

    def read(self, written: str) -> Reading:
        """Return the words, corrected, and the groups that they belong to."""
        return self.reading(self._speller.correct(text.words(written)))

    def read_line(self, line: str) -> Reading:
        """Read a line of the base, whose words are kept for when the base is read again."""
        return self.reading(self._speller.correct(_words_in_base(line)))

    def reading(self, words: Words) -> Reading:
        """Return corrected words with the groups that they belong to."""
        return Reading(words, self._medicines.groups_in(words) + self._synonyms.groups_in(words))

    def hear(self, message: str) -> Heard:
        """Return what a patient's message says; each of its words is corrected once."""
        spelt = self.spelt(message)
        meant, spelling, kept = tuple(word for _, word in spelt), dict(spelt), text.shortened(message)
        sentences = text.sentences(message)
        return Heard(
            sentences=tuple(_respelt(sentence, spelling) for sentence in sentences),
            whole=self.reading(meant if kept == message else _respelt(kept, spelling)),
            questions=tuple(
                self.reading(part)
                for sentence in (sentences if kept == message else text.sentences(kept))
                for clause in _COMMA.split(sentence)
                for part in self._parted(_respelt(clause, spelling))
            ),
            medicine_named=bool(self._medicines.groups_in(meant)),
        )

    def spelt(self, message: str) -> tuple[tuple[str, str], ...]:
        """Return each word of a message, and the word that it is read as."""
        typed = text.words(message)
        return tuple(zip(typed, self._speller.correct(typed), strict=True))

    def named_in(self, words: Words) -> Iterator[tuple[int, int, str]]:
        """Yield where words name a group: the start, the place after the end, and the group's name."""
        yield from self._medicines.places_in(words)
        yield from self._synonyms.places_in(words)

    def _parted(self, words: Words) -> Iterator[Words]:
        start = 0
        for place, word in enumerate((*words, None)):
            if word is None or word in self._joiners:
                if start < place:
                    yield words[start:place]
                start = place + 1


def _respelt(written: str, spelling: Mapping[str, str]) -> Words:
    return tuple(spelling.get(word, word) for word in text.words(written))


@lru_cache(maxsize=50_000)
def _words_in_base(line: str) -> Words:
    """Return the words of a line of the base; when that is read again, most lines are as they were.

    No patient's words may come here: what does is kept.
    """
    return text.words(line)


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
