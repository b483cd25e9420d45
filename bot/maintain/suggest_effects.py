"""What else would move if a topic had more asks, worked out with the real matcher on a base that has them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from bot.content.conversations import Line
from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.matching.corpus import Corpus
from bot.core.matching.index import Asked
from bot.core.matching.ladder import Found, decide
from bot.core.model import Value
from bot.maintain.transcripts import meaning_of

NEAREST: Final = 300
"""Asks of other topics, most like the added ones, each of which is asked of the base without itself."""

Track = Callable[[Sequence[Line]], Iterable[Line]]
"""Passes lines on, and may show how far it has come."""


class Move(Value):
    """Something that would be taken for something else."""

    where: str
    """Where it stands: a conversation test, a missed question, or the topic whose ask it is."""
    text: str
    before: str
    after: str


class Standing:
    """What a base makes of lines and of its own asks."""

    def __init__(
        self, knowledge: Knowledge, lines: Sequence[Line], track: Track = lambda lines: lines
    ) -> None:
        """Ask every line; takes seconds."""
        self.knowledge = knowledge
        self.answerer = Answerer(knowledge)
        self.corpus = Corpus(knowledge)
        self.meanings = {line: self.meaning(line.says, line.after) for line in track(lines)}

    def meaning(self, says: str, after: str | None = None) -> str:
        """Return what a line means, in the words of the conversation tests."""
        return meaning_of(self.answerer.reply_to(Question(text=says, topic_before=after)))

    def near(self, asks: Iterable[str], but: str) -> tuple[tuple[str, str], ...]:
        """Return the asks of other topics that read most like these, each with its topic."""
        questions = self.corpus.questions
        owned = [
            (int(number), topic.id, ask)
            for topic in self.knowledge.topics
            if topic.id != but
            for number, ask in zip(questions.asks_of({topic.id})[1:], topic.asks, strict=True)
        ]
        numbers = np.array([number for number, _, _ in owned])
        similar = np.zeros(len(owned))
        for ask in asks:
            near = questions.index.similarities(self.corpus.reader.read(ask))[numbers]
            similar = np.maximum(similar, near)
        return tuple(owned[place][1:] for place in np.argsort(-similar, kind="stable")[:NEAREST])

    def without_itself(self, topic_id: str, ask: str) -> str:
        """Return what an ask would be taken for if it did not stand in the base."""
        topic, questions = self.knowledge.topic(topic_id), self.corpus.questions
        place = 1 + topic.asks.index(ask) if topic else 0
        number = questions.asks_of({topic_id})[place]
        asked = Asked(self.corpus.reader.read(ask), questions.index)
        similarities = questions.index.similarities(asked.reading).copy()
        similarities[number] = -np.inf
        asked.take(similarities)
        match = decide(questions.ranked_for(asked), self.corpus.background)
        return match.keys[0] if isinstance(match, Found) else "nothing sure"


def moves(before: Standing, after: Standing, topic_id: str, asks: Sequence[str]) -> Iterator[Move]:
    """Yield what would be taken for something else when a topic has these asks too."""
    for line, meaning in before.meanings.items():
        if meaning != after.meanings[line]:
            yield Move(where=line.place, text=line.says, before=meaning, after=after.meanings[line])
    for owner, ask in before.near(asks, topic_id):
        found = before.without_itself(owner, ask), after.without_itself(owner, ask)
        if found[0] != found[1]:
            yield Move(where=f"ask of {owner}, without itself", text=ask, before=found[0], after=found[1])
