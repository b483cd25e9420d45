"""A reply is worth what it does for somebody who asked about one of the labels."""

from typing import Final

import pytest

from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.core.model import Kind
from bot.core.replies import Answer, Clarify, NotCovered, Reply, SmallTalk, Unknown, Urgent
from bot.core.safety.red_flags import Level
from bot.maintain.ask import Shown
from bot.maintain.evaluate import Alarm, Outcome, alarm_of, evaluate, outcome_of, scored
from bot.maintain.labelled import Labelled, Urgency
from tests.telegram.content import COST, DIMPLES, EMERGENCY, HELLO, NERVE, OINTMENT, SAME_DAY, SPORT, topic

CONTACT: Final = topic("contact-clinic", Kind.PROCEDURE, covered=False)
LINE: Final = "Call now if you cannot breathe."


def asked(*labels: str, urgency: Urgency = Urgency.ROUTINE) -> Labelled:
    """Return a question with these acceptable labels."""
    return Labelled(place="questions.jsonl:1", text="what?", labels=labels, urgency=urgency)


@pytest.mark.parametrize(
    ("labels", "reply", "outcome"),
    [
        (("cost",), Answer(topics=(COST,)), Outcome.RIGHT),
        (("nerve", "cost"), Answer(topics=(COST,)), Outcome.RIGHT),
        (("cost",), Answer(topics=(NERVE, COST)), Outcome.RIGHT),
        (("cost",), Answer(topics=(NERVE,)), Outcome.WRONG),
        (("cost",), NotCovered(topics=(SPORT,)), Outcome.WRONG),
        (("cost",), Urgent(flag=SAME_DAY, topics=(COST,)), Outcome.RIGHT),
        (("cost",), Urgent(flag=SAME_DAY, topics=(NERVE,)), Outcome.WRONG),
        (("cost",), Urgent(flag=SAME_DAY), Outcome.NEEDLESS_CARD),
        (("cost",), Urgent(flag=EMERGENCY), Outcome.NEEDLESS_CARD),
        (("cost",), Clarify(options=(COST, NERVE)), Outcome.ASKED_RIGHT),
        (("cost",), Clarify(options=(SPORT, NERVE)), Outcome.ASKED_WRONG),
        (("cost",), Unknown(), Outcome.DECLINED),
        (("cost",), SmallTalk(pleasantry=HELLO), Outcome.DECLINED),
        (("sport",), NotCovered(topics=(SPORT,)), Outcome.RIGHT),
        (("sport",), NotCovered(topics=(DIMPLES,)), Outcome.WRONG),
    ],
)
def test_a_topic_is_answered_offered_or_missed(
    labels: tuple[str, ...], reply: Reply, outcome: Outcome
) -> None:
    """One acceptable topic among those shown or offered makes a reply right."""
    assert outcome_of(asked(*labels), reply) is outcome


@pytest.mark.parametrize(
    ("label", "reply", "outcome"),
    [
        ("not-covered", NotCovered(topics=(SPORT,)), Outcome.RIGHT),
        ("not-covered", Unknown(), Outcome.RIGHT),
        ("not-covered", SmallTalk(pleasantry=HELLO), Outcome.DECLINED),
        ("not-covered", Answer(topics=(COST,)), Outcome.WRONG),
        ("not-covered", Clarify(options=(COST, SPORT)), Outcome.ASKED_RIGHT),
        ("not-covered", Clarify(options=(COST, NERVE)), Outcome.ASKED_WRONG),
        ("off-topic", Unknown(), Outcome.RIGHT),
        ("off-topic", SmallTalk(pleasantry=HELLO), Outcome.RIGHT),
        ("off-topic", Clarify(options=(COST, NERVE)), Outcome.ASKED_WRONG),
        ("off-topic", NotCovered(topics=(SPORT,)), Outcome.DECLINED),
        ("off-topic", Answer(topics=(COST,)), Outcome.WRONG),
        ("medication", Answer(topics=(OINTMENT,)), Outcome.RIGHT),
        ("medication", Answer(topics=(COST,)), Outcome.WRONG),
        ("clinic-admin", NotCovered(topics=(CONTACT,)), Outcome.RIGHT),
        ("clinic-admin", NotCovered(topics=(SPORT,)), Outcome.WRONG),
    ],
)
def test_reserved_labels_stand_for_many_replies(label: str, reply: Reply, outcome: Outcome) -> None:
    """A reserved label accepts every reply of its nature, and off-topic no answer at all."""
    assert outcome_of(asked(label), reply) is outcome


