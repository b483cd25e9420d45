"""Whether a message asks about the medicines that it names, or only tells of them.

"I am on antibiotics, is pus normal?" asks about pus. In doubt a medicine is asked about.
"""

from collections.abc import Iterator, Mapping

from bot.core import text
from bot.core.knowledge import Knowledge
from bot.core.matching.features import Words
from bot.core.matching.naming import Naming
from bot.core.matching.reading import Heard
from bot.core.matching.terms import Terms, is_number


class Mentions:
    """Tells the medicines that are asked about from those that are only mentioned."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the medicines' names, and the words that tell how they are spoken of."""
        language = knowledge.language
        tied, told, dosed = language.follow_ups, language.mentions, language.dose_questions
        self._naming = Naming((group.topic, map(text.words, group.names)) for group in knowledge.medicines)
        self.names = Terms(*(group.names for group in knowledge.medicines))
        self._before = Terms(told.before_name)
        self._asks = Terms(tied.asks)
        self._measures = Terms(dosed.doses, dosed.numbers)
        self._counted = Terms(dosed.counted)
        self._no_subject = Terms(
            tied.openers, tied.points_back, tied.asks, tied.no_subject, dosed.doses, dosed.amounts
        )
        self._around = Terms(
            *(group.names for group in knowledge.medicines),
            tied.openers, tied.points_back, tied.asks, tied.no_subject, told.before_name, told.around_name,
        )  # fmt: skip

    def named_in(self, heard: Heard) -> tuple[str, ...]:
        """Return the topics of all medicines that are named."""
        return self._naming.groups_in(heard.whole.words)

    def asked_about(self, heard: Heard) -> tuple[str, ...]:
        """Return the topics of the medicines that the message asks about.

        A medicine that is only mentioned is not among them, unless the message is about nothing else.
        """
        named = self.named_in(heard)
        if not named or not self._has_other_subject(heard.whole.words):
            return named
        asking = (words for words, only_tells in self.clauses(heard) if not only_tells)
        return tuple(dict.fromkeys(topic for words in asking for topic in self._naming.groups_in(words)))

    def clauses(self, heard: Heard) -> Iterator[tuple[Words, bool]]:
        """Yield what may each ask something, and whether it only tells of the medicine that it names.

        "took 2 panadol and 1 nurofen": the second half tells on what the first one began.
        """
        only_tells = False
        for question in heard.questions:
            words = question.words
            if self.names.are_in(words):
                only_tells = self._only_tells(words) or (only_tells and not self._asks.are_in(words))
            yield words, only_tells and self.names.are_in(words)

    def _only_tells(self, words: Words) -> bool:
        """Whether each name is told of, as in "my wife is on advil", not as in "should I be on advil"."""
        cues = {end: start for start, end in self._before.places_in(words)}
        asked = len(words) - len(self._no_subject.after_leading(words)) if self._begins_to_ask(words) else -1
        told = (self._cue_before(start, words, cues) for start, _ in self.names.places_in(words))
        return all(cue is not None and cue > asked for cue in told)

    def _begins_to_ask(self, words: Words) -> bool:
        return next(self._asks.places_in(words), (None, None))[0] == 0

    def _cue_before(self, name: int, words: Words, cues: Mapping[int, int]) -> int | None:
        """Return where the cue starts that stands before a name, with a measure and one more word between."""
        while name and (is_number(words[name - 1]) or self._measures.are_in(words[name - 1 : name])):
            name -= 1
        if name in cues:
            return cues[name]
        return None if self._counted.are_in(words[name - 1 : name]) else cues.get(name - 1)

    def _has_other_subject(self, words: Words) -> bool:
        return not all(map(is_number, self._around.without(words)))
