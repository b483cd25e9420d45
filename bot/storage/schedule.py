"""The schedule of a store: when it looks for rows by itself, and when it forgets what is old."""

import heapq
import math
from collections.abc import Callable
from typing import Final

from bot.storage.changes import SetReminder
from bot.storage.records import Postponed, PutBack
from bot.storage.turn import Outcome, Upkeep, Work

PURGES_EVERY: Final = 3600.0


class Schedule:
    """Knows what is due: by the wall clock where rows say so, by a steady one where it only takes turns."""

    def __init__(
        self, clock: Callable[[], float], steady: Callable[[], float], *, looks_every: float
    ) -> None:
        self._clock = clock
        self._steady = steady
        self._looks_every = looks_every
        self._due: list[float] = []
        self._next_reminder = math.inf
        self._looked = self._purged = -math.inf

    def pause(self) -> float:
        """Return the seconds until the next look."""
        until_look = self._looked + self._looks_every - self._steady()
        next_due = min(self._next_reminder, self._due[0] if self._due else math.inf)
        return min(until_look, next_due - self._clock())

    def looks_now(self) -> None:
        """Look at the next turn, since another process may have stored something."""
        self._looked = -math.inf

    def looks(self, now: float) -> bool:
        """Return whether a turn at this time is to look; then the next look is counted from here."""
        looks = self._steady() >= self._looked + self._looks_every
        while self._due and self._due[0] <= now:
            heapq.heappop(self._due)
            looks = True
        looks |= self._next_reminder <= now
        if looks:
            self._looked = self._steady()
        return looks

    def purges(self, now: float) -> bool:
        """Whether a turn at this time is to forget what is old, also when the clock was set back."""
        return not self._purged <= now < self._purged + PURGES_EVERY

    def notes(self, work: Work, upkeep: Upkeep, outcome: Outcome) -> None:
        """Note what a turn has come to."""
        if upkeep.purges:
            self._purged = upkeep.now
        if upkeep.looks:
            self._next_reminder = math.inf if outcome.next_reminder is None else outcome.next_reminder
        for one in (*work.finished, *work.settled):
            if isinstance(one, PutBack | Postponed):
                heapq.heappush(self._due, one.until)
        for change in work.changes:
            if isinstance(change, SetReminder):
                self._next_reminder = min(self._next_reminder, change.due)
