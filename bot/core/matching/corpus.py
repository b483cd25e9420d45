"""Everything that the knowledge base says in patients' words, as the entries of one matcher."""

from collections.abc import Collection, Iterable, Iterator

from bot.core import text
from bot.core.knowledge import Knowledge
from bot.core.matching.features import Reading
from bot.core.matching.index import Asked
from bot.core.matching.matcher import Candidate, Entry, Matcher
from bot.core.matching.reading import Heard, Reader
from bot.core.model import Pleasantry

EVERYDAY = "everyday talk"
LOOK_ALIKES = "look alikes"


class Corpus:
    """Reads all asks, examples and everyday sentences once; what listens to them shares one index."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Index every line; takes some tenths of a second."""
        self.reader = Reader.of(knowledge)
        self.talk: dict[str, Pleasantry] = {
            f"small talk {talk.id}": talk for talk in knowledge.phrases.small_talk
        }
        self.background = frozenset({EVERYDAY, *self.talk})
        """What is no topic, and competes with the topics."""
        self._written: dict[str, tuple[str, ...]] = {}
        topics, background, examples = (
            tuple(entries)
            for entries in (self._topics(knowledge), self._background(knowledge), self._examples(knowledge))
        )
        self.everything = Matcher.of((*topics, *background, *examples), knowledge.word_vectors)
        self.questions = self.everything.only({entry.key for entry in (*topics, *background)})

    def ranked(self, part: Reading, heard: Heard, one_of: Collection[str] = ()) -> tuple[Candidate, ...]:
        """Return what a part of a message may ask about, best first; nothing when not `one_of` these is."""
        return self.questions.ranked_for(heard.asked_of(self.questions.index, part), one_of)

    def nearest_line(self, asked: Asked, key: str) -> tuple[str, float]:
        """Return the line of an entry that reads most like a question, as its author wrote it.

        With it, how similar they are: 0 to about 3, for the same words.
        """
        place, similarity = self.everything.nearest_ask(asked, key)
        return self._written[key][place], similarity

    def compare(self, parts: Iterable[Reading], heard: Heard) -> None:
        """Compare the parts of a message with all asks at once, so that ranking them takes less time."""
        self.questions.compare(heard.asked_of(self.questions.index, part) for part in parts)

    def _topics(self, knowledge: Knowledge) -> Iterator[Entry]:
        for topic in knowledge.topics:
            needs, never = (tuple(map(text.words, terms)) for terms in (topic.needs, topic.never))
            yield self._entry(topic.id, (topic.title, *topic.asks))._replace(needs=needs, never=never)

    def _background(self, knowledge: Knowledge) -> Iterator[Entry]:
        for key, talk in self.talk.items():
            yield self._entry(key, talk.says)
        if knowledge.everyday:
            yield self._entry(EVERYDAY, knowledge.everyday)

    def _examples(self, knowledge: Knowledge) -> Iterator[Entry]:
        for flag, says in knowledge.examples.danger.items():
            yield self._entry(danger_key(flag), says)
        if knowledge.examples.look_alikes:
            yield self._entry(LOOK_ALIKES, knowledge.examples.look_alikes)

    def _entry(self, key: str, lines: tuple[str, ...]) -> Entry:
        self._written[key] = lines
        return Entry(key, tuple(map(self.reader.read_line, lines)))


def danger_key(flag_id: str) -> str:
    """Return the key of the entry with a red flag's examples; a topic may have the flag's id."""
    return f"danger {flag_id}"
