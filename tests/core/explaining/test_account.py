"""Every reply can be explained, and the explanation is of that very reply."""

from itertools import chain
from pathlib import Path
from typing import Final

import pytest

from bot.core.answering import Answerer, Question
from bot.core.explaining.values import Rule, Why
from bot.core.knowledge import Knowledge
from bot.core.matching.ladder import WHOLE
from bot.core.replies import Clarify, Reply, kind_of, topics_answered
from bot.core.safety.likeness import RAISED_FROM
from tests.expectations import read
from tests.telegram.content import knowledge as small_base

CONVERSATIONS: Final = Path(__file__).resolve().parents[2] / "conversations"
LINES: Final = tuple(chain.from_iterable(map(read, sorted(CONVERSATIONS.glob("*.yaml")))))
ASKS_STRIDE: Final = 400
LINES_STRIDE: Final = 8
"""Every so many asks and lines are explained; `make soak` explains all."""


def topics_of(reply: Reply) -> tuple[str, ...]:
    """Return the ids of the topics that a reply answers, or asks back about."""
    topics = reply.options if isinstance(reply, Clarify) else topics_answered(reply)
    return tuple(topic.id for topic in topics)


def is_of_its_reply(question: Question, answerer: Answerer) -> bool:
    """Whether the account of a question tells of the reply that it gets."""
    explained, reply = answerer.why(question), answerer.reply_to(question)
    return (explained.kind, explained.topics) == (kind_of(reply), topics_of(reply))


def why(answerer: Answerer, text: str, after: str | None = None) -> Why:
    """Return the account of a text."""
    return answerer.why(Question(text=text, topic_before=after))


@pytest.mark.parametrize("stride", [ASKS_STRIDE, pytest.param(1, marks=pytest.mark.soak)])
def test_every_ask_is_explained_as_it_is_answered(
    answerer: Answerer, knowledge: Knowledge, stride: int
) -> None:
    """The account of an ask has the kind and the topics of its reply."""
    asks = list(chain.from_iterable(topic.asks for topic in knowledge.topics))[::stride]

    assert [ask for ask in asks if not is_of_its_reply(Question(text=ask), answerer)] == []


@pytest.mark.parametrize("stride", [LINES_STRIDE, pytest.param(1, marks=pytest.mark.soak)])
def test_every_conversation_is_explained_as_it_is_answered(answerer: Answerer, stride: int) -> None:
    """The account of a patient's line has the kind and the topics of its reply, after another topic too."""
    questions = [Question(text=line.says, topic_before=line.after) for line in LINES[::stride]]

    assert [question for question in questions if not is_of_its_reply(question, answerer)] == []


@pytest.mark.parametrize(
    ("text", "after", "rule"),
    [
        ("i cant breathe", None, Rule.EMERGENCY),
        ("pus is coming out of the hole", None, Rule.SAME_DAY),
        ("hello", None, Rule.SMALL_TALK),
        ("how much does it cost", None, Rule.ONE),
        ("no pus or fever but my cheek hurts. how much is it?", None, Rule.PARTS),
        ("can i take advil for brusing", None, Rule.MEDICINE),
        ("how many advil can i take", None, Rule.DOSE),
        ("how often?", "pain-relief-medicines", Rule.DOSE),
        ("and at night?", "numbness", Rule.FOLLOW_UP),
        ("what would a second session set me back", None, Rule.SEVERAL),
        ("my face looks dead tired", None, Rule.ASK_BACK),
        ("what about my dog", None, Rule.BACKGROUND),
        ("", None, Rule.NOTHING),
    ],
)
def test_the_rule_that_decided_is_named(answerer: Answerer, text: str, after: str | None, rule: Rule) -> None:
    """Each way to a reply has its name."""
    assert why(answerer, text, after).rule is rule


def test_the_lead_is_that_of_the_first_over_the_second(answerer: Answerer) -> None:
    """The lead is the difference of the first two confidences, which stand in falling order."""
    explained = why(answerer, "blood on my pillow, how do i sleep")
    confidences = [candidate.confidence for candidate in explained.candidates]

    assert explained.lead == pytest.approx(confidences[0] - confidences[1])
    assert confidences == sorted(confidences, reverse=True)
    assert len(confidences) <= 5


def test_a_reply_to_nothing_has_no_lead(answerer: Answerer) -> None:
    """Where nothing is read, there is no word, no flag, no candidate and no lead."""
    explained = why(answerer, "?!")

    assert (explained.words, explained.flags, explained.candidates, explained.lead) == ((), (), (), 0)


def test_the_numbers_of_the_rule_are_told(answerer: Answerer) -> None:
    """One sure entry was compared with the confidence from which it is sure."""
    assert why(answerer, "how much does it cost").thresholds == (("answer_from", WHOLE.answer_from),)


def test_under_a_same_day_card_the_rule_of_the_answer_is_told_too(answerer: Answerer) -> None:
    """The card has its rule and its number, and so has the answer below it."""
    explained = why(answerer, "pus is coming out of the hole and it is hot. is it infected?")

    assert (explained.rule, explained.below) == (Rule.SAME_DAY, Rule.ONE)
    assert explained.thresholds == (("raised_from", RAISED_FROM), ("answer_from", WHOLE.answer_from))


def test_a_flag_that_is_raised_by_signs_alone_is_compared_with_no_number() -> None:
    """In a base without examples no chance is told, and the rule of a red flag has no number."""
    explained = why(Answerer(small_base()), "i cant breathe")

    assert {flag.net for flag in explained.flags} == {"signs"}
    assert explained.rule is Rule.EMERGENCY
    assert explained.thresholds == ()


def test_each_question_of_a_message_is_told(answerer: Answerer) -> None:
    """Two questions in one message stand with what each is about by itself, in their order."""
    parts = why(answerer, "how much does it cost and how long does it last").parts

    assert [(part.words, part.key) for part in parts] == [
        ("how much does it cost", "cost"),
        ("how long does it last", "loss-of-effect"),
    ]
    assert why(answerer, "how much does it cost").parts == ()


def test_a_subject_that_is_tied_to_the_topic_before_is_what_was_matched(answerer: Answerer) -> None:
    """What “what about” leads to is matched by itself, and its words are told as they were typed."""
    explained = why(answerer, "what about the price", "numbness")

    assert explained.candidates[0].key == "cost"
    assert {evidence.words for evidence in explained.candidates[0].evidence} <= {"the", "price"}
    assert [word.typed for word in explained.words] == ["what", "about", "the", "price"]
