"""Serves this Telegram over HTTP, on this computer only: the Bot API, its files and the chat page.

async with Telegram(token="123:abc") as telegram:
    builder.token("123:abc").base_url(telegram.base_url).base_file_url(telegram.base_file_url)
    anna = telegram.patient("Anna")
"""

import asyncio
import ipaddress
from collections import deque
from types import TracebackType
from typing import Final, Self

from aiohttp import web

from bot.playground.calls import Call, Calls
from bot.playground.chat_page import ChatPage
from bot.playground.conversations import PATIENCE
from bot.playground.faults import Broken, Dropped, Fault, Faults, Garbled, Slow
from bot.playground.groups import Channel, Group
from bot.playground.patients import Patient
from bot.playground.refusals import Json, Refusal, unauthorized
from bot.playground.world import ChatType, World

TOKEN: Final = "7000000001:rehearsal-on-this-computer-only"  # noqa: S105  Opens nothing.
LARGEST_UPLOAD: Final = 20 * 1024 * 1024

_GATEWAY: Final = "<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"


class Telegram:
    """A Telegram in memory, for one bot; it starts and stops as an async context.

    Raises:
        ValueError: the host is not this computer.
    """

    def __init__(  # noqa: PLR0913  Each is a choice of its own, and named where it is made.
        self,
        *,
        token: str = TOKEN,
        host: str = "127.0.0.1",
        port: int = 0,
        username: str = "rehearsal_bot",
        name: str = "Rehearsal",
        privacy: bool = True,
    ) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError(f"the playground serves this computer only, never {host}")
        self.token = token
        self.world = World(username=username, name=name, privacy=privacy)
        self.faults = Faults()
        self.patients: dict[int, Patient] = {}
        """Everyone who has a private chat with the bot, by chat id."""
        self._calls = Calls(self.world)
        self._closing = asyncio.Event()
        self._address = (host, port)
        self._page = ChatPage(self.world, self.patients, self.patient)
        self._runner = web.AppRunner(
            self._application(), access_log=None, handler_cancellation=True, shutdown_timeout=1
        )

    @property
    def base_url(self) -> str:
        """The address that a bot puts before its token."""
        return f"{self.page_url}bot"

    @property
    def base_file_url(self) -> str:
        """The address that a bot puts before its token to fetch files."""
        return f"{self.page_url}file/bot"

    @property
    def page_url(self) -> str:
        """The address of the chat page."""
        host, port = self._address
        return f"http://{host if ':' not in host else f'[{host}]'}:{port}/"

    @property
    def calls(self) -> deque[Call]:
        """Every call that the bot has made, the oldest first."""
        return self._calls.made

    def calls_of(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def patient(self, name: str, *, is_bot: bool = False) -> Patient:
        """Create somebody who can write to the bot; `is_bot` makes it another bot."""
        patient = Patient(self.world, name, is_bot=is_bot)
        self.patients[patient.id] = patient
        return patient

    def group(self, title: str, *members: Patient, supergroup: bool = False) -> Group:
        """Create a group with the bot and these people in it."""
        return Group(self.world, title, members, ChatType.SUPERGROUP if supergroup else ChatType.GROUP)

    def channel(self, title: str) -> Channel:
        """Create a channel that the bot administers."""
        return Channel(self.world, title)

    def push(self, update: Json) -> int:
        """Queue an update of any shape, and return its id."""
        return self.world.updates.push_raw(update)

    def expire_queries(self) -> None:
        """Make every tap so far too old to be acknowledged."""
        for query in self.world.queries.values():
            query.expired = True

    def unanswered_queries(self) -> list[str]:
        """Return the ids of the taps that the bot has not acknowledged."""
        return [query_id for query_id, query in self.world.queries.items() if not query.answered]

    async def called(self, method: str, *, times: int = 1, timeout: float = PATIENCE) -> Call:  # noqa: ASYNC109
        """Wait until the bot has called a method so many times since the start, and return the last call.

        Raises:
            TimeoutError: it has not within `timeout` seconds.
        """
        if not await self._calls.bell.until(lambda: len(self.calls_of(method)) >= times, timeout):
            raise TimeoutError(
                f"{len(self.calls_of(method))} of {times} calls of {method} within {timeout} s"
            )
        return self.calls_of(method)[-1]

    async def delivered(self, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109  As above.
        """Wait until the bot has confirmed every update.

        Raises:
            TimeoutError: some still wait after `timeout` seconds.
        """
        waiting = self.world.updates.waiting
        if not await self.world.updates.bell.until(lambda: not self.world.updates.waiting, timeout):
            raise TimeoutError(f"{len(waiting)} updates are not confirmed after {timeout} s")

    async def start(self) -> None:
        """Begin to serve."""
        await self._runner.setup()
        host, port = self._address
        await web.TCPSite(self._runner, host, port).start()
        self._address = (host, self._runner.addresses[0][1])

    async def stop(self) -> None:
        """End every waiting poll and stop serving."""
        self._closing.set()
        self._page.close()
        self.world.updates.close()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=LARGEST_UPLOAD)
        application.router.add_route("*", "/bot{token}/{method}", self._bot_api)
        application.router.add_get("/file/bot{token}/files/{file_id}", self._file)
        self._page.add_to(application)
        return application

    async def _file(self, request: web.Request) -> web.Response:
        content, media_type = self.world.files.get(request.match_info["file_id"], (None, ""))
        if content is None or request.match_info["token"] != self.token:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type=media_type)

    async def _bot_api(self, request: web.Request) -> web.StreamResponse:
        try:
            if request.match_info["token"] != self.token:
                raise unauthorized()
            return await self._answer(request, request.match_info["method"])
        except Refusal as refusal:
            return web.json_response(refusal.as_json(), status=refusal.code)

    async def _answer(self, request: web.Request, name: str) -> web.StreamResponse:
        raw = await self._calls.parameters_of(request)
        fault = self.faults.take(name)
        if fault is not None and (answer := self._instead_of_effect(request, name, raw, fault)) is not None:
            return answer
        body = await self._calls.carry_out(name, raw)
        if isinstance(fault, Slow):
            await self._pause(fault.seconds)
        # A connection that was open when the network went away brings nothing any more.
        if isinstance(fault, Dropped) or self.faults.offline:
            return _dropped(request)
        return _garbled() if isinstance(fault, Garbled) else web.json_response(body)

    def _instead_of_effect(
        self, request: web.Request, name: str, raw: Json, fault: Fault
    ) -> web.Response | None:
        match fault:
            case Refusal():
                self._calls.write_down(name, raw, fault.description)
                return web.json_response(fault.as_json(), status=fault.code)
            case Broken(status=status):
                self._calls.write_down(name, raw, f"HTTP {status}")
                return web.Response(text=_GATEWAY, status=status, content_type="text/html")
            case Dropped(after_effect=False):
                self._calls.write_down(name, raw, "the connection was dropped")
                return _dropped(request)
            case Dropped() | Slow() | Garbled():
                return None

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return


def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _garbled() -> web.Response:
    return web.Response(text="<!doctype html><p>OK", content_type="application/json")
