"""An outbox in memory, for tests of the way out: it hands out each chat's letters in order, and can fail."""

import asyncio
from collections.abc import Callable

from bot.storage.failures import StorageUnavailable
from bot.storage.records import Claim, DueLetter, Ended, Letter, Moved, Postponed, Sent, Settled
from bot.telegram.letters import Acknowledge, Replace, Say, written


class Pigeonholes:
    """Keeps letters until they are settled; one of each chat is out at a time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.settled: list[Settled] = []
        """What was recorded, in order."""
        self.failing = 0
        """How many of the next settlements cannot be recorded."""
        self.open = asyncio.Event()
        """Cleared while settlements have to wait."""
        self.open.set()
        self.changed = asyncio.Condition()
        self._clock = clock
        self._waiting: dict[int, DueLetter] = {}
        self._out: set[int] = set()
        self._due_from: dict[int, float] = {}
        self._rows = 0
        self._settling = 0

    async def put(self, chat_id: int, act: Say | Replace | Acknowledge | str, **more: float) -> int:
        """Store a letter, decided and asked at this moment unless said otherwise, and return its row."""
        self._rows += 1
        told = {"asked": self._clock(), "arrived": self._clock(), "decided": self._clock()} | more
        letter = Letter(
            chat_id=chat_id,
            content=act if isinstance(act, str) else written(act),
            asked=told["asked"],
            urgent=bool(told.get("urgent")),
            bulk=bool(told.get("bulk")),
        )
        self._waiting[self._rows] = DueLetter(
            claim=Claim(row=self._rows, number=0),
            letter=letter,
            arrived=told["arrived"],
            decided=told["decided"],
            tries=0,
        )
        await self._tell()
        return self._rows

    async def lose_lease(self, row: int) -> None:
        """Let a letter that is out be claimed once more, and wait until it is."""
        self._out.discard(row)
        await self._tell()
        async with self.changed, asyncio.timeout(10):
            await self.changed.wait_for(lambda: row in self._out)

    async def come_due(self) -> None:
        """Let everything that was postponed be due at once."""
        self._due_from.clear()
        await self._tell()

    async def next_letters(self) -> tuple[DueLetter, ...]:
        """Wait for letters to deliver."""
        async with self.changed:
            await self.changed.wait_for(self._heads)
            claimed = tuple(map(self._claimed, self._heads()))
            self.changed.notify_all()
            return claimed

    async def settle(self, settled: Settled) -> None:
        """Record what came of a letter, unless somebody else has claimed it since."""
        self._settling += 1
        await self._tell()
        await self.open.wait()
        if self.failing:
            self.failing -= 1
            await self._tell()
            raise StorageUnavailable
        row = settled.claim.row
        if self._waiting[row].claim == settled.claim:
            self.settled.append(settled)
            self._out.discard(row)
            self._apply(row, settled)
        await self._tell()

    async def until(self, settlements: int) -> list[Settled]:
        """Wait until so many settlements are recorded, and return them."""
        async with self.changed, asyncio.timeout(10):
            await self.changed.wait_for(lambda: len(self.settled) >= settlements)
        return self.settled

    async def until_settling(self) -> None:
        """Wait until somebody wants to record something."""
        async with self.changed, asyncio.timeout(10):
            await self.changed.wait_for(lambda: self._settling)

    def _apply(self, row: int, settled: Settled) -> None:
        due = self._waiting[row]
        match settled:
            case Sent() | Ended():
                del self._waiting[row]
            case Postponed():
                self._due_from[row] = settled.until
                self._waiting[row] = due.model_copy(update={"tries": due.tries + 1})
            case Moved():
                letter = due.letter.model_copy(update={"chat_id": settled.chat_id})
                self._waiting[row] = due.model_copy(update={"letter": letter})

    def _heads(self) -> list[int]:
        heads: dict[int, int] = {}
        for row, due in self._waiting.items():
            heads.setdefault(due.letter.chat_id, row)
        now = self._clock()
        return [row for row in heads.values() if row not in self._out and self._due_from.get(row, now) <= now]

    def _claimed(self, row: int) -> DueLetter:
        self._out.add(row)
        due = self._waiting[row]
        claim = Claim(row=row, number=due.claim.number + 1)
        self._waiting[row] = due.model_copy(update={"claim": claim})
        return self._waiting[row]

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()
