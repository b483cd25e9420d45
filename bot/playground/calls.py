"""The Bot API over HTTP: the bot's calls are read, carried out in the world, written down and answered."""

import asyncio
import time
from collections import Counter, deque
from dataclasses import dataclass
from inspect import isawaitable
from typing import Final

from aiohttp import web

from bot.playground.bell import Bell
from bot.playground.faults import Broken, Dropped, Fault, Faults, Garbled, Slow, prevented_by
from bot.playground.forms import parameters_of
from bot.playground.history import REMEMBERED
from bot.playground.methods import METHODS
from bot.playground.refusals import Json, Refusal, not_found, unauthorized
from bot.playground.world import World

_GATEWAY: Final = "<html><head><title>Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"


@dataclass(frozen=True)
class Call:
    """One call that the bot made."""

    method: str
    parameters: Json
    """The parameters as JSON values; a file that came along stands as an `Upload` where it belongs."""
    ok: bool
    """Whether it had its effect."""
    error: str = ""
    """Telegram's words where it had none."""
    answered: bool = True
    """Whether the bot was told what became of it; False where a fault took or garbled the answer."""
    time: float = 0.0
    """When it had its effect, or was refused, in seconds on the monotonic clock."""


class Calls:
    """Answers the bot's calls and remembers them."""

    def __init__(
        self, world: World, token: str, faults: Faults, *, remembered: int | None = REMEMBERED
    ) -> None:
        self.made: deque[Call] = deque(maxlen=remembered)
        self.last: dict[str, Call] = {}
        """The last call of each method."""
        self.times: Counter[str] = Counter()
        """How often each method was called."""
        self.bell = Bell()
        """Rings after each call."""
        self._world = world
        self._token = token
        self._faults = faults

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, as Telegram does or as the fault wants it that was laid in for it."""
        if request.match_info["token"] != self._token:
            return _refused(unauthorized())
        try:
            method, parameters = request.match_info["method"], await parameters_of(request)
        except Refusal as refusal:
            return _refused(refusal)
        fault = self._faults.take(method)
        if isinstance(fault, Slow) and fault.before_effect:
            await asyncio.sleep(fault.seconds)
            fault = None
        error, result = prevented_by(fault), None
        if not error:
            try:
                result = await self._carried_out(method, parameters)
            except Refusal as refusal:
                fault, error = refusal, refusal.description
        answered = not isinstance(fault, Dropped | Garbled)
        self._remember(Call(method, parameters, not error, error, answered, time.monotonic()))
        return await self._told(request, result, fault)

    def _remember(self, call: Call) -> None:
        self.made.append(call)
        self.last[call.method] = call
        self.times[call.method] += 1
        self.bell.ring()

    async def _carried_out(self, method: str, parameters: Json) -> object:
        if method not in METHODS:
            raise not_found()
        result = METHODS[method](self._world, parameters)
        return await result if isawaitable(result) else result

    async def _told(self, request: web.Request, result: object, fault: Fault | None) -> web.StreamResponse:
        match fault:
            case Refusal():
                return _refused(fault)
            case Broken():
                return web.Response(text=_GATEWAY, status=fault.status, content_type="text/html")
            case Garbled():
                return web.Response(text="<!doctype html><p>OK", content_type="application/json")
            case Slow():
                await asyncio.sleep(fault.seconds)
            case Dropped() | None:
                pass
        # A connection that was open when the network went away brings nothing any more.
        if isinstance(fault, Dropped) or self._faults.offline:
            return _dropped(request)
        return web.json_response({"ok": True, "result": result})


def _refused(refusal: Refusal) -> web.Response:
    return web.json_response(refusal.as_json(), status=refusal.code)


def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
