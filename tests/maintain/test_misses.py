"""Each reply that costs points is told with what is expected and what came."""

from typing import Final

import pytest

from bot.core.replies import Answer, Clarify, NotCovered, Reply, SmallTalk, Unknown, Urgent
from bot.maintain.evaluate import Scored, scored
from bot.maintain.labelled import Labelled, Urgency
from bot.maintain.misses import misses
from tests.telegram.content import COST, EMERGENCY, HELLO, NERVE, SAME_DAY, SPORT

LINE: Final = "Call now if you cannot breathe."


def result(
    reply: Reply, *labels: str, urgency: Urgency = Urgency.ROUTINE, danger: str | None = None
) -> Scored:
    """Return a scored question that got this reply."""
    line = Labelled(place="q.jsonl:7", text="how\nmuch ", labels=labels, urgency=urgency, danger=danger)
    return scored(line, reply, LINE, LINE)


@pytest.mark.parametrize(
    ("scored_line", "told"),
    [
        (
            result(Answer(topics=(NERVE, SPORT)), "cost", "swelling"),
            "wrong topic | expected no card + cost or swelling | got answer nerve, sport",
        ),
        (result(Unknown(), "cost"), "declined | expected no card + cost | got unknown"),
        (
            result(Clarify(options=(NERVE, SPORT)), "cost"),
            "asked back without one | expected no card + cost | got clarify nerve, sport",
        ),
        (
            result(Unknown(), urgency=Urgency.EMERGENCY, danger="airway"),
            "missed | expected emergency card (airway) | got unknown",
        ),
        (
            result(Urgent(flag=SAME_DAY, topics=(COST,)), "cost"),
            "false alarm | expected no card + cost | got same-day card cost",
        ),
        (
            result(Urgent(flag=EMERGENCY), urgency=Urgency.LOOK_ALIKE, danger="idiom"),
            "false alarm | expected no card (idiom) | got emergency card",
        ),
        (
            result(Answer(topics=(NERVE,)), "off-topic", urgency=Urgency.SAME_DAY),
            "wrong topic, missed | expected same-day card + off-topic | got answer nerve",
        ),
    ],
)
def test_a_miss_is_one_line(scored_line: Scored, told: str) -> None:
    """A miss tells its place, its faults, what is expected, what came, and the question last."""
    (miss,) = misses([scored_line])

    assert str(miss) == f"q.jsonl:7: {told} | how much"


@pytest.mark.parametrize(
    "scored_line",
    [
        result(Answer(topics=(COST,)), "cost"),
        result(Clarify(options=(COST, NERVE)), "cost"),
        result(Urgent(flag=SAME_DAY), urgency=Urgency.EMERGENCY),
        result(Unknown(), urgency=Urgency.LOOK_ALIKE),
        result(Clarify(options=(COST, NERVE)), "off-topic"),
        result(NotCovered(topics=(SPORT,)), "off-topic"),
        result(SmallTalk(pleasantry=HELLO), "not-covered"),
    ],
)
def test_what_costs_nothing_is_not_told(scored_line: Scored) -> None:
    """A right reply, a right option and, out of scope, a question back are no misses."""
    assert not tuple(misses([scored_line]))


def test_a_message_without_the_urgent_line_is_told() -> None:
    """A reply that carries neither card nor urgent line is a miss, however right its answer."""
    bare = result(Answer(topics=(COST,)), "cost").model_copy(update={"has_urgent_line": False})

    (miss,) = misses([bare])

    assert miss.faults == ("no urgent line",)


def test_a_question_cannot_command_the_terminal() -> None:
    """Control characters of a question are replaced, and an emoji stays whole."""
    line = Labelled(place="q.jsonl:7", text="\x1b[2J\x9b1m 👩‍⚕️", labels=("cost",), urgency=Urgency.ROUTINE)

    (miss,) = misses([scored(line, Unknown(), LINE, LINE)])

    assert str(miss).endswith("| got unknown | �[2J�1m 👩‍⚕️")
