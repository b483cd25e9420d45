"""Which topic was answered for which, counted."""

from typing import Final

from bot.core.replies import Answer, Reply, Unknown
from bot.maintain.confusion import confusion
from bot.maintain.evaluate import Scored, scored
from bot.maintain.labelled import Labelled, Urgency
from tests.telegram.content import COST, NERVE, SPORT

LINE: Final = "Call now if you cannot breathe."


def result(reply: Reply, *labels: str) -> Scored:
    """Return a question with these labels that got this reply."""
    line = Labelled(place="q.jsonl:1", text="what", labels=labels, urgency=Urgency.ROUTINE)
    return scored(line, reply, LINE, LINE)


def test_only_mix_ups_are_counted() -> None:
    """A right answer, an acceptable one and an honest no are no mix-up."""
    found = confusion(
        [
            result(Answer(topics=(COST,)), "cost"),
            result(Answer(topics=(NERVE,)), "cost", "nerve"),
            result(Unknown(), "cost"),
            result(Answer(topics=(NERVE,))),
        ]
    )

    assert found.mixed == ()


def test_each_topic_shown_counts() -> None:
    """A reply about two other topics is two mix-ups; the most frequent one stands first."""
    found = confusion(
        [result(Answer(topics=(NERVE, SPORT)), "cost"), result(Answer(topics=(SPORT,)), "cost")]
    )

    assert [(it.asked, it.answered, it.count) for it in found.mixed] == [
        ("cost", "sport", 2),
        ("cost", "nerve", 1),
    ]
    assert (found.asked, found.answered) == (("cost",), ("nerve", "sport"))
    assert (found.count("cost", "sport"), found.count("nerve", "sport")) == (2, 0)
