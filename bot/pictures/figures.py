"""From counts to figures: which week and which outcome each belongs to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final, Protocol

from bot.core.phrases_pictures import PictureWords
from bot.pictures.values import Figures, TopicCount, Week

OUTCOMES: Final[Mapping[str, str]] = {
    "answer": "answered",
    "clarify": "asked_back",
    "not-covered": "not_covered",
    "unknown": "not_understood",
    "urgent": "urgent",
    "handed-over": "handed_over",
}
"""Which number of a week each count adds to, by its name."""
HELPFUL: Final = "helpful"
NOT_HELPFUL: Final = "not-helpful"
WEEKS: Final = 8
"""Weeks that are shown unless somebody asks for more."""

_TELLS_OF_A_TOPIC: Final = frozenset({"answer", "not-covered", "urgent"})
_A_WEEK: Final = timedelta(days=7)


class Count(Protocol):
    """How often something happened on a day; see `bot.storage.records.Counted`."""

    @property
    def day(self) -> str:
        """The clinic's own day, as in 2026-11-23."""

    @property
    def name(self) -> str:
        """What happened."""

    @property
    def topic(self) -> str:
        """The topic that it happened with, or nothing."""

    @property
    def times(self) -> int:
        """How often."""


def first_day(today: date, weeks: int) -> date:
    """Return the Monday with which so many weeks begin, of which this one is the last."""
    return _monday(today) - (weeks - 1) * _A_WEEK


def figures(
    counts: Iterable[Count], since: date, until: date, *, words: PictureWords, titles: Mapping[str, str]
) -> Figures:
    """Return the figures of the weeks that hold these days; titles are the topics' by their ids."""
    inside = [one for one in counts if since.isoformat() <= one.day <= until.isoformat()]
    outcomes = Counter[tuple[date, str]]()
    topics, votes = Counter[str](), Counter[str]()
    for one in inside:
        if field := OUTCOMES.get(one.name):
            outcomes[_monday(date.fromisoformat(one.day)), field] += one.times
        if one.topic and one.name in _TELLS_OF_A_TOPIC:
            topics[one.topic] += one.times
        votes[one.name] += one.times
    return Figures(
        words=words,
        weeks=tuple(_week(monday, outcomes) for monday in _mondays(since, until)),
        topics=tuple(
            TopicCount(title=titles.get(topic, topic), questions=times) for topic, times in topics.items()
        ),
        helpful=votes[HELPFUL],
        not_helpful=votes[NOT_HELPFUL],
    )


def _week(monday: date, outcomes: Counter[tuple[date, str]]) -> Week:
    return Week(monday=monday, **{field: outcomes[monday, field] for field in OUTCOMES.values()})


def _mondays(since: date, until: date) -> Iterable[date]:
    monday = _monday(since)
    while monday <= until:
        yield monday
        monday += _A_WEEK


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
