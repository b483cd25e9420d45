"""Wherever the database fails, once: nothing is lost and nothing is said twice."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

import pytest
from sqlalchemy import event

from bot.storage.failures import StorageUnavailable
from bot.storage.opening import open_store
from bot.storage.records import Sent
from bot.storage.sqlite import SqliteDatabase
from bot.storage.store import Store
from tests.storage.stage import Clock, answer, arrival, contents, letters, updates

MOST_CALLS = 200

Answer = TypeVar("Answer")


class Fault:
    """Fails the call of the database with a certain number, counted from 1."""

    def __init__(self, number: int) -> None:
        self._left = number

    @property
    def has_happened(self) -> bool:
        """Whether the call has come."""
        return self._left <= 0

    def __call__(self, *_: object) -> None:
        """Count a call."""
        self._left -= 1
        if self._left == 0:
            raise sqlite3.OperationalError("disk I/O error")

    def threatens(self, store: Store) -> None:
        """Let it happen to the statements and commits of a store."""
        database = store._database
        assert isinstance(database, SqliteDatabase)
        assert database._connection is not None
        event.listen(database._connection.engine, "before_cursor_execute", self)
        event.listen(database._connection.engine, "commit", self)


async def insist(attempt: Callable[[], Awaitable[Answer]]) -> Answer:
    """Try until the database takes it."""
    while True:
        try:
            return await attempt()
        except StorageUnavailable:
            await asyncio.sleep(0)


async def conversation(store: Store) -> list[str]:
    """Answer two questions of a chat; return what was said."""
    said: list[str] = []
    await insist(partial(store.take_in, [arrival(1), arrival(2)]))
    for _ in range(2):
        (update,) = await updates(store, 1)
        await insist(partial(store.finish, [answer(update, f"to {update.update_id}", memory="kept")]))
        (due,) = await letters(store, 1)
        said += contents([due])
        await insist(partial(store.settle, Sent(claim=due.claim)))
    return said


@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.soak)])
async def test_a_fault_at_any_call_loses_and_repeats_nothing(step: int) -> None:
    """Whichever call of the database fails, two questions of a chat are answered once each, in order."""
    for number in range(1, MOST_CALLS, step):
        fault = Fault(number)
        async with open_store("sqlite://", clock=Clock(), looks_every=0.01) as store:
            fault.threatens(store)
            said = await conversation(store)
            depth = await insist(store.depth)

        assert said == ["to 1", "to 2"]
        assert (depth.updates, depth.letters) == (0, 0)
        if not fault.has_happened:
            return
    pytest.fail("the conversation never ends without a fault")
