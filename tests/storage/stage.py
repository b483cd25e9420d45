"""What the tests of the store say again and again."""

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import pytest

from bot.storage.changes import Change
from bot.storage.records import Arrival, Claim, DueLetter, Finished, Letter, OpenUpdate, Receipts
from bot.storage.store import Store

NOON: Final = 1_800_000_000.0
LEASE: Final = 30.0
PATIENCE: Final = 20.0
"""Seconds after which a test that waits in vain fails; no test takes that long."""

_ids: Final = itertools.count(1_000_000)


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: float = NOON

    def __call__(self) -> float:
        """Return the seconds since the epoch."""
        return self.now


def arrival(  # noqa: PLR0913  Each test names the few that it is about.
    update_id: int,
    lane: int | None = 1,
    *,
    body: str = "{}",
    urgent: bool = False,
    thread: int | None = None,
    hangs_on: int | None = None,
) -> Arrival:
    """Return an update of a chat."""
    return Arrival(update_id=update_id, lane=lane, body=body, urgent=urgent, thread=thread, hangs_on=hangs_on)


def letter(  # noqa: PLR0913  As above.
    content: str,
    chat_id: int = 1,
    *,
    urgent: bool = False,
    ticket: int | None = None,
    passes_on: int | None = None,
    receipts: Receipts | None = None,
) -> Letter:
    """Return a letter to a chat."""
    return Letter(
        chat_id=chat_id,
        content=content,
        asked=NOON,
        urgent=urgent,
        ticket=ticket,
        passes_on=passes_on,
        receipts=receipts,
    )


def answer(update: OpenUpdate, *contents: str, memory: str | None = None) -> Finished:
    """Return an update as answered, with letters to its chat."""
    letters = tuple(letter(content, update.lane or 1) for content in contents)
    return Finished(claim=update.claim, letters=letters, memory=memory)


async def told(store: Store, told: Arrival) -> OpenUpdate:
    """Take in an update, and return it as a worker gets it."""
    await store.take_in([told])
    (update,) = await updates(store, 1)
    return update


async def make(store: Store, *changes: Change, letters: Sequence[Letter] = (), lane: int | None = 9) -> int:
    """Answer an update of some chat with changes and letters; return the row of it."""
    update = await told(store, arrival(next(_ids), lane))
    await store.finish([Finished(claim=update.claim, letters=tuple(letters), changes=changes)])
    return update.claim.row


async def updates(store: Store, count: int) -> list[OpenUpdate]:
    """Wait for so many updates."""
    found: list[OpenUpdate] = []
    async with asyncio.timeout(PATIENCE):
        while len(found) < count:
            found += await store.next_updates()
    return found


async def letters(store: Store, count: int) -> list[DueLetter]:
    """Wait for so many letters."""
    found: list[DueLetter] = []
    async with asyncio.timeout(PATIENCE):
        while len(found) < count:
            found += await store.next_letters()
    return found


async def no_update_comes(store: Store) -> None:
    """See that after another turn there is still nothing to answer."""
    await store.depth()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await store.next_updates()


async def no_letter_comes(store: Store) -> None:
    """See that after another turn there is still nothing to deliver."""
    await store.depth()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await store.next_letters()


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds that tells nobody when it does."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def ids(found: Sequence[OpenUpdate]) -> list[int]:
    """Return the ids of updates."""
    return [update.update_id for update in found]


def contents(found: Sequence[DueLetter]) -> list[str]:
    """Return what letters say."""
    return [due.letter.content for due in found]


def void(claim: Claim) -> Claim:
    """Return the claim that was there before a claim."""
    return Claim(row=claim.row, number=claim.number - 1)
