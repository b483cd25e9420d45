"""What the patients of a trial are going to ask, one after another, and the one answer that fits each."""

import itertools
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.model import Topic
from bot.core.replies import Answer, Reply, Urgent, left_open, topics_answered
from bot.telegram.buttons import ShowTopic, encode
from bot.telegram.notices import Notice
from bot.telegram.rendering import Renderer

CANARY: Final = "quaggazebra"
"""Stands in every name and in every typed question, so that what is kept of them can be found."""
DANGER: Final = f"i cant breathe {CANARY}"
MOST_ASKED: Final = 24
"""Questions of one patient: each is about another topic, so that its answer is told from all others."""


class Way(StrEnum):
    """How a question is asked."""

    LINK = "deep link"
    TYPED = "typed"
    TAP = "tap"
    DANGER = "danger"
    EDIT = "edit to danger"
    POISON = "poison"


_WAYS: Final = (Way.LINK, Way.TYPED, Way.TAP)
_RARE: Final = {Way.DANGER: 0.1, Way.EDIT: 0.1, Way.POISON: 0.2}
"""The share of the patients who also do this, once."""


@dataclass(frozen=True)
class Ask:
    """One question."""

    patient: int
    way: Way
    words: str
    """What is typed, or what the button carries."""
    answer: str
    """The answer as the bot sends it, markup included."""

    @property
    def may_overtake(self) -> bool:
        """Whether it may be answered before what was asked before it."""
        return self.way in {Way.DANGER, Way.EDIT}


class Questionnaire:
    """Makes up questions."""

    def __init__(self, knowledge: Knowledge, chance: Random) -> None:
        """Take what the bot knows, and the source of all that is drawn."""
        self._topics = knowledge.topics
        self._answerer = Answerer(knowledge)
        self._renderer = Renderer(knowledge)
        self._chance = chance

    def asks(self, questions: int, patients: int) -> tuple[Ask, ...]:
        """Return so many questions in the order in which they are asked.

        Raises:
            ValueError: these are too many questions for so few patients.
        """
        if questions > patients * MOST_ASKED:
            raise ValueError(f"{patients} patients ask {patients * MOST_ASKED} questions at most")
        turns = list(itertools.islice(itertools.cycle(range(patients)), questions))
        self._chance.shuffle(turns)
        of_patient = {
            patient: deque(self._of_one(patient, count)) for patient, count in Counter(turns).items()
        }
        return tuple(of_patient[patient].popleft() for patient in turns)

    def _of_one(self, patient: int, count: int) -> Iterable[Ask]:
        ways = self._chance.choices(_WAYS, k=count)
        for way, share in _RARE.items():
            # The first question opens the chat, so it is an ordinary one.
            if count > 1 and self._chance.random() < share:
                ways[self._chance.randrange(1, count)] = way
        if Way.DANGER in ways and Way.EDIT in ways:
            ways[ways.index(Way.EDIT)] = Way.LINK
        topics = iter(self._chance.sample(self._topics, count))
        before: Reply | None = None
        for way in ways:
            match way:
                case Way.DANGER | Way.EDIT:
                    yield Ask(patient, way, DANGER, self._card(edited=way is Way.EDIT))
                case Way.POISON:
                    yield Ask(patient, way, CANARY, self._renderer.notice(Notice.FAILED).html)
                case _:
                    ask, before = self._about(patient, way, next(topics), before)
                    yield ask

    def _about(self, patient: int, way: Way, topic: Topic, before: Reply | None) -> tuple[Ask, Reply]:
        reply = self._answerer.reply_about(topic.id)
        assert reply is not None  # noqa: S101  The topic is one of the knowledge base.
        answer = self._renderer.reply(reply).html
        match way:
            case Way.TYPED if words := self._typed(topic, answer, before):
                return Ask(patient, Way.TYPED, words, answer), reply
            case Way.TAP:
                return Ask(patient, Way.TAP, encode(ShowTopic(topic_id=topic.id)), answer), reply
            case _:
                return Ask(patient, Way.LINK, f"/start {topic.id}", answer), reply

    def _typed(self, topic: Topic, answer: str, before: Reply | None) -> str | None:
        """Return words that have this answer whether or not the bot still knows of the question before."""
        words = f"{topic.asks[0]} {CANARY}"
        left, topics = (left_open(before), topics_answered(before)) if before else (None, ())
        opens = {None, left}
        told = {None, topics[0].id} if topics else {None}
        for left_before, topic_before in itertools.product(opens, told):
            reply = self._answerer.reply_to(
                Question(text=words, left_open=left_before, topic_before=topic_before)
            )
            if not isinstance(reply, Answer) or self._renderer.reply(reply).html != answer:
                return None
        return words

    def _card(self, *, edited: bool) -> str:
        reply = self._answerer.reply_to(Question(text=DANGER))
        assert isinstance(reply, Urgent)  # noqa: S101  Every knowledge base knows of it.
        return self._renderer.reply(Urgent(flag=reply.flag) if edited else reply).html
