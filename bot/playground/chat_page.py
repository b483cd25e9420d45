"""The chat page: static files, and the few requests with which the page reads and changes this Telegram.

The page is a patient's phone. It asks for the state of one chat (`/page/state`), is told when something
happens (`/page/events`, server-sent events), and acts through `/page/patients`, `/page/say`, `/page/edit`,
`/page/tap`, `/page/voice` and `/page/photo`. Only a page that came from this very address may do so.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.playground import views
from bot.playground.conversations import as_seen
from bot.playground.patients import Patient
from bot.playground.refusals import Json
from bot.playground.world import Event, World

FILES: Final = Path(__file__).parent / "page"
HEARTBEAT: Final = 15.0
"""Seconds of silence after which the page is told that the line still stands."""
LONGEST_NAME: Final = 40

_MEDIA_TYPES: Final = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_PICTURES: Final = {"image/jpeg", "image/png", "image/gif", "image/webp"}
_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ChatPage:
    """Serves the page and its requests."""

    def __init__(self, world: World, patients: dict[int, Patient], join: Callable[[str], Patient]) -> None:
        self._world = world
        self._patients = patients
        self._join = join
        self._streams: set[asyncio.Queue[Event | None]] = set()
        world.watchers.append(self._tell)

    def add_to(self, application: web.Application) -> None:
        """Add the page's routes and its guard."""
        application.middlewares.append(_only_this_computer)
        for file in FILES.iterdir():
            path = "/" if file.name == "index.html" else f"/page/{file.name}"
            application.router.add_get(path, _static(file))
        application.router.add_get("/page/state", self._state)
        application.router.add_get("/page/events", self._events)
        application.router.add_get("/page/file/{file_id}", self._picture)
        application.router.add_post("/page/photo", self._photo)
        application.router.add_post("/page/patients", _action(self._add_patient))
        application.router.add_post("/page/say", _action(self._say))
        application.router.add_post("/page/edit", _action(self._edit))
        application.router.add_post("/page/tap", _action(self._tap))
        application.router.add_post("/page/voice", _action(self._speak))

    def close(self) -> None:
        """Hang up on every open page."""
        self._tell(None)

    def _tell(self, event: Event | None) -> None:
        for stream in self._streams:
            stream.put_nowait(event)

    def _patient(self, chat_id: int) -> Patient:
        if chat_id not in self._patients:
            raise LookupError("there is no such patient")
        return self._patients[chat_id]

    async def _state(self, request: web.Request) -> web.Response:
        chosen = request.query.get("chat", "")
        number = int(chosen) if chosen.isdecimal() else None
        shown = views.state(self._world.profile, self._patients.values(), number)
        return web.json_response(shown, headers=_HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        stream: asyncio.Queue[Event | None] = asyncio.Queue()
        self._streams.add(stream)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            await _tell_all(stream, response)
        except ConnectionError:
            # The page was closed.
            return response
        finally:
            self._streams.discard(stream)
        return response

    async def _picture(self, request: web.Request) -> web.Response:
        content, kind = self._world.pictures.get(request.match_info["file_id"], (None, ""))
        if content is None:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type=kind, headers=_HEADERS)

    async def _photo(self, request: web.Request) -> web.Response:
        if request.content_type not in _PICTURES:
            return _wrong("Only pictures can be sent here.")
        content = await request.read()
        try:
            patient = self._patient(int(request.query.get("chat", "0")))
            patient.sends_photo(request.query.get("caption") or None, content, request.content_type)
        except (ValueError, LookupError) as problem:
            return _wrong(str(problem))
        return web.json_response({})

    def _add_patient(self, wish: Json) -> Json:
        name = wish["name"].strip()
        if not 0 < len(name) <= LONGEST_NAME:
            raise ValueError(f"a name has 1 to {LONGEST_NAME} characters")
        return {"chat": self._join(name).id}

    def _say(self, wish: Json) -> Json:
        return {"message_id": self._patient(wish["chat"]).says(wish["text"])}

    def _edit(self, wish: Json) -> Json:
        self._patient(wish["chat"]).edits(wish["message_id"], wish["text"])
        return {}

    def _tap(self, wish: Json) -> Json:
        patient = self._patient(wish["chat"])
        patient.taps(as_seen(patient.chat.posted[wish["message_id"]]), wish["data"])
        return {}

    def _speak(self, wish: Json) -> Json:
        return {"message_id": self._patient(wish["chat"]).sends_voice()}


async def _tell_all(stream: asyncio.Queue[Event | None], response: web.StreamResponse) -> None:
    while True:
        try:
            async with asyncio.timeout(HEARTBEAT):
                event = await stream.get()
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        if event is None:
            return
        told = {"kind": event.kind, "chat": event.chat_id, "text": event.text, "alert": event.alert}
        await response.write(f"data: {json.dumps(told)}\n\n".encode())


def _action(act: Callable[[Json], Json]) -> _Handler:
    async def answer(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return _wrong("Send JSON.")
        try:
            return web.json_response(act(await request.json()))
        except (ValueError, LookupError) as problem:
            return _wrong(str(problem))

    return answer


def _static(file: Path) -> _Handler:
    content = file.read_text(encoding="utf-8")

    async def serve(_: web.Request) -> web.Response:
        return web.Response(
            text=content, content_type=_MEDIA_TYPES[file.suffix], charset="utf-8", headers=_HEADERS
        )

    return serve


def _wrong(reason: str) -> web.Response:
    return web.json_response({"error": reason}, status=400)


@web.middleware
async def _only_this_computer(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Turn away pages of other sites that reach for this address, by their own name or by another one."""
    name = request.host.rsplit(":", 1)[0]
    origin = request.headers.get("Origin")
    if name not in {"127.0.0.1", "localhost"} or origin not in {None, f"http://{request.host}"}:
        raise web.HTTPForbidden(text="This page serves this computer only.")
    return await handler(request)
