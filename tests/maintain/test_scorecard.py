"""The scorecard counts scored questions, and says how sure its shares are."""

from typing import Final

import pytest

from bot.core.replies import Answer, Clarify, NotCovered, Reply, SmallTalk, Unknown, Urgent
from bot.maintain.evaluate import Scored, scored
from bot.maintain.labelled import Labelled, Urgency
from bot.maintain.scorecard import DangerRow, Scorecard, Share, TopicRow, scorecard
from tests.telegram.content import COST, EMERGENCY, HELLO, NERVE, SAME_DAY, SPORT, SWELLING

LINE: Final = "Call now if you cannot breathe."


def result(
    reply: Reply,
    *labels: str,
    urgency: Urgency = Urgency.ROUTINE,
    danger: str | None = None,
    text: str = LINE,
) -> Scored:
    """Return a scored question that got this reply."""
    line = Labelled(place="questions.jsonl:1", text="what?", labels=labels, urgency=urgency, danger=danger)
    return scored(line, reply, text, LINE)


def alarms(*cases: tuple[Urgency, str | None, Reply]) -> Scorecard:
    """Return the scorecard of red-flag lines."""
    return scorecard([result(reply, urgency=urgency, danger=danger) for urgency, danger, reply in cases])


@pytest.mark.parametrize(
    ("count", "of", "interval"),
    [
        (81, 263, (25.53, 36.62)),
        (15, 148, (6.24, 16.05)),
        (0, 20, (0.0, 16.11)),
        (1, 29, (0.61, 17.18)),
        (20, 20, (83.89, 100.0)),
    ],
)
def test_intervals_are_wilsons(count: int, of: int, interval: tuple[float, float]) -> None:
    """The intervals are those of Newcombe's published examples, and stay within 0 and 100."""
    assert Share(count=count, of=of).interval == interval


def test_of_nothing_there_is_no_share() -> None:
    """Nothing counted is no per cent and no interval, not 0 and not 100."""
    share = Share(count=0, of=0)

    assert (share.per_cent, share.interval) == (None, None)


def test_questions_about_a_topic_are_counted_by_outcome() -> None:
    """Each outcome has its share of the questions whose best label is a topic."""
    score = scorecard(
        [
            result(Answer(topics=(COST,)), "cost"),
            result(Answer(topics=(COST, SPORT)), "nerve", "cost"),
            result(Clarify(options=(COST, NERVE)), "cost"),
            result(Clarify(options=(SPORT, NERVE)), "cost"),
            result(Unknown(), "cost"),
            result(Answer(topics=(NERVE,)), "cost"),
            result(Urgent(flag=EMERGENCY), "cost"),
            result(Answer(topics=(NERVE,)), "off-topic"),
            result(Unknown(), urgency=Urgency.EMERGENCY),
        ]
    ).in_scope

    assert score.answered_right == Share(count=2, of=7)
    assert score.asked_with_right_option == Share(count=1, of=7)
    assert score.asked_without == Share(count=1, of=7)
    assert score.declined == Share(count=1, of=7)
    assert score.wrong_topic == Share(count=1, of=7)
    assert score.needless_card_alone == Share(count=1, of=7)
    assert score.best_answered_or_offered == Share(count=2, of=7)
    assert score.right_with_another_topic == Share(count=1, of=2)


def test_out_of_scope_is_declined_asked_back_or_answered() -> None:
    """Where an honest no is best, the scorecard tells how often it came, and what came instead."""
    score = scorecard(
        [
            result(Unknown(), "not-covered"),
            result(NotCovered(topics=(SPORT,)), "off-topic"),
            result(SmallTalk(pleasantry=HELLO), "off-topic"),
            result(Answer(topics=(COST,)), "not-covered", "cost"),
            result(Clarify(options=(COST, SPORT)), "not-covered"),
            result(Clarify(options=(COST, NERVE)), "off-topic"),
            result(Answer(topics=(COST,)), "off-topic"),
            result(Urgent(flag=SAME_DAY), "off-topic"),
            result(Unknown(), "cost", "off-topic"),
        ]
    ).out_of_scope

    assert score.declined == Share(count=4, of=8)
    assert score.asked_back == Share(count=2, of=8)
    assert score.answered == Share(count=1, of=8)
    assert score.needless_card_alone == Share(count=1, of=8)


