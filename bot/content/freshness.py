"""How fresh the knowledge is: what nobody clinical has read, and what is due to be read again."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from bot.core.model import ReviewState, Topic


class Freshness(NamedTuple):
    """Topics by how their review stands on a day."""

    all: tuple[Topic, ...]
    unreviewed: tuple[Topic, ...]
    """What no clinician has read, whether or not that is due."""
    due: tuple[Topic, ...]
    overdue: tuple[Topic, ...]


def freshness(topics: Iterable[Topic], today: date) -> Freshness:
    """Return how the reviews of topics stand on a day."""
    told = tuple(topics)
    due = tuple(topic for topic in told if topic.review.state_on(today) is ReviewState.DUE)
    overdue = tuple(topic for topic in told if topic.review.state_on(today) is ReviewState.OVERDUE)
    return Freshness(told, tuple(topic for topic in told if topic.review.on == "not yet"), due, overdue)


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
