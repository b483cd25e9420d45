"""How fresh the knowledge is: what nobody clinical has read, and what is due to be read again."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from bot.core.model import ReviewState, Topic
from bot.core.own_words import OverlaidTopic

_ELSEWHERE: Final = timedelta(days=1)
"""East of here it may be tomorrow already."""


class Freshness(NamedTuple):
    """Topics by how their review stands on a day."""

    all: tuple[Topic, ...]
    unreviewed: tuple[Topic, ...]
    """What no clinician has read, whether or not that is due."""
    due: tuple[Topic, ...]
    overdue: tuple[Topic, ...]
    ahead: tuple[Topic, ...]
    """What somebody is said to have read on a day that is still to come."""


def freshness(topics: Iterable[Topic], today: date) -> Freshness:
    """Return how the reviews of topics stand on a day."""
    told = tuple(topics)
    due = tuple(topic for topic in told if topic.review.state_on(today) is ReviewState.DUE)
    overdue = tuple(topic for topic in told if topic.review.state_on(today) is ReviewState.OVERDUE)
    unreviewed = tuple(topic for topic in told if topic.review.on == "not yet")
    ahead = tuple(topic for topic in told if max(_read_on(topic), default=today) > today + _ELSEWHERE)
    return Freshness(told, unreviewed, due, overdue, ahead)


def warnings(fresh: Freshness) -> Iterator[str]:
    """Yield what a maintainer must know of the reviews: a sentence each, and what to do."""
    if fresh.unreviewed:
        yield (
            f"{len(fresh.unreviewed)} of {len(fresh.all)} topics are not yet reviewed by a clinician; "
            "have one read them and sign the review block of each"
        )
    for topic in fresh.due:
        yield f"{topic.id}: the review was due on {topic.review.due}; have a clinician read it again"
    for topic in fresh.overdue:
        meanwhile = (
            "patients read that it is being reviewed"
            if topic.kind.needs_doctor_prompt
            else "patients read that its check is due"
        )
        yield (
            f"{topic.id}: the review was due on {topic.review.due}, so {meanwhile}; "
            "have a clinician read it again"
        )
    for topic in fresh.ahead:
        yield (
            f"{topic.id}: it is signed on {max(_read_on(topic))}, a day that is still to come; "
            "correct it: year, month, day"
        )


def _read_on(topic: Topic) -> Iterator[date]:
    """Yield the days on which somebody has read the topic, or the clinic's own words about it."""
    if isinstance(topic.review.on, date):
        yield topic.review.on
    if isinstance(topic, OverlaidTopic) and topic.own.signed:
        yield topic.own.signed.on
