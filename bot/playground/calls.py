"""The bot's calls: read from HTTP, carried out in the world, and written down for those who check them."""

from collections import deque
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web
from aiohttp.web_request import FileField

from bot.playground.bell import Bell
from bot.playground.methods import METHODS
from bot.playground.parameters import GetUpdates
from bot.playground.refusals import Json, Refusal, bad_request, not_found
from bot.playground.world import World

REMEMBERED: Final = 100_000
"""Calls that are kept, before the oldest are forgotten."""


@dataclass(frozen=True)
class Call:
    """One call that the bot made."""

    method: str
    parameters: Json
    """The parameters as JSON values; an uploaded file stands as its file id."""
    ok: bool
    """Whether it had its effect."""
    error: str = ""
    """Telegram's words where it had none."""


class Calls:
    """Carries out the bot's calls and remembers them."""

    def __init__(self, world: World) -> None:
        self.made: deque[Call] = deque(maxlen=REMEMBERED)
        self.bell = Bell()
        """Rings after each call."""
        self._world = world

    async def carry_out(self, name: str, raw: Json) -> Json:
        """Carry out a call and return the body of Telegram's answer.

        Raises:
            Refusal: Telegram turns it down.
        """
        method = METHODS.get(name.lower())
        decoded = raw if method is None else method.parameters.decoded(raw)
        try:
            if method is None:
                raise not_found()
            call = method.parameters.read(decoded)
            if isinstance(call, GetUpdates):
                result = await self._updates(call)
            else:
                result = method.run(self._world, call)
        except Refusal as refusal:
            self.write_down(name, raw, refusal.description)
            raise
        self.write_down(name, raw)
        return {"ok": True, "result": result}

    def write_down(self, name: str, raw: Json, error: str = "") -> None:
        """Remember a call; with an error, as one without effect."""
        method = METHODS.get(name.lower())
        parameters = method.parameters.decoded(raw) if method else raw
        self.made.append(Call(method.parameters.method if method else name, parameters, not error, error))
        self.bell.ring()

    async def _updates(self, call: GetUpdates) -> list[Json]:
        return await self._world.updates.poll(call.offset, call.limit, call.timeout, call.allowed_updates)

    async def parameters_of(self, request: web.Request) -> Json:
        """Return the parameters of a request, from its address, a form, a form with files, or JSON."""
        given: Json = dict(request.query)
        if request.content_type == "application/json" and request.body_exists:
            return given | await _json_of(request)
        form = await request.post()
        files = {name: self._keep(part) for name, part in form.items() if isinstance(part, FileField)}
        values = {name: part for name, part in form.items() if not isinstance(part, FileField)}
        attached = {
            name: files.pop(value.removeprefix("attach://"))
            for name, value in values.items()
            if isinstance(value, str) and value.removeprefix("attach://") in files
        }
        return given | values | files | attached

    def _keep(self, part: FileField) -> str:
        return self._world.keep_file(part.file.read(), part.content_type)


async def _json_of(request: web.Request) -> Json:
    try:
        body: Any = await request.json()
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected")
    return body
