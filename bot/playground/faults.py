"""Switches that make this Telegram misbehave, in the ways in which the real one does.

A fault is laid in for the next calls of one method, or of any method:

    telegram.faults.next("sendMessage", too_many_requests(retry_after=1), times=2)
    telegram.faults.next(ANY, Dropped(after_effect=True))
    telegram.faults.offline = True
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

from bot.playground.refusals import Refusal

ANY: Final = "*"
"""In place of a method: whichever is called next, except `getUpdates`, which a bot calls all the time."""


@dataclass(frozen=True)
class Broken:
    """A gateway answers instead of Telegram, with a page in HTML."""

    status: int = 502


@dataclass(frozen=True)
class Garbled:
    """The answer says 200 and is no JSON."""


@dataclass(frozen=True)
class Dropped:
    """The connection ends without an answer."""

    after_effect: bool = False
    """Whether Telegram had already done what was asked."""


@dataclass(frozen=True)
class Slow:
    """Telegram does what was asked, and answers only after a while."""

    seconds: float


Fault = Refusal | Broken | Garbled | Dropped | Slow


def prevented_by(fault: Fault | None) -> str:
    """Return what keeps a call with this fault from having its effect, or "" if nothing does."""
    match fault:
        case Refusal():
            return fault.description
        case Broken():
            return f"HTTP {fault.status}"
        case Dropped(after_effect=False):
            return "the connection was dropped"
        case Dropped() | Garbled() | Slow() | None:
            return ""


class Faults:
    """What goes wrong next."""

    def __init__(self) -> None:
        self.offline = False
        """Whether every connection is dropped before anything happens."""
        self._laid_in: dict[str, deque[Fault]] = {}

    def next(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        self._laid_in.setdefault(method, deque()).extend([fault] * times)

    def clear(self) -> None:
        """Let everything go right again."""
        self.offline = False
        self._laid_in.clear()

    def take(self, method: str) -> Fault | None:
        """Return the fault of a call that is being made, or None if it goes right."""
        if self.offline:
            return Dropped()
        waiting = self._laid_in.get(method) or (self._laid_in.get(ANY) if method != "getUpdates" else None)
        return waiting.popleft() if waiting else None
