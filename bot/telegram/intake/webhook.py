"""The webhook: takes what Telegram posts, and says 200 only when it is stored."""

import asyncio
import hmac
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final

from aiohttp import web

from bot.logs import described
from bot.storage.records import Arrival
from bot.telegram.intake.pauses import OnceAMinute
from bot.telegram.intake.polling import Take
from bot.telegram.intake.raw import Screen, Unreadable, arrival_of, json_in, skeleton_in
from bot.watch.pulse import Pulse

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  A name, no secret.
PATH: Final = "/telegram"
LARGEST: Final = 1_000_000
"""Bytes of a body."""
READING: Final = 10.0
"""Seconds within which a body must have come."""
COME_AGAIN: Final = {"Retry-After": "5"}
IDLE: Final = 75.0
"""Seconds after which a connection is closed that brings no whole request; proxies keep theirs for 60."""
LINGERING: Final = 1.0
"""Seconds for which the rest of a refused body is read, so that the refusal gets through."""
SHUTDOWN: Final = 5.0
"""Seconds that a call under way gets to end."""

_log: Final = logging.getLogger(__name__)


class Webhook:
    """Answers the calls to one address; whoever does not know the secret learns nothing from it."""

    def __init__(  # noqa: PLR0913  Who takes, who watches; the rest has one value in practice.
        self,
        take: Take,
        pulse: Pulse,
        *,
        secret: str,
        path: str = PATH,
        is_urgent: Screen | None = None,
        reading: float = READING,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the secret that Telegram was told, and the seconds within which a body must have come."""
        if not secret:
            raise ValueError("a webhook without a secret takes anybody's updates")
        self._take = take
        self._pulse = pulse
        self._secret = secret.encode()
        self._path = path
        self._is_urgent = is_urgent
        self._reading = reading
        self._once = OnceAMinute(clock)

    def application(self) -> web.Application:
        """Return what a server runs."""
        application = web.Application()
        application.router.add_route("*", self._path, self.answer)
        return application

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one call: 200 when the update is stored, 503 when it could not be."""
        try:
            self._check(request)
            return await self._answer(await self._body_of(request))
        except web.HTTPException as refusal:
            if self._once.may(str(refusal.status)):
                _log.warning("a call of the webhook was refused: HTTP %d", refusal.status)
            raise
        except Exception as failure:  # noqa: BLE001  Telegram keeps what is not confirmed, and calls again.
            _log.error("a call of the webhook failed: %s", described(failure))
            return _come_again()

    def _check(self, request: web.Request) -> None:
        if request.method != "POST":
            raise web.HTTPMethodNotAllowed(request.method, ["POST"])
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            raise web.HTTPForbidden
        self._pulse.heard()
        if request.content_type != "application/json" or "Content-Encoding" in request.headers:
            raise web.HTTPUnsupportedMediaType

    async def _body_of(self, request: web.Request) -> bytes:
        if (request.content_length or 0) > LARGEST:
            raise web.HTTPRequestEntityTooLarge(LARGEST)
        body = bytearray()
        try:
            async with asyncio.timeout(self._reading):
                async for chunk in request.content.iter_any():
                    body += chunk
                    if len(body) > LARGEST:
                        raise web.HTTPRequestEntityTooLarge(LARGEST)
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        except (web.RequestPayloadError, ConnectionError):
            raise web.HTTPBadRequest from None
        return bytes(body)

    async def _answer(self, body: bytes) -> web.Response:
        arrival = self._arrival_in(body)
        if arrival is None:
            raise web.HTTPBadRequest
        return web.Response() if await self._take([arrival]) else _come_again()

    def _arrival_in(self, body: bytes) -> Arrival | None:
        try:
            return arrival_of(json_in(body), self._is_urgent)
        except Unreadable:
            _log.error("an update cannot be read; what can be told of it is stored")
            return skeleton_in(body)


@asynccontextmanager
async def serving(
    webhook: Webhook, host: str, port: int, *, lingering: float = LINGERING
) -> AsyncIterator[int]:
    """Serve the webhook and give the port; on the way out the calls under way end, within seconds.

    Raises:
        OSError: the port is taken.
    """
    # The server quotes in its log what it cannot take for HTTP, be it a body or the secret.
    silent = logging.getLogger(f"{__name__}.server")
    silent.disabled = True
    runner = web.AppRunner(
        webhook.application(),
        access_log=None,
        logger=silent,
        auto_decompress=False,  # compressed bodies are refused
        keepalive_timeout=IDLE,
        lingering_time=lingering,
        shutdown_timeout=SHUTDOWN,
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _come_again() -> web.Response:
    return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=COME_AGAIN)
