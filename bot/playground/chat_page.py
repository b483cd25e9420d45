"""The chat page: static files, and the few requests with which the page reads and changes this Telegram.

The page is a patient's phone. It asks for the state of one chat (`/page/state`), is told when something
happens (`/page/events`, server-sent events), and acts through `/page/patients`, `/page/say`, `/page/edit`,
`/page/tap`, `/page/voice` and `/page/photo`. Only a page that came from this very address may do so.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Final, Protocol

from aiohttp import web

from bot.playground import views
from bot.playground.conversations import as_seen
from bot.playground.events import Event
from bot.playground.page_requests import FILES, HEADERS, action, only_this_computer, static, wrong
from bot.playground.patients import Patient
from bot.playground.refusals import Json
from bot.playground.world import World

HEARTBEAT: Final = 15.0
"""Seconds of silence after which the page is told that the line still stands."""
LONGEST_NAME: Final = 40

_PICTURES: Final = {"image/jpeg", "image/png", "image/gif", "image/webp"}


class Pane(Protocol):
    """A part of the page with requests of its own."""

    def add_to(self, application: web.Application) -> None:
        """Add its routes."""

    def told(self) -> Json:
        """Return what it adds to the state of the page."""


class ChatPage:
    """Serves the page and its requests."""

    def __init__(
        self, world: World, patients: dict[int, Patient], join: Callable[[str], Patient], *panes: Pane
    ) -> None:
        self._world = world
        self._patients = patients
        self._join = join
        self._panes = panes
        self._streams: set[asyncio.Queue[Event | None]] = set()
        world.watchers.append(self._tell)

    def add_to(self, application: web.Application) -> None:
        """Add the page's routes and its guard."""
        application.middlewares.append(only_this_computer)
        for file in FILES.iterdir():
            path = "/" if file.name == "index.html" else f"/page/{file.name}"
            application.router.add_get(path, static(file))
        for pane in self._panes:
            pane.add_to(application)
        application.router.add_get("/page/state", self._state)
        application.router.add_get("/page/events", self._events)
        application.router.add_get("/page/file/{file_id}", self._picture)
        application.router.add_post("/page/photo", self._photo)
        application.router.add_post("/page/patients", action(self._add_patient))
        application.router.add_post("/page/say", action(self._say))
        application.router.add_post("/page/edit", action(self._edit))
        application.router.add_post("/page/tap", action(self._tap))
        application.router.add_post("/page/voice", action(self._speak))

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
        for pane in self._panes:
            shown |= pane.told()
        return web.json_response(shown, headers=HEADERS)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
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
        file = self._world.files.get(request.match_info["file_id"])
        if file is None or file.kind not in _PICTURES:
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type=file.kind, headers=HEADERS)

    async def _photo(self, request: web.Request) -> web.Response:
        if request.content_type not in _PICTURES:
            return wrong("Only pictures can be sent here.")
        content = await request.read()
        try:
            patient = self._patient(int(request.query.get("chat", "0")))
            patient.sends_photo(request.query.get("caption") or None, content, request.content_type)
        except (ValueError, LookupError) as problem:
            return wrong(str(problem))
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
