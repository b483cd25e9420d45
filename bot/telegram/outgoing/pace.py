"""How fast letters may leave, so that Telegram's limits are kept rather than run into."""

import time
from collections.abc import Callable
from typing import Final

from bot.core.model import Value

_SWEPT_FROM: Final = 1_000


class Intervals(Value):
    """The fewest seconds from one message to the next."""

    private: float = 1.0
    """Within one private chat."""
    group: float = 3.0
    """Within one group."""
    bulk: float = 1 / 30
    """Among all the messages that nobody asked for."""


_USUAL: Final = Intervals()


class Pace:
    """Gives each letter its turn; remembers a chat no longer than its interval matters."""

    def __init__(self, intervals: Intervals = _USUAL, clock: Callable[[], float] = time.monotonic) -> None:
        """Build it with the intervals, and a clock in seconds that never goes back."""
        self._intervals = intervals
        self._clock = clock
        self._free_from: dict[int, float] = {}
        self._bulk_free_from = 0.0
        self._sweep_at = _SWEPT_FROM

    def wait_for(self, chat_id: int, *, urgent: bool = False, bulk: bool = False) -> float:
        """Take the next turn in a chat, and return the seconds until then; an urgent letter's is at once."""
        now = self._clock()
        turn = max(now, self._free_from.get(chat_id, now))
        self._free_from[chat_id] = turn + (self._intervals.group if chat_id < 0 else self._intervals.private)
        if bulk:
            turn = max(turn, self._bulk_turn(now))
        if len(self._free_from) > self._sweep_at:
            self._sweep(now)
        return 0.0 if urgent else turn - now

    def __len__(self) -> int:
        """Return how many chats are remembered."""
        return len(self._free_from)

    def _bulk_turn(self, now: float) -> float:
        turn = max(now, self._bulk_free_from)
        self._bulk_free_from = turn + self._intervals.bulk
        return turn

    def _sweep(self, now: float) -> None:
        self._free_from = {chat: free for chat, free in self._free_from.items() if free > now}
        self._sweep_at = max(_SWEPT_FROM, 2 * len(self._free_from))
