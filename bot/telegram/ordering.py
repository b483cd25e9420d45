"""The order of work: one chat's messages one after another, many chats side by side."""

from asyncio import Lock, Semaphore
from collections.abc import Awaitable
from typing import Any, Final
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

SIDE_BY_SIDE: Final = 32
"""Chats answered at the same time."""
WAITING: Final = 1_000_000


class InChatOrder(BaseUpdateProcessor):
    """Lets one chat's updates through one by one, so that no flood in one chat holds up another.

    The library counts waiting updates against its own limit, which one busy chat could use up; that limit is
    out of reach here, and only the update at the head of each chat's line counts against `SIDE_BY_SIDE`.
    """

    __slots__ = ("_lines", "_places")

    def __init__(self) -> None:
        super().__init__(WAITING)
        self._lines: WeakValueDictionary[int, Lock] = WeakValueDictionary()
        self._places = Semaphore(SIDE_BY_SIDE)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's earlier updates and for a free place, then let the update through."""
        chat = update.effective_chat if isinstance(update, Update) else None
        line = self._lines.setdefault(chat.id, Lock()) if chat else Lock()
        async with line, self._places:
            await coroutine

    async def initialize(self) -> None:
        """Nothing is needed."""

    async def shutdown(self) -> None:
        """Nothing is held."""