@pytest.mark.parametrize("urgency", [Urgency.EMERGENCY, Urgency.SAME_DAY])
@pytest.mark.parametrize("label", ["cost", "not-covered", "off-topic"])
def test_a_due_card_alone_is_right(urgency: Urgency, label: str) -> None:
    """Where a card is due, the card by itself is the reply."""
    result = scored(asked(label, urgency=urgency), Urgent(flag=EMERGENCY), "", LINE)

    assert (result.outcome, result.best_shown) == (Outcome.RIGHT, True)


@pytest.mark.parametrize(
    ("urgency", "reply", "alarm"),
    [
        (Urgency.EMERGENCY, Urgent(flag=SAME_DAY), Alarm.RAISED),
        (Urgency.SAME_DAY, Urgent(flag=EMERGENCY), Alarm.RAISED),
        (Urgency.EMERGENCY, Answer(topics=(NERVE,)), Alarm.MISSED),
        (Urgency.SAME_DAY, Unknown(), Alarm.MISSED),
        (Urgency.LOOK_ALIKE, Urgent(flag=SAME_DAY), Alarm.FALSE),
        (Urgency.ROUTINE, Urgent(flag=EMERGENCY), Alarm.FALSE),
        (Urgency.LOOK_ALIKE, Unknown(), Alarm.QUIET),
        (Urgency.ROUTINE, Answer(topics=(NERVE,)), Alarm.QUIET),
    ],
)
def test_an_alarm_is_due_or_false(urgency: Urgency, reply: Reply, alarm: Alarm) -> None:
    """A card of either level counts where one is due, and is a false alarm everywhere else."""
    assert alarm_of(urgency, reply) is alarm


@pytest.mark.parametrize(
    ("reply", "best_shown", "shows_another"),
    [
        (Answer(topics=(COST,)), True, False),
        (Answer(topics=(NERVE,)), False, False),
        (Answer(topics=(COST, SPORT)), True, True),
        (Clarify(options=(COST, SPORT)), True, False),
        (Clarify(options=(NERVE, SPORT)), False, False),
        (Unknown(), False, False),
    ],
)
def test_the_best_topic_is_told_from_others(reply: Reply, *, best_shown: bool, shows_another: bool) -> None:
    """A reply shows the best topic, a further acceptable one, or answers about what no label accepts."""
    result = scored(asked("cost", "nerve"), reply, "", LINE)

    assert (result.best_shown, result.shows_another) == (best_shown, shows_another)


@pytest.mark.parametrize(
    ("reply", "text", "found"),
    [
        (Unknown(), f"{LINE}\n\nSorry.", True),
        (Unknown(), "Sorry.", False),
        (Urgent(flag=EMERGENCY), "Call now.", True),
    ],
)
def test_the_urgent_line_is_looked_for_in_the_message(reply: Reply, text: str, *, found: bool) -> None:
    """The message as patients read it holds the urgent line, unless a card stands in for it."""
    assert scored(asked("cost"), reply, text, LINE).has_urgent_line is found


def test_a_line_without_labels_scores_no_topic() -> None:
    """A red-flag line tells nothing of topics."""
    result = scored(asked(urgency=Urgency.EMERGENCY), Urgent(flag=SAME_DAY, topics=(COST,)), "", LINE)

    assert (result.outcome, result.card, result.topics) == (None, Level.SAME_DAY, ("cost",))


def test_every_question_is_answered(answerer: Answerer, knowledge: Knowledge) -> None:
    """Each question is put to the bot as a first message, and its reply scored, in order."""
    lines = [
        asked("cost").model_copy(update={"text": "how much does a thread lift cost"}),
        asked(urgency=Urgency.EMERGENCY).model_copy(update={"text": "i cant breathe"}),
    ]

    cost, urgent = evaluate(lines, answerer, lambda _: Shown(LINE), knowledge.phrases.urgent_line)

    assert (cost.outcome, cost.kind, cost.topics) == (Outcome.RIGHT, "answer", ("cost",))
    assert (urgent.outcome, urgent.alarm, urgent.card) == (None, Alarm.RAISED, Level.EMERGENCY)
    assert not cost.has_urgent_line
