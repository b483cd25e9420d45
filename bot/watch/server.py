"""Tells those who run the bot how it is: /livez, /readyz and /metrics; none tells anything of a patient."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.watch.metrics import Depth, Metrics
from bot.watch.pulse import Pulse

SLOW: Final = 1.0
"""Seconds by which a sound event loop may be late."""
STALE: Final = 60.0
"""Seconds that an update may be open while the bot keeps up."""

_NOT_KEPT: Final = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class Watch:
    """Everything that the pages tell of."""

    pulse: Pulse
    metrics: Metrics
    depth: Callable[[], Awaitable[Depth]]
    """Asks the database how much waits; whatever it raises means that the database does not answer."""
    has_content: Callable[[], bool] = lambda: True
    content_problems: Callable[[], Sequence[str]] = tuple
    """What is wrong in saved files, which are not served.

    It is told, and takes nothing out of service: the last good content answers, and another copy of the bot
    would read the same files.
    """
    is_stopping: Callable[[], bool] = lambda: False
    clock: Callable[[], float] = time.time
    """Seconds since the epoch."""
    patience: float = 3.0
    """Seconds that the database may take to answer."""

    async def livez(self, _: web.Request) -> web.Response:
        """Tell whether the process is sound, or had better be started again."""
        lag, ailment = self.pulse.lag, self.pulse.ailment()
        return _told(
            ailment is None and lag < SLOW,
            loop_lag_seconds=round(lag, 3),
            last_heard_seconds=round(self.pulse.silence, 1),
            ailment=ailment,
        )

    async def readyz(self, _: web.Request) -> web.Response:
        """Tell whether the bot answers questions as they come."""
        depth = await self._depth()
        oldest = depth.oldest_update if depth else None
        waited = max(0.0, self.clock() - oldest) if oldest is not None else 0.0
        problems = self.content_problems()
        has_content, is_stopping = self.has_content(), self.is_stopping()
        return _told(
            depth is not None and waited < STALE and has_content and not is_stopping,
            database=depth is not None,
            oldest_open_update_seconds=round(waited, 1),
            content=has_content,
            content_is_stale=bool(problems),
            content_problem=problems[0] if problems else None,
            content_problems=len(problems),
            stopping=is_stopping,
        )

    async def numbers(self, _: web.Request) -> web.Response:
        """Tell Prometheus every number, also while the database does not answer."""
        self.metrics.waits(await self._depth())
        return web.Response(body=self.metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _depth(self) -> Depth | None:
        try:
            async with asyncio.timeout(self.patience):
                return await self.depth()
        except Exception:  # noqa: BLE001  Why it does not answer is the store's to log, not a probe's.
            return None


def application(watch: Watch) -> web.Application:
    """Return the pages."""
    pages = web.Application(client_max_size=1024)
    pages.router.add_get("/livez", watch.livez)
    pages.router.add_get("/readyz", watch.readyz)
    pages.router.add_get("/metrics", watch.numbers)
    return pages


@asynccontextmanager
async def serving(watch: Watch, host: str, port: int) -> AsyncIterator[str]:
    """Serve the pages until the context ends, and hand out their address; port 0 takes a free one.

    Raises:
        OSError: The port is taken, or the host is none of this computer's.
    """
    runner = web.AppRunner(application(watch), access_log=None, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        shown = f"[{host}]" if ":" in host else host
        yield f"http://{shown}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def _told(sound: bool, **facts: float | str | bool | None) -> web.Response:  # noqa: FBT001  It is the status.
    return web.json_response({"ok": sound, **facts}, status=200 if sound else 503, headers=_NOT_KEPT)
