"""The whole policy, in order: danger first, then what the knowledge base can answer, else an honest no."""

from collections.abc import Iterable
from typing import Final, assert_never

from bot.core.knowledge import Knowledge
from bot.core.matching.finding import About, Finder, Pleasant
from bot.core.matching.matcher import Ambiguous, NotFound
from bot.core.matching.reading import Heard
from bot.core.model import Kind, Topic, Value
from bot.core.replies import Answer, Clarify, NotCovered, Reply, SmallTalk, Unknown, Urgent, topics_answered
from bot.core.safety.red_flags import Level, RedFlag
from bot.core.safety.screen import Screen

_BY_URGENCY: Final = tuple(
    Kind[name] for name in ("COMPLICATION", "SIDE_EFFECT", "MEDICATION", "RECOVERY", "PROCEDURE")
)


class Question(Value):
    """What a patient typed, and the little that must be known of the chat."""

    text: str
    declined_before: bool = False
    """Whether the message before was not understood."""


class Answerer:
    """Decides what to say; built once from a knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Index the knowledge base; takes some tenths of a second."""
        self._knowledge = knowledge
        self._screen = Screen(knowledge.red_flags, known=knowledge.language.well_spelt.split())
        self._finder = Finder(knowledge)
        self._about_medicines = frozenset(
            topic.id for topic in knowledge.topics if self._finder.hear(topic.answer).medicine_named
        )

    def reply_to(self, question: Question) -> Reply:
        """Decide the reply to what a patient typed."""
        flag = self.red_flag_in(question.text)
        heard = self._finder.hear(question.text)
        if flag and flag.level is Level.EMERGENCY:
            return Urgent(flag=flag, medicine_named=heard.medicine_named)
        reply = self._reply(heard, again=question.declined_before)
        if flag is None:
            return reply
        return Urgent(flag=flag, topics=topics_answered(reply), medicine_named=heard.medicine_named)

    def reply_about(self, topic_id: str) -> Answer | NotCovered | None:
        """Return the reply about a topic chosen by a button or a link; None when there is no such topic."""
        topic = self._knowledge.topic(topic_id)
        return self._about((topic,), medicine_named=False) if topic else None

    def red_flag_in(self, written: str) -> RedFlag | None:
        """Return the most urgent red flag of a text."""
        return self._screen.flag_in(written)

    def _reply(self, heard: Heard, *, again: bool) -> Reply:
        named = heard.medicine_named
        match self._finder.find(heard):
            case About(topics=ids):
                return self._about(self._known(ids), medicine_named=named)
            case Ambiguous(keys=ids):
                return Clarify(options=self._known(ids), medicine_named=named)
            case Pleasant(pleasantry=pleasantry):
                return SmallTalk(pleasantry=pleasantry, medicine_named=named)
            case NotFound():
                return Unknown(again=again, medicine_named=named)
            case finding:
                assert_never(finding)

    def _known(self, ids: Iterable[str]) -> tuple[Topic, ...]:
        return tuple(topic for topic_id in ids if (topic := self._knowledge.topic(topic_id)))

    def _about(self, topics: tuple[Topic, ...], *, medicine_named: bool) -> Answer | NotCovered:
        """Answer about the topics, the most urgent first; when the article covers none of them, say that."""
        ordered = tuple(sorted(topics, key=lambda topic: _BY_URGENCY.index(topic.kind)))
        named = medicine_named or any(topic.id in self._about_medicines for topic in topics)
        if any(topic.covered for topic in ordered):
            return Answer(topics=ordered, medicine_named=named)
        return NotCovered(topics=ordered, medicine_named=named)
