"""What every request of the page shares: its guard, its headers, its static files, and how actions answer."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.playground.refusals import Json

FILES: Final = Path(__file__).parent / "page"
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

_MEDIA_TYPES: Final = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def action(act: Callable[[Json], Json]) -> Handler:
    """Return what answers a request to do something, with what was wrong if it cannot be done."""

    async def answer(request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return wrong("Send JSON.")
        try:
            return web.json_response(act(await request.json()))
        except (ValueError, LookupError) as problem:
            return wrong(str(problem))

    return answer


def static(file: Path) -> Handler:
    """Return what serves a file of the page."""
    content = file.read_text(encoding="utf-8")

    async def serve(_: web.Request) -> web.Response:
        return web.Response(
            text=content, content_type=_MEDIA_TYPES[file.suffix], charset="utf-8", headers=HEADERS
        )

    return serve


def wrong(reason: str) -> web.Response:
    """Return the answer to a request that cannot be met."""
    return web.json_response({"error": reason}, status=400)


@web.middleware
async def only_this_computer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn away pages of other sites that reach for this address, by their own name or by another one."""
    name = request.host.rsplit(":", 1)[0]
    origin = request.headers.get("Origin")
    if name not in {"127.0.0.1", "localhost"} or origin not in {None, f"http://{request.host}"}:
        raise web.HTTPForbidden(text="This page serves this computer only.")
    return await handler(request)
