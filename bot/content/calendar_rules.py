"""Rules of the calendar: its days go forwards, and its topics exist."""

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from bot.content.pages import ID, Page
from bot.content.problems import FieldPath, Problem
from bot.content.uniqueness import each, repeated

_GROUPS: Final = ("stages", "milestones")


def broken_calendar(calendar: Page, topics: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the calendar, beside topics of these ids."""
    for group in _GROUPS:
        yield from repeated(
            each(calendar, group, "id"),
            lambda text, first: f"{text} is also the id in {first}; every one needs its own",
        )
    yield from _backwards(calendar, "stages", "first_day", may_be_equal=True)
    yield from _backwards(calendar, "milestones", "day", may_be_equal=False)
    for at in calendar.items("stages"):
        first, last = (_day(calendar, ("stages", at, field)) for field in ("first_day", "last_day"))
        if first is not None and last is not None and last < first:
            yield calendar.problem(
                ("stages", at, "last_day"), f"the stage ends before day {first}; correct it"
            )
    for at in calendar.items("milestones"):
        for path, topic_id in calendar.texts("milestones", at, "topics"):
            if topic_id not in topics and ID.fullmatch(topic_id):
                yield calendar.problem(
                    path, f"there is no topic {topic_id}; correct the id, or delete it here"
                )


def _backwards(calendar: Page, group: str, field: str, *, may_be_equal: bool) -> Iterator[Problem]:
    paths: list[FieldPath] = [(group, at, field) for at in calendar.items(group)]
    for before, path in pairwise(paths):
        earlier, day = _day(calendar, before), _day(calendar, path)
        if earlier is None or day is None:
            continue
        if day < earlier or (day == earlier and not may_be_equal):
            yield calendar.problem(path, f"day {day} follows day {earlier}; put the days in order, each once")


def _day(calendar: Page, path: FieldPath) -> int | None:
    """Return the day at a place; the schema complains of anything else there."""
    written = calendar.value(*path)
    return int(written) if isinstance(written, str) and written.isascii() and written.isdigit() else None
