"""A bot's end of a webhook: it writes down what is posted to it, and answers as a test wants it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bot.playground.bell import Bell
from bot.playground.conversations import PATIENCE


class Hook:
    """Acknowledges every update, unless it is told to do something else."""

    def __init__(self) -> None:
        self.url = ""
        self.arrived: list[Any] = []
        """The updates in the order in which they came."""
        self.secrets: list[str | None] = []
        self.answers: deque[web.Response] = deque()
        """What the next posts are answered, before all is well again."""
        self.open = asyncio.Event()
        """Cleared, it holds every answer back."""
        self.open.set()
        self.most_at_once = 0
        self._at_once = 0
        self._bell = Bell()

    async def has(self, count: int) -> None:
        """Wait until so many posts have come."""
        await self.until(lambda: len(self.arrived) >= count)

    async def has_only(self, count: int) -> None:
        """Wait until so many posts have come, and a moment longer in which no more may come."""
        await self.has(count)
        assert not await self._bell.until(lambda: len(self.arrived) > count, 0.05), self.arrived

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds that a post or an answer may bring about."""
        assert await self._bell.until(holds, PATIENCE), self.arrived

    def texts(self) -> list[str]:
        """Return the texts of the messages that came."""
        return [update["message"]["text"] for update in self.arrived]

    async def answer(self, request: web.Request) -> web.Response:
        """Take one update."""
        self.arrived.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        answer = self.answers.popleft() if self.answers else web.Response()
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        self._bell.ring()
        await self.open.wait()
        self._at_once -= 1
        return answer


@asynccontextmanager
async def hook() -> AsyncIterator[Hook]:
    """Serve a webhook as long as the context is open."""
    served = Hook()
    application = web.Application()
    application.router.add_post("/hook", served.answer)
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield served
    finally:
        served.open.set()
        await runner.cleanup()
