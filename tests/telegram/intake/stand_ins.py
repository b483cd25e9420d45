"""What the tests of the intake share: a clock that jumps, a store's door, and a Telegram of any bytes."""

import asyncio
from collections.abc import Callable, Sequence

from aiohttp import web

from bot.playground.bell import Bell
from bot.storage.records import Arrival
from bot.watch.pulse import Pulse

PATIENCE = 5.0
ALLOWED = ("message", "callback_query")


class Clock:
    """A clock that moves only when somebody sleeps, and then at once."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self.watch: Callable[[], object] = lambda: None
        """Called after each sleep."""

    def __call__(self) -> float:
        """Return the seconds that were slept so far."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.now += seconds
        self.slept.append(seconds)
        self.watch()
        await asyncio.sleep(0)


class Door:
    """Takes arrivals as the store does, or fails to, for as long as it is shut."""

    def __init__(self) -> None:
        self.is_open = True
        self.took: list[Arrival] = []
        self.refused = 0
        self.knocked = asyncio.Event()
        """Set once something is at the door."""
        self.unlocked = asyncio.Event()
        """Unless set, whoever knocks waits."""
        self.unlocked.set()
        self.watch: Callable[[], object] = lambda: None
        """Called before anything is taken."""
        self._bell = Bell()

    async def take(self, arrivals: Sequence[Arrival]) -> bool:
        """Take them, if the door is open."""
        self.knocked.set()
        await self.unlocked.wait()
        self.watch()
        if self.is_open:
            self.took.extend(arrivals)
        else:
            self.refused += 1
        self._bell.ring()
        return self.is_open

    @property
    def ids(self) -> list[int]:
        """The ids of all that was taken, in their order."""
        return [arrival.update_id for arrival in self.took]

    async def has(self, number: int) -> None:
        """Wait until so many updates were taken."""
        assert await self._bell.until(lambda: len(self.took) >= number, PATIENCE), self.ids

    async def refuses(self, times: int) -> None:
        """Wait until so many batches were refused."""
        assert await self._bell.until(lambda: self.refused >= times, PATIENCE)


class RawTelegram:
    """Hands out updates as bytes, JSON or not, until a poll confirms them."""

    token = "1:raw"

    def __init__(self) -> None:
        self.waiting: dict[int, bytes] = {}
        self.is_forgetful = False
        """Whether it hands out again what was confirmed."""
        self.asked: list[int] = []
        """The offset of each poll, 0 for none."""
        self.port = 0
        self.limits: list[int] = []
        """How many updates each poll wanted at most."""
        self._bell = Bell()
        self._runner = web.AppRunner(self._application(), shutdown_timeout=1)

    @property
    def base_url(self) -> str:
        """The address that a bot puts before its token."""
        return f"http://127.0.0.1:{self.port}/bot"

    async def start(self) -> None:
        """Begin to serve."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop serving."""
        await self._runner.cleanup()

    async def is_asked(self, times: int) -> None:
        """Wait until there were so many polls."""
        assert await self._bell.until(lambda: len(self.asked) >= times, PATIENCE)

    def _application(self) -> web.Application:
        application = web.Application()
        application.router.add_post("/bot{token}/getUpdates", self._updates)
        application.router.add_post("/bot{token}/deleteWebhook", self._deleted)
        return application

    async def _updates(self, request: web.Request) -> web.Response:
        asked = await request.post()
        offset, limit = int(str(asked.get("offset", "0"))), int(str(asked["limit"]))
        self.asked.append(offset)
        self.limits.append(limit)
        if not self.is_forgetful:
            self.waiting = {number: update for number, update in self.waiting.items() if number >= offset}
        batch = list(self.waiting.values())[:limit]
        self._bell.ring()
        return web.Response(body=b'{"ok":true,"result":[' + b",".join(batch) + b"]}")

    async def _deleted(self, _: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": True})


def sound(clock: Clock) -> Pulse:
    """Return a pulse in which an event loop ticks whenever the clock moves."""
    pulse = Pulse(clock)
    clock.watch = pulse.ticked
    return pulse
