"""The store: takes in updates and letters, and hands them out, each in its turn, until they are ended."""

import asyncio
import contextlib
import heapq
import logging
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection

from bot.storage import altering, counts, inbox, outbox, posts, turn
from bot.storage.changes import Erase, SetReminder
from bot.storage.claimed import Handout, Held
from bot.storage.database import Database
from bot.storage.failures import StorageUnavailable
from bot.storage.group_commit import GroupCommit
from bot.storage.posts import Post
from bot.storage.records import (
    Arrival,
    Claim,
    Counted,
    Depth,
    DueLetter,
    Finished,
    OpenUpdate,
    Postponed,
    PutBack,
    Settled,
)
from bot.storage.turn import Outcome, Upkeep, Work

LETTERS: Final = 8
"""How many letters may be out for each update that may be out: sending takes longer than deciding."""
PURGES_EVERY: Final = 3600.0
TIDIES_EVERY: Final = 60.0
"""Seconds after which deleted text is wiped from the disk, however busy the bot is; when idle, at once."""
ERASURE: Final = 60.0
"""Seconds in which the last letters to an erased chat go out: so long it is wiped more often."""
TIDIES_ERASURE_EVERY: Final = 2.0

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
        self._looks_every = looks_every
        self._group = GroupCommit(self._commit)
        self._held_updates, self._held_letters = Held(most_updates), Held(most_updates * LETTERS)
        self._updates, self._letters = Handout[OpenUpdate](), Handout[DueLetter]()
        self._due: list[float] = []
        self._next_reminder = math.inf
        self._looked = self._purged = self._tidied = self._erased = -math.inf
        self._is_tidy = self._is_idle = False
        self._can_tidy = True
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

    async def post_of(self, chat_id: int) -> Post | None:
        """Return the post of a channel, or None when it has none.

        Raises:
            StorageUnavailable: nobody can tell.
        """
        return await self._ask(partial(posts.post_of, chat_id=chat_id))

    async def note_post(self, post: Post) -> None:
        """Note the post of a channel in place of the one before.

        Raises:
            StorageUnavailable: it may not be noted.
        """
        await self._ask(partial(posts.note, post=post))

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
        self._looked = -math.inf
        self._group.wake()

    async def _keep_writing(self, stopping: asyncio.Event) -> None:
        while not (stopping.is_set() and self._group.is_empty):
            works = await self._group.turn(self._pause())
            if works != self._works:
                _log.warning("the database %s", "works again" if works else "cannot be used at this moment")
            self._works = works
            if works:
                await self._tidy_now_and_then()

    def _pause(self) -> float:
        until_look = self._looked + self._looks_every - self._monotonic()
        next_due = min(self._next_reminder, self._due[0] if self._due else math.inf)
        return min(until_look, next_due - self._clock())

    @staticmethod
    def _monotonic() -> float:
        return asyncio.get_running_loop().time()

    async def _commit(self, work: Work) -> Outcome:
        upkeep = self._upkeep(work)
        outcome = await self._database.run(partial(turn.take, work=work, upkeep=upkeep))
        if upkeep.purges:
            self._purged = upkeep.now
        if upkeep.looks:
            self._next_reminder = math.inf if outcome.next_reminder is None else outcome.next_reminder
        self._note_ends(work)
        self._note_changes(work)
        self._note_claims(upkeep, outcome)
        return outcome

    def _upkeep(self, work: Work) -> Upkeep:
        now = self._clock()
        looks = self._monotonic() >= self._looked + self._looks_every
        while self._due and self._due[0] <= now:
            heapq.heappop(self._due)
            looks = True
        looks |= self._next_reminder <= now
        if looks:
            self._looked = self._monotonic()
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
            looks=looks,
            purges=not self._purged <= now < self._purged + PURGES_EVERY,
        )

    def _note_ends(self, work: Work) -> None:
        self._held_updates.let_go(finished.claim for finished in work.finished)
        self._held_letters.let_go(settled.claim for settled in work.settled)
        for one in (*work.finished, *work.settled):
            if isinstance(one, PutBack | Postponed):
                heapq.heappush(self._due, one.until)
        self._is_idle = not (work.arrivals or work.finished or work.settled)
        self._is_tidy &= self._is_idle

    def _note_changes(self, work: Work) -> None:
        for change in altering.changes_of(work.finished):
            if isinstance(change, SetReminder):
                self._next_reminder = min(self._next_reminder, change.due)
            elif isinstance(change, Erase):
                self._erased, self._tidied = self._monotonic(), -math.inf

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

    async def _tidy_now_and_then(self) -> None:
        is_erasing = self._monotonic() < self._erased + ERASURE
        is_late = self._monotonic() >= self._tidied + (TIDIES_ERASURE_EVERY if is_erasing else TIDIES_EVERY)
        if not self._is_tidy and (is_late or (self._is_idle and self._can_tidy)):
            self._is_tidy = self._can_tidy = await self._database.tidy()
            self._tidied = self._monotonic()

    async def _let_go(self) -> None:
        updates, letters = self._held_updates.older_than(math.inf), self._held_letters.older_than(math.inf)
        with contextlib.suppress(StorageUnavailable):
            await self._database.run(partial(inbox.LANES.release, claims=updates))
            await self._database.run(partial(outbox.LANES.release, claims=letters))
