"""Missed questions are kept only where that is switched on, and redacted; nothing else is ever kept."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.answering import Answerer
from bot.core.redacting import Redactor
from bot.storage.changes import Miss
from bot.telegram.answers import Answers
from bot.telegram.exchange import Situation
from bot.telegram.misses import Misses
from bot.telegram.notices import Notice, Operation
from bot.telegram.rendering import Renderer
from bot.telegram.routing import Routing
from tests.telegram import content
from tests.telegram.received import GROUP, shape, update

KNOWLEDGE = content.knowledge()
LATE = datetime(2027, 3, 4, 23, 30, tzinfo=UTC).timestamp()
RENDERER = Renderer(KNOWLEDGE)
ROUTING = Routing(
    Answers(Answerer(KNOWLEDGE)),
    RENDERER,
    (Misses(Redactor.of(KNOWLEDGE), ZoneInfo("Europe/Berlin")),),
)


def kept(sent: str, routing: Routing = ROUTING, chat: dict[str, object] | None = None) -> list[Miss]:
    """Return what is kept of a message that arrives late in the evening."""
    message = shape(sent, chat) if chat else shape(sent)
    effects = routing.effects(update(message), Situation(arrived=LATE))
    return [effect for effect in effects if isinstance(effect, Miss)]


def test_an_unknown_question_is_kept_redacted() -> None:
    """Of a question that is not known, the redacted words and the clinic's own day are kept."""
    assert kept("why do zebras call 0800 111 222") == [
        Miss(day="2027-03-05", kind="unknown", text="why do zebras call <number>")
    ]


def test_a_question_after_an_unknown_command_is_kept() -> None:
    """What follows a command that nobody knows is a question like any other."""
    assert [miss.text for miss in kept("/zebra why do zebras sing")] == ["why do zebras sing"]


@pytest.mark.parametrize(
    "sent",
    [
        "tell me about cost",
        "hello",
        "i cant breathe zebra",
        "pus zebra",
        "/privacy",
        "/start zebra",
        "@anna 12",
    ],
)
def test_nothing_else_is_kept(sent: str) -> None:
    """An answer, a greeting, a red flag, a command, and words of which nothing is left: none is kept."""
    assert kept(sent) == []


def test_a_group_is_not_listened_to() -> None:
    """What is said in a group is kept by nobody."""
    assert kept("why do zebras sing @rehearsal_bot", chat=GROUP) == []


def test_nothing_is_kept_unless_it_is_switched_on() -> None:
    """Without the feature, no question outlives its answer."""
    assert kept("why do zebras sing", Routing(Answers(Answerer(KNOWLEDGE)), RENDERER)) == []


@pytest.mark.parametrize("keeps", [True, False])
def test_privacy_tells_of_it(*, keeps: bool) -> None:
    """/privacy says that questions are kept where they are, and only there."""
    told = Renderer(KNOWLEDGE, Operation(keeps_missed=keeps)).notice(Notice.PRIVACY).text

    assert (KNOWLEDGE.phrases.privacy.missed in told) is keeps
