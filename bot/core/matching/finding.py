"""Finding what a message is about: each of its questions by itself, or else the message as a whole."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.core import text
from bot.core.knowledge import Knowledge
from bot.core.matching.features import Reading
from bot.core.matching.matcher import PART, Ambiguous, Entry, Found, Match, Matcher, NotFound
from bot.core.matching.reading import Heard, Reader
from bot.core.model import MOST_TOPICS, Pleasantry, Value

_EVERYDAY: Final = "everyday"
_SHORTEST_PART: Final = 2
"""Words; one word between two commas rarely asks anything by itself."""


class About(Value):
    """The message asks about these topics, the surest first."""

    topics: tuple[str, ...]


class Pleasant(Value):
    """The message is small talk and nothing else."""

    pleasantry: Pleasantry


Finding = About | Pleasant | Ambiguous | NotFound


class Finder:
    """Finds topics, medicines and small talk; built once from a knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Index every ask; takes some tenths of a second."""
        self._reader = Reader(knowledge)
        self._talk = {f"small talk {talk.id}": talk for talk in knowledge.phrases.small_talk}
        self._said = {
            self._reader.read(said).words: talk for talk in self._talk.values() for said in talk.says
        }
        self._matcher = Matcher(
            [*self._topics(knowledge), *self._background(knowledge)], background=(_EVERYDAY, *self._talk)
        )

    def hear(self, message: str) -> Heard:
        """Return what the message says, its typos corrected."""
        return self._reader.hear(message)

    def find(self, heard: Heard) -> Finding:
        """Return what a message is about, as far as there is evidence."""
        questions = [part for part in heard.questions if part.words not in self._said]
        if heard.questions and not questions:
            return Pleasant(pleasantry=self._said[heard.questions[-1].words])
        together = self._matcher.match(heard.whole)
        medicines = self._reader.medicines_in(heard.whole)
        surest = self._surest(together, questions, whole_decides=not medicines)
        topics = [*medicines, *(found.key for found in surest if found.key not in self._matcher.background)]
        if topics:
            return About(topics=tuple(dict.fromkeys(topics))[:MOST_TOPICS])
        if surest:
            return self._in_background(surest[0].key)
        return together if isinstance(together, Ambiguous) else NotFound()

    def _surest(self, together: Match, questions: Iterable[Reading], *, whole_decides: bool) -> list[Found]:
        """Return what several questions are about, else the surest of the one and the whole; surest first.

        Where the whole decides, a part alone is not believed when the rest of the message speaks for another
        topic, as in "My cheek hurts. Swelling?".
        """
        parts = [part for part in questions if len(part.words) >= _SHORTEST_PART]
        matches = [found for part in parts if isinstance(found := self._matcher.match(part, PART), Found)]
        matches.sort(key=lambda found: found.score)
        asked = {found.key: found for found in matches if found.key not in self._matcher.background}
        if len(asked) > 1:
            return sorted(asked.values(), key=lambda found: -found.score)
        if whole_decides and isinstance(together, Ambiguous) and asked.keys() & set(together.keys[1:]):
            return []
        candidates = list(asked.values())
        if isinstance(together, Found) and not (asked and together.key in self._matcher.background):
            candidates.append(together)
        return [max(candidates, key=lambda found: found.score)] if candidates else []

    def _in_background(self, key: str) -> Pleasant | NotFound:
        talk = self._talk.get(key)
        return Pleasant(pleasantry=talk) if talk else NotFound()

    def _topics(self, knowledge: Knowledge) -> Iterator[Entry]:
        for topic in knowledge.topics:
            yield Entry(
                topic.id,
                self._readings((topic.title, *topic.asks)),
                tuple(map(text.words, topic.needs)),
                tuple(map(text.words, topic.never)),
            )

    def _background(self, knowledge: Knowledge) -> Iterator[Entry]:
        for key, talk in self._talk.items():
            yield Entry(key, self._readings(talk.says))
        if knowledge.everyday:
            yield Entry(_EVERYDAY, self._readings(knowledge.everyday))

    def _readings(self, asks: Iterable[str]) -> tuple[Reading, ...]:
        return tuple(map(self._reader.read, asks))
