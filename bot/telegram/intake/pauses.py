"""Pauses: how long to wait after a failure, and how seldom to speak of it."""

from collections.abc import Callable
from typing import Final

SHORTEST: Final = 0.5
LONGEST: Final = 20.0
"""Seconds; with the time that a connection may take it keeps below half a minute."""
MINUTE: Final = 60.0


class BackOff:
    """Tells the seconds to wait after each failure in a row: each time about twice as long."""

    def __init__(self, chance: Callable[[], float]) -> None:
        """Take a source of random numbers from 0 up to 1, so that copies do not come back in step."""
        self._chance = chance
        self.failures = 0
        """How many there have been since the last success."""

    def pause(self) -> float:
        """Count a failure, and return how long to wait after it."""
        whole = min(SHORTEST * 2.0 ** min(self.failures, 10), LONGEST)
        self.failures += 1
        return whole * (0.5 + self._chance() / 2)

    def ended(self) -> None:
        """Count a success: the next failure is the first one again."""
        self.failures = 0


class OnceAMinute:
    """Lets each cause be named once a minute, so that a lasting one fills no disk."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._named: dict[str, float] = {}

    def may(self, cause: str) -> bool:
        """Whether a cause, one of a few, may be named; then it counts as named."""
        now = self._clock()
        if now - self._named.get(cause, -MINUTE) < MINUTE:
            return False
        self._named[cause] = now
        return True

    def forget(self, cause: str) -> None:
        """Let a cause be named again at once."""
        self._named.pop(cause, None)
