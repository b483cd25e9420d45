"""The scorecard: scored questions, counted, each share with its 95 % interval."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import sqrt
from typing import Final

from pydantic import computed_field

from bot.core.model import Value
from bot.core.safety.red_flags import Level
from bot.maintain.evaluate import Alarm, Outcome, Scored
from bot.maintain.labelled import Urgency

_Z: Final = 1.959964
"""Standard deviations on either side that hold 95 % of a normal distribution."""


class Share(Value):
    """How many of how many."""

    count: int
    of: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def per_cent(self) -> float | None:
        """The share in per cent; None of nothing."""
        return round(100 * self.count / self.of, 2) if self.of else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval of 95 %, in per cent; None of nothing."""
        if not self.of:
            return None
        share, weight = self.count / self.of, _Z**2 / self.of
        centre = share + weight / 2
        reach = _Z * sqrt(share * (1 - share) / self.of + weight / self.of / 4)
        low, high = ((centre + side * reach) / (1 + weight) for side in (-1, 1))
        return round(100 * max(low, 0.0), 2), round(100 * min(high, 1.0), 2)


class InScope(Value):
    """Questions whose best label is a topic, and what their replies are worth."""

    answered_right: Share
    asked_with_right_option: Share
    asked_without: Share
    declined: Share
    wrong_topic: Share
    needless_card_alone: Share
    best_answered_or_offered: Share
    right_with_another_topic: Share
    """Of the questions answered right, those answered about a topic too that no label accepts."""


class OutOfScope(Value):
    """Questions to which an honest no is the best reply."""

    declined: Share
    """Also when the reply shows a topic that a further label accepts."""
    asked_back: Share
    answered: Share
    needless_card_alone: Share


class TopicRow(Value):
    """The questions of one best label, as counts."""

    topic: str
    questions: int
    right: int
    asked: int
    declined: int
    wrong: int
    needless_card: int
    instead: str | None
    """The topic that is answered most often where none is acceptable."""


class DangerRow(Value):
    """The recall of one class of danger."""

    danger: str
    recall: Share


class RedFlagScore(Value):
    """Urgent cards where they are due, and where they are not."""

    recall: Share
    recall_of_emergencies: Share
    recall_of_same_day: Share
    emergencies_shown_as_same_day: Share
    """Emergencies whose card says "today" where "now" is due; they count as recalled."""
    by_class: tuple[DangerRow, ...]
    false_alarms_on_look_alikes: Share
    false_alarms_on_ordinary: Share


class UrgentLineScore(Value):
    """Replies that carry the urgent line, or an urgent card in its place; less than all is a bug."""

    in_all_replies: Share
    in_replies_that_miss: Share
    """Of the replies without a card where one is due."""


class Scorecard(Value):
    """All figures of one evaluation."""

    questions: int
    in_scope: InScope
    out_of_scope: OutOfScope
    by_topic: tuple[TopicRow, ...]
    red_flags: RedFlagScore
    urgent_line: UrgentLineScore


def scorecard(results: Sequence[Scored]) -> Scorecard:
    """Count the scored questions."""
    labelled = [it for it in results if it.line.labels]
    return Scorecard(
        questions=len(results),
        in_scope=_in_scope([it for it in labelled if not it.line.is_out_of_scope]),
        out_of_scope=_out_of_scope([it for it in labelled if it.line.is_out_of_scope]),
        by_topic=_by_topic(labelled),
        red_flags=_red_flags(results),
        urgent_line=UrgentLineScore(
            in_all_replies=_share(results, _has_urgent_line),
            in_replies_that_miss=_share([it for it in results if it.alarm is Alarm.MISSED], _has_urgent_line),
        ),
    )


def _in_scope(results: Sequence[Scored]) -> InScope:
    right = [it for it in results if it.outcome is Outcome.RIGHT]
    return InScope(
        answered_right=_ended_as(results, Outcome.RIGHT),
        asked_with_right_option=_ended_as(results, Outcome.ASKED_RIGHT),
        asked_without=_ended_as(results, Outcome.ASKED_WRONG),
        declined=_ended_as(results, Outcome.DECLINED),
        wrong_topic=_ended_as(results, Outcome.WRONG),
        needless_card_alone=_ended_as(results, Outcome.NEEDLESS_CARD),
        best_answered_or_offered=_share(results, lambda it: it.best_shown),
        right_with_another_topic=_share(right, lambda it: it.shows_another),
    )


def _out_of_scope(results: Sequence[Scored]) -> OutOfScope:
    return OutOfScope(
        declined=_ended_as(results, Outcome.RIGHT, Outcome.DECLINED),
        asked_back=_ended_as(results, Outcome.ASKED_RIGHT, Outcome.ASKED_WRONG),
        answered=_ended_as(results, Outcome.WRONG),
        needless_card_alone=_ended_as(results, Outcome.NEEDLESS_CARD),
    )


def _by_topic(results: Sequence[Scored]) -> tuple[TopicRow, ...]:
    topics = sorted({it.line.best for it in results if it.line.best})
    return tuple(_row(topic, [it for it in results if it.line.best == topic]) for topic in topics)


def _row(topic: str, results: Sequence[Scored]) -> TopicRow:
    ends = Counter(it.outcome for it in results)
    instead = Counter(other for it in results if it.outcome is Outcome.WRONG for other in it.topics)
    return TopicRow(
        topic=topic,
        questions=len(results),
        right=ends[Outcome.RIGHT],
        asked=ends[Outcome.ASKED_RIGHT] + ends[Outcome.ASKED_WRONG],
        declined=ends[Outcome.DECLINED],
        wrong=ends[Outcome.WRONG],
        needless_card=ends[Outcome.NEEDLESS_CARD],
        instead=min(instead, key=lambda other: (-instead[other], other), default=None),
    )


def _red_flags(results: Sequence[Scored]) -> RedFlagScore:
    due = [it for it in results if it.line.urgency.card_is_due]
    emergencies = _of_urgency(results, Urgency.EMERGENCY)
    classes = sorted({it.line.danger for it in due if it.line.danger})
    return RedFlagScore(
        recall=_share(due, _has_card),
        recall_of_emergencies=_share(emergencies, _has_card),
        recall_of_same_day=_share(_of_urgency(results, Urgency.SAME_DAY), _has_card),
        emergencies_shown_as_same_day=_share(emergencies, lambda it: it.card is Level.SAME_DAY),
        by_class=tuple(
            DangerRow(danger=danger, recall=_share([it for it in due if it.line.danger == danger], _has_card))
            for danger in classes
        ),
        false_alarms_on_look_alikes=_share(_of_urgency(results, Urgency.LOOK_ALIKE), _has_card),
        false_alarms_on_ordinary=_share(_of_urgency(results, Urgency.ROUTINE), _has_card),
    )


def _of_urgency(results: Iterable[Scored], urgency: Urgency) -> list[Scored]:
    return [it for it in results if it.line.urgency is urgency]


def _ended_as(results: Sequence[Scored], *outcomes: Outcome) -> Share:
    return _share(results, lambda it: it.outcome in outcomes)


def _share(results: Sequence[Scored], counts: Callable[[Scored], bool]) -> Share:
    return Share(count=sum(map(counts, results)), of=len(results))


def _has_card(result: Scored) -> bool:
    return result.card is not None


def _has_urgent_line(result: Scored) -> bool:
    return result.has_urgent_line
