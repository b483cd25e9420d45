"""What the page tells of the bot's content: which one is served, and what is wrong in the saved files."""

from collections.abc import Callable
from typing import NamedTuple

from aiohttp import web

from bot.playground.page_requests import HEADERS
from bot.playground.refusals import Json


class ContentState(NamedTuple):
    """The content at one moment."""

    version: int = 1
    """Counts up with each content that is served."""
    problems: tuple[str, ...] = ()
    """Why what is saved is not served, each with its file and line."""


class ContentPage:
    """Answers at `/page/content`, and adds the same to the state of the page."""

    def __init__(self) -> None:
        """Begin with content that never changes."""
        self.state: Callable[[], ContentState] = ContentState
        """Tells which content is served, and what is wrong in the files."""

    def add_to(self, application: web.Application) -> None:
        """Add the route."""
        application.router.add_get("/page/content", self._tell)

    def told(self) -> Json:
        """Return what it adds to the state of the page."""
        return {"content": self._as_json()}

    async def _tell(self, _: web.Request) -> web.Response:
        return web.json_response(self._as_json(), headers=HEADERS)

    def _as_json(self) -> Json:
        state = self.state()
        return {"version": state.version, "problems": list(state.problems)}
