"""The whole policy, in order: danger first, then what the knowledge base can answer, else an honest no."""

from collections.abc import Iterable
from typing import Annotated, Final, NamedTuple, assert_never

from pydantic import Field

from bot.core.days_said import day_in_question
from bot.core.explaining.account import Explainer
from bot.core.explaining.decision import Decision
from bot.core.explaining.values import Rule, Why
from bot.core.knowledge import Knowledge
from bot.core.matching.corpus import Corpus
from bot.core.matching.doses import Doses
from bot.core.matching.finding import About, Finder, Finding, Pleasant
from bot.core.matching.follow_up import FollowUps, NewSubject, SameTopic
from bot.core.matching.ladder import Ambiguous, NotFound
from bot.core.matching.mentions import Mentions
from bot.core.matching.reading import Heard
from bot.core.model import Kind, Topic, Value
from bot.core.replies import (
    Answer,
    Clarify,
    LeftOpen,
    NotCovered,
    Reply,
    SmallTalk,
    Unknown,
    Urgent,
    in_other_words,
    on_day,
    topics_answered,
    topics_offered,
)
from bot.core.safety.likeness import Likeness
from bot.core.safety.red_flags import Level, RedFlag
from bot.core.safety.screen import Screen

_BY_URGENCY: Final = tuple(
    Kind[name] for name in ("COMPLICATION", "SIDE_EFFECT", "MEDICATION", "RECOVERY", "PROCEDURE")
)
MOST_BESIDE_DOSE_LINE: Final = 2
"""Topics; the line that declines a dose takes the room of the third."""


class Question(Value):
    """What a patient typed, and the little that must be known of the chat."""

    text: str
    left_open: LeftOpen | None = None
    """What the reply to the message before left open, when it held no answer."""
    topic_before: str | None = None
    """The id of the topic that was answered last; None when that is too long ago to be meant by "it"."""
    day: Annotated[int, Field(ge=0)] | None = None
    """Days since the procedure, where the chat knows them; a day that the text itself tells counts more."""


class Screened(NamedTuple):
    """What the screen has found in exactly the text that is now to be answered."""

    flag: RedFlag | None
    heard: Heard | None = None
    """What the screen heard on its way, to be used and dropped with the message: it holds patients' words."""


