"""The store: takes in updates and letters, and hands them out, each in its turn, until they are ended."""

import asyncio
import contextlib
import logging
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection

from bot.storage import counts, inbox, outbox, turn
from bot.storage.claimed import Handout, Held
from bot.storage.database import Database
from bot.storage.failures import StorageUnavailable
from bot.storage.group_commit import GroupCommit
from bot.storage.records import (
    Arrival,
    Claim,
    Counted,
    Depth,
    DueLetter,
    Finished,
    OpenUpdate,
    PutBack,
    Settled,
)
from bot.storage.schedule import Schedule
from bot.storage.tidying import Tidying
from bot.storage.turn import Outcome, Upkeep, Work

LETTERS: Final = 8
"""How many letters may be out for each update that may be out: sending takes longer than deciding."""

Answer = TypeVar("Answer")

_log: Final = logging.getLogger(__name__)


class Store:
    """What came in and is not answered, what is decided and not delivered.

    A row that was handed out stays with this process until it is finished or settled; when that fails because
    nothing can be stored, it must be tried again. Only the end of the process gives the row to another one.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], float],
        lease: float,
        looks_every: float = 1.0,
        most_updates: int = 32,
    ) -> None:
        """Build it over a database; leases and looks are in seconds."""
        self._database = database
        self._clock = clock
        self._lease = lease
        self._group = GroupCommit(self._commit)
        self._schedule = Schedule(clock, self._monotonic, looks_every=looks_every)
        self._tidying = Tidying(database.tidy, self._monotonic)
        self._held_updates, self._held_letters = Held(most_updates), Held(most_updates * LETTERS)
        self._updates, self._letters = Handout[OpenUpdate](), Handout[DueLetter]()
        self._works = True
        self._claims_updates = True
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """How many updates nobody works on, as far as this process knows."""
        return max(0, self._waiting)

    @property
    def due(self) -> int:
        """How much is to be answered or sent at this moment, as far as this process knows."""
        return self.waiting + len(self._held_updates) + len(self._held_letters)

    async def take_in(self, arrivals: Sequence[Arrival]) -> int:
        """Store updates in their order; return how many of their ids were not known before.

        Raises:
            StorageUnavailable: they may be lost unless they are taken in again.
        """
        return (await self._group.write(Work(arrivals=tuple(arrivals)))).new

    async def next_updates(self) -> tuple[OpenUpdate, ...]:
        """Wait for updates to answer; each is the first of its lane."""
        return await self._updates.take()

    async def finish(self, finished: Sequence[Finished | PutBack]) -> None:
        """End updates together with storing their letters, or put them back; a void claim changes nothing.

        Raises:
            StorageUnavailable: the claims are still held; try again.
        """
        await self._group.write(Work(finished=tuple(finished)))

    async def risk(self, claim: Claim) -> None:
        """Count a failure of an update before it is worked on: if it ends the program, that is known.

        Raises:
            StorageUnavailable: the failure may not be counted.
        """
        await self._group.write(Work(risked=(claim,)))

    async def next_letters(self) -> tuple[DueLetter, ...]:
        """Wait for letters to deliver; each is the first for its chat."""
        return await self._letters.take()

    async def settle(self, settled: Settled) -> None:
        """Write down what became of a letter; a void claim changes nothing.

        Raises:
            StorageUnavailable: the claim is still held; try again.
        """
        await self._group.write(Work(settled=(settled,)))

    async def depth(self) -> Depth:
        """Tell how much waits.

        Raises:
            StorageUnavailable: nobody can tell.
        """
        depth = (await self._group.write(Work(counts=True))).outcome.depth
        assert depth is not None  # noqa: S101  It was asked for.
        return depth

    async def counts(self, since_day: str) -> tuple[Counted, ...]:
        """Return the numbers from a day on, in the order of the days.

        Raises:
            StorageUnavailable: nobody can tell.
        """
        return await self._ask(partial(counts.since, day=since_day))

    async def _ask(self, question: Callable[[Connection], Answer]) -> Answer:
        answers: list[Answer] = []
        await self._group.write(Work(errands=(lambda connection: answers.append(question(connection)),)))
        return answers[-1]

    def stop_claiming(self) -> None:
        """Claim no further updates; letters go on."""
        self._claims_updates = False

    def polling_alone(self) -> AbstractAsyncContextManager[None]:
        """Wait until no other process polls, and keep others from it.

        Raises:
            StorageUnavailable: the database is away, or went away inside; enter again.
        """
        return self._database.polling_alone()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Write what waits; at the end let go of everything that is held, and of the database."""
        stopping = asyncio.Event()
        writer = asyncio.create_task(self._keep_writing(stopping), name="storage writer")
        try:
            async with self._database.waking(self._look_now):
                yield
        finally:
            stopping.set()
            self._group.wake()
            await writer
            await self._let_go()
            await self._database.close()

    def _look_now(self) -> None:
        self._schedule.looks_now()
        self._group.wake()

    async def _keep_writing(self, stopping: asyncio.Event) -> None:
        while not (stopping.is_set() and self._group.is_empty):
            works = await self._group.turn(self._schedule.pause())
            if works != self._works:
                _log.warning("the database %s", "works again" if works else "cannot be used at this moment")
            self._works = works
            if works:
                await self._tidying.now_and_then()

    @staticmethod
    def _monotonic() -> float:
        return asyncio.get_running_loop().time()

    async def _commit(self, work: Work) -> Outcome:
        upkeep = self._upkeep(work)
        outcome = await self._database.run(partial(turn.take, work=work, upkeep=upkeep))
        self._schedule.notes(work, upkeep, outcome)
        self._tidying.notes(work)
        self._note_ends(work)
        self._note_claims(upkeep, outcome)
        return outcome

    def _upkeep(self, work: Work) -> Upkeep:
        now = self._clock()
        finished = {one.claim for one in work.finished}
        settled = {one.claim for one in work.settled}
        renewed_before = now - self._lease / 3
        return Upkeep(
            now=now,
            lease=self._lease,
            updates=self._held_updates.room(finished) if self._claims_updates else 0,
            letters=self._held_letters.room(settled),
            # What ends now must not be renewed: nobody would ever work on it again.
            held_updates=self._held_updates.older_than(renewed_before, but=finished),
            held_letters=self._held_letters.older_than(renewed_before, but=settled),
            looks=self._schedule.looks(now),
            purges=self._schedule.purges(now),
        )

    def _note_ends(self, work: Work) -> None:
        self._held_updates.let_go(finished.claim for finished in work.finished)
        self._held_letters.let_go(settled.claim for settled in work.settled)

    def _note_claims(self, upkeep: Upkeep, outcome: Outcome) -> None:
        self._held_updates.hold(upkeep.held_updates, upkeep.now)
        self._held_letters.hold(upkeep.held_letters, upkeep.now)
        self._held_updates.hold((update.claim for update in outcome.updates), upkeep.now)
        self._held_letters.hold((letter.claim for letter in outcome.letters), upkeep.now)
        if outcome.waiting is None:
            self._waiting += len(outcome.new) - len(outcome.updates)
        else:
            self._waiting = outcome.waiting
        self._updates.put(outcome.updates)
        self._letters.put(outcome.letters)

    async def _let_go(self) -> None:
        updates, letters = self._held_updates.older_than(math.inf), self._held_letters.older_than(math.inf)
        with contextlib.suppress(StorageUnavailable):
            await self._database.run(partial(inbox.LANES.release, claims=updates))
            await self._database.run(partial(outbox.LANES.release, claims=letters))