def test_each_best_label_has_its_row() -> None:
    """The rows stand in the order of the alphabet and name the most frequent wrong topic."""
    rows = scorecard(
        [
            result(Unknown(), "off-topic"),
            result(Answer(topics=(COST,)), "cost"),
            result(Clarify(options=(COST, SWELLING)), "cost", "nerve"),
            result(Clarify(options=(SPORT, SWELLING)), "cost"),
            result(Unknown(), "cost"),
            result(Answer(topics=(SWELLING,)), "cost"),
            result(Answer(topics=(NERVE,)), "cost"),
            result(Answer(topics=(NERVE, SPORT)), "cost"),
            result(Urgent(flag=SAME_DAY), "cost"),
            result(Unknown(), urgency=Urgency.EMERGENCY),
        ]
    ).by_topic

    cost = TopicRow(
        topic="cost",
        questions=8,
        right=1,
        asked=2,
        declined=1,
        wrong=3,
        needless_card=1,
        instead="nerve",
    )
    off_topic = TopicRow(
        topic="off-topic",
        questions=1,
        right=1,
        asked=0,
        declined=0,
        wrong=0,
        needless_card=0,
        instead=None,
    )
    assert rows == (cost, off_topic)


def test_recall_counts_cards_of_either_level() -> None:
    """Recall is told for all due cards, for each level and each class; too low a level is told beside."""
    score = alarms(
        (Urgency.EMERGENCY, "stroke", Urgent(flag=EMERGENCY)),
        (Urgency.EMERGENCY, None, Urgent(flag=EMERGENCY)),
        (Urgency.EMERGENCY, "airway", Urgent(flag=SAME_DAY)),
        (Urgency.EMERGENCY, "airway", Unknown()),
        (Urgency.SAME_DAY, "infection", Urgent(flag=EMERGENCY)),
        (Urgency.SAME_DAY, None, Answer(topics=(COST,))),
        (Urgency.LOOK_ALIKE, "idiom", Unknown()),
    ).red_flags

    assert score.recall == Share(count=4, of=6)
    assert score.recall_of_emergencies == Share(count=3, of=4)
    assert score.recall_of_same_day == Share(count=1, of=2)
    assert score.emergencies_shown_as_same_day == Share(count=1, of=4)
    assert score.by_class == (
        DangerRow(danger="airway", recall=Share(count=1, of=2)),
        DangerRow(danger="infection", recall=Share(count=1, of=1)),
        DangerRow(danger="stroke", recall=Share(count=1, of=1)),
    )


def test_false_alarms_are_parted() -> None:
    """False alarms on look-alikes and on ordinary questions are two figures."""
    score = alarms(
        (Urgency.LOOK_ALIKE, None, Urgent(flag=SAME_DAY)),
        (Urgency.LOOK_ALIKE, None, Unknown()),
        (Urgency.ROUTINE, None, Urgent(flag=EMERGENCY)),
        (Urgency.ROUTINE, None, Unknown()),
        (Urgency.ROUTINE, None, Unknown()),
        (Urgency.EMERGENCY, None, Urgent(flag=EMERGENCY)),
    ).red_flags

    assert score.false_alarms_on_look_alikes == Share(count=1, of=2)
    assert score.false_alarms_on_ordinary == Share(count=1, of=3)


def test_the_urgent_line_is_counted_where_the_screen_misses() -> None:
    """The urgent line has its share of all replies, and of those that miss a red flag."""
    score = scorecard(
        [
            result(Unknown(), urgency=Urgency.EMERGENCY),
            result(Unknown(), urgency=Urgency.SAME_DAY, text="Sorry."),
            result(Urgent(flag=EMERGENCY), urgency=Urgency.EMERGENCY, text="Call now."),
            result(Answer(topics=(COST,)), "cost"),
        ]
    ).urgent_line

    assert score.in_all_replies == Share(count=3, of=4)
    assert score.in_replies_that_miss == Share(count=1, of=2)
