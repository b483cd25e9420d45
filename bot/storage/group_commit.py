"""Group commit: what arrives while a transaction runs goes into the next one, all of it together."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.logs import described
from bot.storage.failures import NotStorable, StorageUnavailable
from bot.storage.turn import Outcome, Work

AGAIN: Final = 0.1
"""Seconds until the second try."""

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of somebody's work."""

    new: int
    """How many updates were not known before."""
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Waiting:
    work: Work
    written: asyncio.Future[Written]


class GroupCommit:
    """Collects work and has it written, one transaction at a time."""

    def __init__(self, commit: Callable[[Work], Awaitable[Outcome]]) -> None:
        self._commit = commit
        self._waiting: list[_Waiting] = []
        self._wake = asyncio.Event()

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits."""
        return not self._waiting

    async def write(self, work: Work) -> Written:
        """Have work written; return when it is committed.

        Raises:
            StorageUnavailable: it is not written, or nobody knows whether it is.
        """
        waiting = _Waiting(work, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._wake.set()
        return await waiting.written

    def wake(self) -> None:
        """Ask for a transaction though nobody has work for it."""
        self._wake.set()

    async def turn(self, longest_wait: float) -> bool:
        """Wait for work, a call or so many seconds; then write everything; return whether that went well."""
        try:
            async with asyncio.timeout(max(0.0, longest_wait)):
                await self._wake.wait()
        except TimeoutError:
            pass
        # Whoever is ready to hand in work now comes along.
        await asyncio.sleep(0)
        self._wake.clear()
        waiting, self._waiting = self._waiting, []
        return await self._write_all(waiting)

    async def _write_all(self, waiting: Sequence[_Waiting]) -> bool:
        try:
            outcome = await self._committed(_together([one.work for one in waiting]))
        except NotStorable as refusal:
            if len(waiting) > 1:
                return all([await self._write_all([one]) for one in waiting])
            _fail(waiting, refusal)
            return True
        except StorageUnavailable as failure:
            _fail(waiting, failure)
            return False
        except Exception as error:  # noqa: BLE001  A bug must not stop the only one who writes.
            _log.error("a transaction ended in a bug: %s", described(error))
            _fail(waiting, StorageUnavailable("nothing can be stored because of a bug"))
            return False
        _succeed(waiting, outcome)
        return True

    async def _committed(self, work: Work) -> Outcome:
        """Commit, at the second try if need be: the first may have met a server that was only restarted.

        If the first was committed after all, the second finds ids known and claims void, and stores nothing.
        """
        try:
            return await self._commit(work)
        except NotStorable:
            raise
        except StorageUnavailable:
            await asyncio.sleep(AGAIN)
            return await self._commit(work)


def _together(works: Sequence[Work]) -> Work:
    if len(works) == 1:
        return works[0]
    return Work(
        arrivals=tuple(arrival for work in works for arrival in work.arrivals),
        finished=tuple(finished for work in works for finished in work.finished),
        risked=tuple(claim for work in works for claim in work.risked),
        settled=tuple(settled for work in works for settled in work.settled),
        counts=any(work.counts for work in works),
        errands=tuple(errand for work in works for errand in work.errands),
    )


def _succeed(waiting: Sequence[_Waiting], outcome: Outcome) -> None:
    new = set(outcome.new)
    for one in waiting:
        mine = new & {arrival.update_id for arrival in one.work.arrivals}
        new -= mine
        if not one.written.done():
            one.written.set_result(Written(len(mine), outcome))


def _fail(waiting: Sequence[_Waiting], failure: StorageUnavailable) -> None:
    for one in waiting:
        if not one.written.done():
            one.written.set_exception(type(failure)(*failure.args))
