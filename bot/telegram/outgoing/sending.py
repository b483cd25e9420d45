"""The sender: takes letters as they fall due, has each delivered, and records what came of it."""

import asyncio
import logging
from collections.abc import Awaitable
from typing import Final, Protocol

from bot.storage.failures import StorageUnavailable
from bot.storage.records import DueLetter, Ended, Sent, Settled
from bot.telegram.outgoing.postman import Postman
from bot.watch.pulse import Pulse

RETRY: Final = 1.0
"""Seconds between tries to record what came of a letter."""
PATIENCE: Final = 5.0
"""Seconds that letters on their way have to get there once the sender is stopped."""

SIDE_BY_SIDE: Final = 16
"""Messages on their way at a time; so many at most are repeated when the program is killed."""

_QUIET: Final = 0.1

_log: Final = logging.getLogger(__name__)


class Outbox(Protocol):
    """Where letters come from, and where what came of them goes."""

    def next_letters(self) -> Awaitable[tuple[DueLetter, ...]]:
        """Wait for letters to deliver."""

    def settle(self, settled: Settled) -> Awaitable[None]:
        """Record what came of a letter."""


class Sender:
    """Has letters delivered side by side, as many as the outbox hands out."""

    def __init__(
        self,
        outbox: Outbox,
        postman: Postman,
        pulse: Pulse,
        *,
        retry: float = RETRY,
        patience: float = PATIENCE,
    ) -> None:
        self._outbox = outbox
        self._postman = postman
        self._pulse = pulse
        self._retry = retry
        self._patience = patience
        self._in_hand: dict[int, DueLetter] = {}
        """What was handed out last of each row that is being delivered or settled."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(SIDE_BY_SIDE)

    async def run(self) -> None:
        """Deliver until cancelled; even then, what is on its way has `patience` seconds to get there."""
        try:
            while True:
                for due in await self._outbox.next_letters():
                    self._begin(due)
        finally:
            await self._end()

    async def flush(self, seconds: float) -> None:
        """Wait until nothing is due, so many seconds at most; `run` must be running meanwhile."""
        try:
            async with asyncio.timeout(seconds):
                while await self._was_busy():
                    pass
        except TimeoutError:
            _log.warning("letters are left for the next start")

    async def _was_busy(self) -> bool:
        if self._tasks:
            await asyncio.wait(self._tasks)
            return True
        await asyncio.sleep(_QUIET)
        return bool(self._tasks)

    def _begin(self, due: DueLetter) -> None:
        # A row comes a second time when its lease ran out meanwhile, or when it is due again at once.
        is_under_way = due.claim.row in self._in_hand
        self._in_hand[due.claim.row] = due
        if not is_under_way:
            task = asyncio.create_task(self._carry(due))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _end(self) -> None:
        try:
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=self._patience)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _carry(self, due: DueLetter) -> None:
        try:
            again: DueLetter | None = due
            while again is not None:
                await self._postman.wait_for_turn(again)
                async with self._places:
                    again = await self._settle(await self._postman.take(again))
        finally:
            del self._in_hand[due.claim.row]

    async def _settle(self, settled: Settled) -> DueLetter | None:
        """Record what came of a letter, however long that takes: unrecorded, it would be sent again.

        Return the letter if it has been handed out once more and is to be delivered again.
        """
        row = settled.claim.row
        while True:
            claim = self._in_hand[row].claim
            self._pulse.worked()
            try:
                await self._outbox.settle(settled.model_copy(update={"claim": claim}))
            except StorageUnavailable:
                _log.error("what came of a letter cannot be recorded yet")
                await asyncio.sleep(self._retry)
                continue
            if self._in_hand[row].claim == claim:
                return None
            if not isinstance(settled, Sent | Ended):
                return self._in_hand[row]
            # The claim was void, for the lease had run out: what is done must be recorded for the latest one.
