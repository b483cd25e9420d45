"""The worker: takes open updates in order, has them decided, and stores what was decided."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import Final, Protocol

from bot.storage.failures import NotStorable, StorageUnavailable
from bot.storage.records import Claim, Finished, OpenUpdate, PutBack
from bot.telegram.deciding import Decider
from bot.telegram.reception import DirectAnswers
from bot.watch.pulse import Pulse

SUSPICIOUS: Final = 3
"""Claims of an update that never came to an end, from which on it may be what ends the program."""
RETRY: Final = 1.0
"""Seconds between tries to store what was decided."""

_log: Final = logging.getLogger(__name__)


class Inbox(Protocol):
    """Where open updates come from, and where what was decided goes."""

    def next_updates(self) -> Awaitable[tuple[OpenUpdate, ...]]:
        """Wait for updates to answer."""

    def risk(self, claim: Claim) -> Awaitable[None]:
        """Count a failure of an update before it is worked on."""

    def finish(self, finished: Sequence[Finished | PutBack]) -> Awaitable[None]:
        """Store what was decided."""


class Worker:
    """Answers updates as they come; deciding takes the processor and waits for nothing."""

    def __init__(
        self, inbox: Inbox, decider: Decider, directly: DirectAnswers, pulse: Pulse, *, retry: float = RETRY
    ) -> None:
        self._inbox = inbox
        self._decider = decider
        self._directly = directly
        self._pulse = pulse
        self._retry = retry
        self._in_hand: deque[OpenUpdate] = deque()
        self._storing: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            updates = await self._inbox.next_updates()
            suspects = [update for update in updates if update.claim.number > SUSPICIOUS]
            self._in_hand.extend(update for update in updates if update not in suspects)
            await self._answer_all()
            for suspect in suspects:
                await self._answer_alone(suspect)

    async def flush(self) -> None:
        """Answer what is in hand, and wait until everything that was decided is stored."""
        await self._answer_all()
        while self._storing:
            await asyncio.gather(*self._storing)

    async def _answer_all(self) -> None:
        while self._in_hand:
            self._answer(self._in_hand.popleft())
            # Between two decisions, letters leave and updates come in.
            await asyncio.sleep(0)

    async def _answer_alone(self, suspect: OpenUpdate) -> None:
        """Answer what may end the program, so that if it does, it is known for it."""
        await self.flush()
        with suppress(StorageUnavailable):
            await self._inbox.risk(suspect.claim)
        self._in_hand.append(suspect)
        await self.flush()

    def _answer(self, update: OpenUpdate) -> None:
        decided = self._decider.decide(update)
        task = asyncio.create_task(self._store(decided))
        self._storing.add(task)
        task.add_done_callback(self._storing.discard)
        self._pulse.worked()

    async def _store(self, decided: Finished | PutBack) -> None:
        """Store what was decided; while that fails the patient is answered all the same."""
        try:
            await self._inbox.finish([decided])
        except StorageUnavailable:
            _log.error("an answer could not be stored; it is delivered from memory")
            await self._store_without_letters(decided)

    async def _store_without_letters(self, decided: Finished | PutBack) -> None:
        if isinstance(decided, Finished) and await self._directly.deliver(decided.letters):
            kept = tuple(letter for letter in decided.letters if letter.ticket is not None)
            decided = decided.model_copy(update={"letters": kept})
        while True:
            await asyncio.sleep(self._retry)
            try:
                await self._inbox.finish([decided])
            except NotStorable:
                decided = Finished(claim=decided.claim, reason="not storable")
            except StorageUnavailable:
                continue
            else:
                return
