"""Posts updates to the bot's webhook: in order within a chat, chats side by side, until acknowledged."""

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, TCPConnector

from bot.playground.faults import WEBHOOK, Dropped, Faults, Garbled, Slow, prevented_by
from bot.playground.queued import Queued
from bot.playground.updates import Updates
from bot.playground.webhooks import Webhook

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  A name, no secret.
LONGEST_PAUSE: Final = 60.0
LONGEST_WISH: Final = 3600.0
"""Seconds beyond which Telegram does not heed `Retry-After`."""
PATIENCE: Final = ClientTimeout(total=60)

_ACKNOWLEDGED: Final = range(200, 300)


class _Replaced(Exception):  # noqa: N818  It reads as what happened.
    """The webhook was deleted, or another one was set."""


@dataclass(frozen=True)
class _Answer:
    """What came back for an update."""

    complaint: str = ""
    """What was wrong, or "" if the bot acknowledged the update."""
    retry_after: float = 0.0


class Courier:
    """Carries updates to whichever webhook is set, while it is started."""

    def __init__(self, updates: Updates, faults: Faults, *, second: float = 1.0) -> None:
        self._updates = updates
        self._faults = faults
        self._second = second
        self._lanes: dict[int | None, deque[Queued]] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to carry."""
        self._task = asyncio.create_task(self._carry())

    async def stop(self) -> None:
        """Stop carrying; a post that is under way is abandoned."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _carry(self) -> None:
        updates = self._updates
        while True:
            await updates.bell.until(lambda: updates.webhook is not None and updates.webhook.is_reached, None)
            if updates.webhook is not None:
                await self._serve(updates.webhook)

    async def _serve(self, webhook: Webhook) -> None:
        self._lanes.clear()
        headers = {SECRET_HEADER: webhook.secret_token} if webhook.secret_token else {}
        slots = asyncio.Semaphore(webhook.max_connections)
        try:
            async with (
                ClientSession(connector=TCPConnector(limit=0), headers=headers, timeout=PATIENCE) as session,
                asyncio.TaskGroup() as tasks,
            ):
                await self._fill_lanes(_Line(webhook.url, session, slots), tasks, webhook)
        except* _Replaced:
            pass

    async def _fill_lanes(self, line: "_Line", tasks: asyncio.TaskGroup, webhook: Webhook) -> None:
        updates = self._updates
        while updates.webhook is webhook:
            while updates.unposted:
                queued = updates.unposted.popleft()
                if queued.chat_id not in self._lanes:
                    self._lanes[queued.chat_id] = deque()
                    tasks.create_task(self._empty_lane(line, queued.chat_id))
                self._lanes[queued.chat_id].append(queued)
            await updates.bell.until(lambda: bool(updates.unposted) or updates.webhook is not webhook, None)
        raise _Replaced

    async def _empty_lane(self, line: "_Line", chat_id: int | None) -> None:
        lane = self._lanes[chat_id]
        while lane:
            await self._deliver(line, lane[0])
            self._updates.confirm(lane.popleft())
        del self._lanes[chat_id]

    async def _deliver(self, line: "_Line", queued: Queued) -> None:
        """Post an update until it is acknowledged, or forgotten."""
        for pause in pauses():
            if queued.place not in self._updates.waiting:
                return
            async with line.slots:
                answer = await self._answer(line, queued)
            if not answer.complaint:
                return
            self._updates.last_error = (int(time.time()), answer.complaint)
            await asyncio.sleep(max(pause, answer.retry_after) * self._second)

    async def _answer(self, line: "_Line", queued: Queued) -> _Answer:
        fault = self._faults.take(WEBHOOK)
        if complaint := prevented_by(fault):
            return _Answer(complaint)
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.seconds)
        try:
            async with line.session.post(
                line.url, json=self._updates.handed_out(queued), allow_redirects=False
            ) as response:
                await response.read()
        except (ClientError, TimeoutError) as problem:
            return _Answer(f"Connection failed: {type(problem).__name__}")
        return _Answer("Connection lost") if isinstance(fault, Dropped | Garbled) else _judged(response)


@dataclass(frozen=True)
class _Line:
    """The way to a webhook, and the connections that it allows at once."""

    url: str
    session: ClientSession
    slots: asyncio.Semaphore


def pauses() -> Iterator[float]:
    """Yield the seconds before each further attempt: at once, then twice as long each time."""
    yield 0.0
    pause = 1.0
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


def _judged(response: ClientResponse) -> _Answer:
    if response.status in _ACKNOWLEDGED:
        return _Answer()
    wish = response.headers.get("Retry-After", "")
    wanted = min(float(wish), LONGEST_WISH) if wish.isdecimal() else 0.0
    return _Answer(f"Wrong response from the webhook: {response.status} {response.reason}", wanted)
