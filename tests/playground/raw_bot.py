"""A bot without a library: it sends bare requests, so that a test sees exactly what Telegram answers."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, FormData

from bot.playground.server import Telegram


@dataclass
class RawBot:
    """Calls the Bot API as libraries do, with forms."""

    telegram: Telegram
    session: ClientSession

    async def call(self, method: str, **parameters: Any) -> Any:
        """Call a method that must succeed, and return its result."""
        status, body = await self.answer(method, **parameters)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """Call a method that must be refused with 400, and return the description."""
        status, body = await self.answer(method, **parameters)
        assert (status, body["ok"], body["error_code"]) == (400, False, 400), body
        return str(body["description"])

    async def answer(self, method: str, **parameters: Any) -> tuple[int, Any]:
        """Call a method with a form, nested values as JSON in it and bytes as a file; return its answer."""
        form = FormData()
        for name, one in parameters.items():
            if isinstance(one, bytes):
                form.add_field(name, one, filename="file", content_type="application/octet-stream")
            else:
                form.add_field(name, one if isinstance(one, str) else json.dumps(one))
        address = f"{self.telegram.base_url}{self.telegram.token}/{method}"
        async with self.session.post(address, data=form) as response:
            return response.status, await response.json()

    async def updates(self, **parameters: Any) -> list[Any]:
        """Return the updates that wait."""
        found: list[Any] = await self.call("getUpdates", **parameters)
        return found
