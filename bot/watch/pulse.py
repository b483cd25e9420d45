"""The bot's pulse: when it last tried to hear, heard, worked and ticked, and whether it is deaf.

Times are seconds of a monotonic clock. Every method may be called from any thread.
"""

import time
from collections.abc import Callable
from typing import Final

TICK: Final = 0.5
"""Seconds between two ticks of the event loop."""
PATIENCE: Final = 90.0
"""Seconds after which silence is an ailment."""


class Pulse:
    """What the intake, the workers, the sender and the event loop tell of themselves.

    An outage of Telegram is no ailment: the attempts to hear go on, and each ends in a failure.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        polls: bool = True,
        due: Callable[[], int] = lambda: 0,
    ) -> None:
        self._clock = clock
        self._polls = polls
        """Whether there are attempts to hear; a webhook waits until it is called."""
        self._due = due
        """How much is to be answered or sent at this moment; what is put off until later does not count."""
        self._lag = 0.0
        self._tried = self._heard = self._worked = self._ticked = clock()

    def tried(self) -> None:
        """Note that an attempt to hear has ended, well or badly."""
        self._tried = self._clock()

    def heard(self) -> None:
        """Note that Telegram has answered a poll or called the webhook."""
        self._heard = self._clock()

    def worked(self) -> None:
        """Note that a worker or the sender has got ahead, or has tried to."""
        self._worked = self._clock()

    def ticked(self) -> None:
        """Note that the event loop has come round; with nothing due, that is all the work there is."""
        now = self._clock()
        self._lag = max(0.0, now - self._ticked - TICK)
        self._ticked = now
        if not self._due():
            self._worked = now

    def woke(self) -> None:
        """Note that the whole process was asleep, so that nothing could be tried meanwhile."""
        self._tried = self._worked = self._ticked = self._clock()

    @property
    def lag(self) -> float:
        """By how many seconds the event loop is late, or was at the last tick."""
        return max(self._lag, self._clock() - self._ticked - TICK)

    @property
    def silence(self) -> float:
        """Seconds since Telegram was last heard, or since the start."""
        return self._clock() - self._heard

    def ailment(self) -> str | None:
        """Return why the bot is deaf, in a sentence; None when it is sound."""
        now = self._clock()
        if now - self._ticked > PATIENCE:
            return f"the event loop has stood still for {now - self._ticked:.0f} s"
        if self._polls and now - self._tried > PATIENCE:
            return f"no attempt to hear from Telegram has ended for {now - self._tried:.0f} s"
        if now - self._worked > PATIENCE:
            return f"work is due, and none was done for {now - self._worked:.0f} s"
        return None
