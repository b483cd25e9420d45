"""A Bot API on this computer that does as little as it can, so that the bots are measured and not the server.

It checks nothing and remembers no text: it hands out updates, takes messages, and notes when each came.
"""

import asyncio
import json
import re
import time
from asyncio import Event, Protocol, Transport, transports
from collections import deque
from contextlib import suppress
from typing import Final, cast
from urllib.parse import urlsplit

HOST: Final = "127.0.0.1"
TOKEN: Final = "7000000001:throughput-on-this-computer-only-000"  # noqa: S105  Opens nothing.
MOST_AT_ONCE: Final = 100
CONNECTIONS: Final = 40
"""Calls of a webhook side by side, as Telegram makes them unless it is told otherwise."""
BOT: Final = {"id": 7000000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_NUMBER: Final = r'"?{}"?(?:\r\n\r\n|[=:]) *"?(-?\d+)'
_OFFSET: Final = re.compile(_NUMBER.format("offset").encode())
_TIMEOUT: Final = re.compile(_NUMBER.format("timeout").encode())
_CHAT: Final = re.compile(_NUMBER.format("chat_id").encode())
_TEXT: Final = re.compile(rb'"url": *"([^"]+)"|url=([^&]+)')
_SECRET: Final = re.compile(rb'"secret_token": *"([^"]+)"|secret_token=([^&]+)')


def question(number: int, chat_id: int, text: str) -> dict[str, object]:
    """Return an update that brings a question."""
    person = {"id": chat_id, "first_name": "Patient"}
    message = {
        "message_id": number,
        "date": int(time.time()),
        "chat": person | {"type": "private"},
        "from": person | {"is_bot": False},
        "text": text,
    }
    return {"update_id": number, "message": message}


class Loopback:
    """The state: what waits, and what was sent."""

    def __init__(self) -> None:
        self.sent: dict[int, float] = {}
        """When the first message came into each chat, in seconds of the monotonic clock."""
        self.messages = 0
        self.is_heard = Event()
        """Set once a bot polls or has registered a webhook."""
        self.port = 0
        self.connections: set[Transport] = set()
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._more = Event()
        self._anything = Event()
        self._callers: set[asyncio.Task[None]] = set()
        self._webhook: tuple[str, str] | None = None
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Begin to serve, on any port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), HOST, 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop serving and calling."""
        for caller in self._callers:
            caller.cancel()
        await asyncio.gather(*self._callers, return_exceptions=True)
        for connection in tuple(self.connections):
            connection.abort()
        if self._server:
            self._server.close()
            await self._server.wait_closed()

    def push(self, update: dict[str, object]) -> None:
        """Let an update be fetched, or called with."""
        self._waiting.append((int(str(update["update_id"])), json.dumps(update).encode()))
        self._more.set()

    async def reached(self, chats: int, seconds: float) -> bool:
        """Wait until so many chats have a message; return False after so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while len(self.sent) < chats:
                    self._anything.clear()
                    await self._anything.wait()
        return len(self.sent) >= chats

    def answer(self, method: bytes, body: bytes) -> bytes | None:
        """Return the result of a call at once; None for a poll, which waits."""
        match method:
            case b"sendmessage":
                return self._send(body)
            case b"getme":
                return json.dumps(BOT).encode()
            case b"getupdates":
                return None
            case b"setwebhook":
                self._register(body)
                return b"true"
            case b"getwebhookinfo":
                url = self._webhook[0] if self._webhook else ""
                return json.dumps(
                    {"url": url, "has_custom_certificate": False, "pending_update_count": len(self._waiting)}
                ).encode()
            case _:
                return b"true"

    async def poll(self, body: bytes) -> bytes:
        """Return what waits, after what was confirmed is forgotten."""
        offset, wait = _number(_OFFSET, body), _number(_TIMEOUT, body)
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        self.is_heard.set()
        if not self._waiting:
            self._more.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._more.wait(), wait)
        first = [self._waiting[place][1] for place in range(min(MOST_AT_ONCE, len(self._waiting)))]
        return b"[" + b",".join(first) + b"]"

    def _send(self, body: bytes) -> bytes:
        chat_id = _number(_CHAT, body)
        self.messages += 1
        self.sent.setdefault(chat_id, time.monotonic())
        self._anything.set()
        return b'{"message_id":%d,"date":1700000000,"chat":{"id":%d,"type":"private"},"text":"."}' % (
            self.messages,
            chat_id,
        )

    def _register(self, body: bytes) -> None:
        found, secret = _TEXT.search(body), _SECRET.search(body)
        if not found or not (found[1] or found[2]):
            return
        address = (found[1] or found[2]).decode().replace("%3A", ":").replace("%2F", "/")
        told = (secret[1] or secret[2]).decode() if secret else ""
        if self._webhook != (address, told):
            self._webhook = (address, told)
            self._callers |= {asyncio.create_task(self._call(address, told)) for _ in range(CONNECTIONS)}
        self.is_heard.set()

    async def _call(self, address: str, secret: str) -> None:
        """Bring updates to the webhook over one connection, one after another."""
        to = urlsplit(address)
        reader, writer = await asyncio.open_connection(to.hostname, to.port)
        head = (
            f"POST {to.path or '/'} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        ).encode()
        try:
            while True:
                while not self._waiting:
                    self._more.clear()
                    await self._more.wait()
                _, body = self._waiting.popleft()
                writer.write(head + b"%d\r\n\r\n" % len(body) + body)
                answer = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(answer)
                await reader.readexactly(int(length[1]) if length else 0)
        finally:
            writer.transport.abort()


class _Connection(Protocol):
    def __init__(self, loopback: Loopback) -> None:
        self._loopback = loopback
        self._buffer = bytearray()
        self._transport: Transport | None = None
        self._polls: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: transports.BaseTransport) -> None:
        self._transport = cast("Transport", transport)
        self._loopback.connections.add(self._transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  The library's signature.
        for poll in self._polls:
            poll.cancel()
        if self._transport:
            self._loopback.connections.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._buffer[:end])
            body = self._body_after(head, end + 4)
            if body is None:
                return
            method = head.split(b" ", 2)[1].rpartition(b"/")[2].partition(b"?")[0].lower()
            self._answer(method, body)

    def _body_after(self, head: bytes, start: int) -> bytes | None:
        """Take a request's body out of the buffer; None while it has not come whole."""
        if b"chunked" in head.lower():
            end = self._buffer.find(b"\r\n0\r\n\r\n", start - 2)
            stop = end + 7
        else:
            length = _LENGTH.search(head)
            end = stop = start + (int(length[1]) if length else 0)
            end = stop if len(self._buffer) >= stop else -1
        if end < 0:
            return None
        body = bytes(self._buffer[start:stop])
        del self._buffer[:stop]
        return body

    def _answer(self, method: bytes, body: bytes) -> None:
        result = self._loopback.answer(method, body)
        if result is None:
            poll = asyncio.ensure_future(self._poll(body))
            self._polls.add(poll)
            poll.add_done_callback(self._polls.discard)
        else:
            self._write(result)

    async def _poll(self, body: bytes) -> None:
        self._write(await self._loopback.poll(body))

    def _write(self, result: bytes) -> None:
        answer = b'{"ok":true,"result":' + result + b"}"
        if self._transport and not self._transport.is_closing():
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + b"%d\r\n\r\n" % len(answer)
                + answer
            )


def _number(pattern: re.Pattern[bytes], body: bytes) -> int:
    found = pattern.search(body)
    return int(found[1]) if found else 0
