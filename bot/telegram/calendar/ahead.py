"""Which check-ins of a patient are still to come, and which one has come."""

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Final

from bot.core.recovery import Calendar, CheckIn, Milestone, due_check_ins, latest_due
from bot.telegram.memory import Kept

_EVER: Final = datetime.min.replace(tzinfo=UTC)


class Ahead:
    """Reads a patient's check-ins off the calendar, on the clinic's days."""

    def __init__(self, calendar: Calendar, zone: tzinfo) -> None:
        self._calendar = calendar
        self._zone = zone

    def come(self, kept: Kept, now: datetime) -> Milestone | None:
        """Return the last milestone that has come and was not written about; those before it are let go."""
        day = kept.day_at(now, self._zone)
        milestone = None if day is None else latest_due(self._calendar, day)
        return milestone if milestone and milestone.day > _done(kept) else None

    def next(self, kept: Kept, after: datetime = _EVER) -> CheckIn | None:
        """Return the earliest check-in after a moment that was not written; None when there is none."""
        left = (it for it in self._all(kept, after) if self._day_of(it) > _done(kept))
        return next(left, None)

    def last_over(self, kept: Kept, now: datetime) -> int:
        """Return the last day that needs no check-in any more at a moment; -1 when each may need one."""
        over = (self._day_of(it) for it in self._all(kept, _EVER) if it.due <= now)
        return max((*over, _done(kept)))

    def _all(self, kept: Kept, after: datetime) -> Iterator[CheckIn]:
        if kept.procedure:
            yield from due_check_ins(kept.procedure, self._calendar, self._zone, after=after)

    def _day_of(self, check_in: CheckIn) -> int:
        return next(it.day for it in self._calendar.milestones if it.id == check_in.milestone_id)


def _done(kept: Kept) -> int:
    return -1 if kept.checked_in is None else kept.checked_in