class Answerer:
    """Decides what to say; built once from a knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Index the knowledge base; takes some tenths of a second."""
        self._knowledge = knowledge
        self._screen = Screen(knowledge.red_flags, known=knowledge.language.well_spelt.split())
        self._corpus = Corpus(knowledge)
        self._mentions = Mentions(knowledge)
        self._finder = Finder(self._corpus, self._mentions)
        self._follow_ups = FollowUps(knowledge)
        self._doses = Doses(knowledge, self._mentions)
        self._likeness = Likeness(self._corpus, knowledge.red_flags.flags)
        self._explainer = Explainer(knowledge, self._corpus, self._screen, self._likeness)
        self._about_medicines = frozenset(
            topic.id for topic in knowledge.topics if self._finder.hear(topic.answer).medicine_named
        )

    def reply_to(self, question: Question, screened: Screened | None = None) -> Reply:
        """Decide the reply to what a patient typed, and screen it unless that has been done."""
        return self._decided(question, screened or self.screened(question.text)).reply

    def why(self, question: Question) -> Why:
        """Return the account of the reply to a question; takes some 10 times as long."""
        screened = self.screened(question.text)
        decision = self._decided(question, screened)
        return self._explainer.account(question.text, screened.flag, decision)

    def reply_about(self, topic_id: str, day: int | None = None) -> Answer | NotCovered | None:
        """Return the reply about a topic chosen by a button or a link; None when there is no such topic.

        `day` counts the days since the procedure, where the chat knows them.
        """
        topic = self._knowledge.topic(topic_id)
        about = self._about((topic,), medicine_named=False) if topic else None
        return about and about.model_copy(update={"day": day})

    def likely(self, text: str, most: int) -> tuple[Answer | NotCovered, ...]:
        """Return what a text may ask for, the likeliest first, what is related last, each about one topic."""
        heard = self._finder.hear(text)
        reply = self._reply(heard).reply
        answered, offered = topics_answered(reply), topics_offered(reply)
        found = (*answered, *offered, *self._known(self._finder.likely(heard)))
        related = (topic_id for topic in answered for topic_id in topic.related)
        ids = tuple(dict.fromkeys((*(topic.id for topic in found), *related)))[:most]
        about = (self._about((topic,), medicine_named=heard.medicine_named) for topic in self._known(ids))
        return tuple(one.model_copy(update={"dose_asked": reply.dose_asked}) for one in about)

    def red_flag_in(self, written: str) -> RedFlag | None:
        """Return the most urgent red flag of a text."""
        return self.screened(written).flag

    def screened(self, written: str) -> Screened:
        """Look for red flags in a text: for signs first, then for what examples add; they only ever raise."""
        shown = self._screen.flag_in(written)
        if shown and shown.level is Level.EMERGENCY:
            return Screened(shown)
        heard = self._finder.hear(written)
        alike = self._likeness.flag_in(heard)
        raised = alike and (shown is None or alike.level is Level.EMERGENCY)
        return Screened(alike if raised else shown, heard)

    def _decided(self, question: Question, screened: Screened) -> Decision:
        flag, heard = screened
        heard = heard or self._finder.hear(question.text)
        if flag and flag.level is Level.EMERGENCY:
            return Decision(Urgent(flag=flag, medicine_named=heard.medicine_named), Rule.EMERGENCY, heard)
        decision = self._decided_after(question.topic_before, heard)
        reply = in_other_words(decision.reply, question.left_open)
        said = day_in_question(question.text)
        day = question.day if said is None else said
        if flag is None:
            return decision._replace(reply=on_day(reply, day))
        urgent = Urgent(
            flag=flag,
            topics=topics_answered(reply),
            medicine_named=heard.medicine_named,
            dose_asked=reply.dose_asked,
            day=day,
        )
        return Decision(urgent, Rule.SAME_DAY, decision.matched, below=decision.rule)

    def _decided_after(self, topic_before: str | None, heard: Heard) -> Decision:
        """Reply to a message that may hang on the topic before it; a full question never does."""
        before = self._knowledge.topic(topic_before) if topic_before else None
        if before is None:
            return self._reply(heard)
        if before.kind is Kind.MEDICATION and self._doses.asked_on_in(heard):
            about = self._about((before,), medicine_named=True)
            return Decision(self._dose_declined(about, heard), Rule.DOSE, heard)
        match self._follow_ups.read(heard):
            case SameTopic():
                return self._reply_about_same(before, heard)
            case NewSubject(words=words):
                return self._reply(self._finder.hear(" ".join(words)))
            case None:
                return self._reply(heard)
            case follow_up:
                assert_never(follow_up)

    def _reply_about_same(self, before: Topic, heard: Heard) -> Decision:
        if before.kind is Kind.PROCEDURE:
            # After an answer about the lift in general, the "it" of "how long does it last?" is the lift.
            found = self._reply(heard)
            if isinstance(found.reply, Answer | NotCovered):
                return found
        about = self._about((before,), medicine_named=heard.medicine_named)
        return Decision(about, Rule.FOLLOW_UP, heard)

    def _reply(self, heard: Heard) -> Decision:
        finding, rule = self._finder.find(heard)
        reply = self._reply_as_found(finding, heard)
        if self._doses.asked_in(heard):
            return Decision(self._dose_declined(reply, heard), Rule.DOSE, heard)
        return Decision(reply, rule, heard)

    def _dose_declined(self, reply: Reply, heard: Heard) -> Reply:
        """Return the reply as one that declines the dose and shows the topics of the medicines named."""
        named = self._known(self._mentions.named_in(heard))
        ids = dict.fromkeys(topic.id for topic in (*named, *topics_answered(reply)))
        shown = self._known(tuple(ids)[:MOST_BESIDE_DOSE_LINE])
        about = self._about(shown, medicine_named=True) if shown else reply
        return about.model_copy(update={"dose_asked": True})

    def _reply_as_found(self, found: Finding, heard: Heard) -> Reply:
        named = heard.medicine_named
        match found:
            case About(topics=ids, alternatives=others):
                about = self._about(self._known(ids), medicine_named=named)
                return about.model_copy(update={"alternatives": self._known(others)})
            case Ambiguous(keys=ids):
                return Clarify(options=self._known(ids), medicine_named=named)
            case Pleasant(pleasantry=pleasantry):
                return SmallTalk(pleasantry=pleasantry, medicine_named=named)
            case NotFound():
                return Unknown(medicine_named=named)
            case _:
                assert_never(found)

    def _known(self, ids: Iterable[str]) -> tuple[Topic, ...]:
        return tuple(topic for topic_id in ids if (topic := self._knowledge.topic(topic_id)))

    def _about(self, topics: tuple[Topic, ...], *, medicine_named: bool) -> Answer | NotCovered:
        """Answer about the topics, the most urgent first; when the article covers none of them, say that."""
        ordered = tuple(sorted(topics, key=lambda topic: _BY_URGENCY.index(topic.kind)))
        named = medicine_named or any(topic.id in self._about_medicines for topic in topics)
        if any(topic.covered for topic in ordered):
            return Answer(topics=ordered, medicine_named=named)
        return NotCovered(topics=ordered, medicine_named=named)
