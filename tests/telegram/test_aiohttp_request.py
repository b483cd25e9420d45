"""The library's calls go out over aiohttp, in time or not at all, and their errors hold no token."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvloop
from aiohttp import web
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut

from bot.telegram.aiohttp_request import AiohttpRequest
from tests.telegram.wired import wired_to

TOKEN = "7000000002:made-up-and-opens-nothing"


class Gateway:
    """A server that notes what it is sent, and answers every method alike."""

    def __init__(self) -> None:
        self.base_url = ""
        self.connections: set[object] = set()
        self.parameters: list[dict[str, object]] = []
        self.silent = False
        self.broken = False

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        assert request.transport is not None
        self.connections.add(request.transport.get_extra_info("peername"))
        self.parameters.append(await _parameters_of(request))
        if self.silent:
            await asyncio.Event().wait()
        if self.broken:
            request.transport.abort()
        return web.json_response({"ok": True, "result": True})


async def _parameters_of(request: web.Request) -> dict[str, object]:
    if request.content_type == "application/json":
        return dict(await request.json())
    form = await request.post()
    return {
        name: given.file.read() if isinstance(given, web.FileField) else given for name, given in form.items()
    }


@asynccontextmanager
async def serving() -> AsyncIterator[Gateway]:
    """Serve one."""
    gateway, application = Gateway(), web.Application()
    application.router.add_post("/bot{token}/{method}", gateway.answer)
    runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    gateway.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    try:
        yield gateway
    finally:
        await runner.cleanup()


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    """A server on this computer."""
    async with serving() as gateway:
        yield gateway


@pytest.fixture
async def bot(gateway: Gateway) -> AsyncIterator[Bot]:
    """A bot that talks to it."""
    async with wired_to(gateway.base_url, TOKEN) as bot:
        yield bot


async def test_parameters_travel_as_json(gateway: Gateway, bot: Bot) -> None:
    """A call without files carries its parameters as JSON values, whatever alphabet they are in."""
    await bot.set_my_description("Größe 1 < 2 & 😀", language_code="de")
    await bot.log_out()

    assert gateway.parameters == [{"description": "Größe 1 < 2 & 😀", "language_code": "de"}, {}]


async def test_a_file_travels_as_a_form(gateway: Gateway, bot: Bot) -> None:
    """A call with a file carries the file beside its other parameters."""
    await bot.set_chat_photo(7, InputFile(b"a picture", filename="face.png"))

    assert gateway.parameters == [{"chat_id": "7", "photo": b"a picture"}]


async def test_connections_are_kept(gateway: Gateway, bot: Bot) -> None:
    """Calls that follow one another share one connection."""
    for _ in range(5):
        await bot.log_out()

    assert len(gateway.connections) == 1


async def test_connections_are_limited(gateway: Gateway) -> None:
    """However many calls there are at a time, they share the connections that are allowed."""
    request = AiohttpRequest(connections=2)
    bot = Bot(TOKEN, base_url=gateway.base_url, request=request)
    async with request:
        await asyncio.gather(*[bot.log_out() for _ in range(20)])

    assert len(gateway.connections) == 2


@pytest.mark.parametrize("asked", [None, 0.05], ids=["by default", "as asked"])
async def test_silence_ends_in_time(gateway: Gateway, asked: float | None) -> None:
    """A server that does not answer is given up after the time-out of the call, or else of the class."""
    gateway.silent = True
    request = AiohttpRequest(read_timeout=60 if asked else 0.05)
    bot = Bot(TOKEN, base_url=gateway.base_url, request=request)
    async with request:
        with pytest.raises(TimedOut):
            await (bot.log_out(read_timeout=asked) if asked else bot.log_out())


def test_the_library_knows_the_time_out() -> None:
    """The library, which adds it to the length of a long poll, is told the usual time-out."""
    assert AiohttpRequest(read_timeout=7).read_timeout == 7


async def test_a_lost_connection_is_told_without_the_token(gateway: Gateway, bot: Bot) -> None:
    """When the connection breaks, the error names its kind and no address, and carries no error that does."""
    gateway.broken = True
    with pytest.raises(NetworkError, match=r"^no connection \(ServerDisconnectedError\)$") as told:
        await bot.log_out()

    assert told.value.__cause__ is None
    assert told.value.__suppress_context__


async def test_nobody_there_is_told_without_the_token() -> None:
    """When there is no server, the error names its kind and no address."""
    async with wired_to("http://127.0.0.1:1/bot", TOKEN) as bot:
        with pytest.raises(NetworkError, match=r"^no connection \(ClientConnectorError\)$"):
            await bot.log_out()


async def test_it_can_be_started_again(gateway: Gateway) -> None:
    """Between a stop and a start calls fail as without a network; after the start they work."""
    request = AiohttpRequest()
    bot = Bot(TOKEN, base_url=gateway.base_url, request=request)
    async with request:
        await bot.log_out()
    with pytest.raises(NetworkError, match="not open"):
        await bot.log_out()
    async with request:
        await bot.log_out()

    assert len(gateway.parameters) == 2


def test_it_works_in_the_quicker_loop() -> None:
    """Calls go out in uvloop's event loop, too."""

    async def call() -> int:
        async with serving() as gateway, wired_to(gateway.base_url, TOKEN) as bot:
            await bot.log_out()
            return len(gateway.parameters)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        answered = runner.run(call())

    assert answered == 1
