"""Tidying: deleted text is wiped from the disk when the store is idle, and now and then while it is busy."""

import math
from collections.abc import Awaitable, Callable
from typing import Final

from bot.storage.changes import Erase
from bot.storage.turn import Work

TIDIES_EVERY: Final = 60.0
"""Seconds after which deleted text is wiped from the disk, however busy the bot is; when idle, at once."""
ERASURE: Final = 60.0
"""Seconds in which the last letters to an erased chat go out: so long it is wiped more often."""
TIDIES_ERASURE_EVERY: Final = 2.0


class Tidying:
    """Knows when there is something to wipe."""

    def __init__(self, tidy: Callable[[], Awaitable[bool]], steady: Callable[[], float]) -> None:
        """Take what wipes, and returns whether it could; and a clock that is never set."""
        self._tidy = tidy
        self._steady = steady
        self._tidied = self._erased = -math.inf
        self._is_tidy = self._is_idle = False
        self._can_tidy = True

    def notes(self, work: Work) -> None:
        """Note what a turn has written."""
        self._is_idle = not (work.arrivals or work.finished or work.settled)
        self._is_tidy &= self._is_idle
        if any(isinstance(change, Erase) for change in work.changes):
            self._erased, self._tidied = self._steady(), -math.inf

    async def now_and_then(self) -> None:
        """Wipe what was deleted, if it is time."""
        is_erasing = self._steady() < self._erased + ERASURE
        is_late = self._steady() >= self._tidied + (TIDIES_ERASURE_EVERY if is_erasing else TIDIES_EVERY)
        if not self._is_tidy and (is_late or (self._is_idle and self._can_tidy)):
            self._is_tidy = self._can_tidy = await self._tidy()
            self._tidied = self._steady()
