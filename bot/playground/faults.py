"""Switches that make this Telegram misbehave, in the ways in which the real one does.

A fault is laid in for the next calls of a method, for its n-th call from here on, or drawn at random:

    telegram.faults.next("sendMessage", too_many_requests(retry_after=1), times=2)
    telegram.faults.nth(ALL, 7, Dropped(after_effect=True))
    telegram.faults.at_random(0.1, (Broken(502), unauthorized(), Garbled(), Slow(0.05)), seed=4)
    telegram.faults.standing = Slow(2)
    telegram.faults.offline = True
"""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from bot.playground.refusals import Refusal

ANY: Final = "*"
"""In place of a method: whichever is called next, except `getUpdates`, which a bot calls all the time."""
ALL: Final = "**"
"""In place of a method: whichever is called next, `getUpdates` too."""
WEBHOOK: Final = "webhook"
"""In place of a method: the next update that is posted to the bot's webhook. `ANY` and `ALL` spare it."""


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
    before_effect: bool = False
    """Whether the while passes before anything happens, not only before the answer."""


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


@dataclass
class _Count:
    """A fault that waits for its turn."""

    name: str
    left: int
    fault: Fault


@dataclass(frozen=True)
class _Chance:
    """Faults that are drawn."""

    rate: float
    kinds: Sequence[Fault]
    random: Random
    name: str
    spared: Collection[str]


class Faults:
    """What goes wrong next."""

    def __init__(self) -> None:
        self.offline = False
        """Whether every connection is dropped before anything happens, also those to a webhook."""
        self.standing: Fault | None = None
        """What every call meets, `getUpdates` too, until it is taken away."""
        self.taken = 0
        """Calls that went wrong so far, those made offline left out."""
        self._laid_in: dict[str, deque[Fault]] = {}
        self._counts: list[_Count] = []
        self._chance: _Chance | None = None

    def next(self, method: str, fault: Fault, *, times: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        self._laid_in.setdefault(method, deque()).extend([fault] * times)

    def nth(self, method: str, n: int, fault: Fault) -> None:
        """Let one call of a method go wrong: the n-th from here on, the next one being the first."""
        self._counts.append(_Count(method, n, fault))

    def at_random(
        self,
        rate: float,
        kinds: Sequence[Fault],
        seed: int,
        *,
        method: str = ANY,
        spare: Collection[str] = (),
    ) -> None:
        """Let calls go wrong with a probability of `rate`, in one of these ways; a rate of 0 ends it.

        `method` may be a method, `ANY` or `ALL`; the methods in `spare` (such as `getMe`) go right.
        """
        self._chance = _Chance(rate, tuple(kinds), Random(seed), method, frozenset(spare))  # noqa: S311  No secret.

    def clear(self) -> None:
        """Let everything go right again."""
        self.offline = False
        self.standing = None
        self._laid_in.clear()
        self._counts.clear()
        self._chance = None

    def take(self, method: str) -> Fault | None:
        """Return the fault of a call that is being made, or None if it goes right."""
        if self.offline:
            return Dropped()
        names = _names(method)
        laid_in = self._counted(names) or self._waiting(names) or self._drawn(method, names)
        fault = laid_in or (self.standing if ALL in names else None)
        self.taken += fault is not None
        return fault

    def _counted(self, names: tuple[str, ...]) -> Fault | None:
        for count in self._counts:
            count.left -= count.name in names
        due = next((count for count in self._counts if count.left <= 0 and count.name in names), None)
        if due is None:
            return None
        self._counts.remove(due)
        return due.fault

    def _waiting(self, names: tuple[str, ...]) -> Fault | None:
        waiting = next(filter(None, map(self._laid_in.get, names)), None)
        return waiting.popleft() if waiting else None

    def _drawn(self, method: str, names: tuple[str, ...]) -> Fault | None:
        chance = self._chance
        if chance is None or chance.name not in names or method in chance.spared:
            return None
        return chance.random.choice(chance.kinds) if chance.random.random() < chance.rate else None


def _names(method: str) -> tuple[str, ...]:
    """Return the names under which a fault of this method's may be laid in, the nearest first."""
    match method:
        case "webhook":
            return (method,)
        case "getUpdates":
            return (method, ALL)
        case _:
            return (method, ANY, ALL)
