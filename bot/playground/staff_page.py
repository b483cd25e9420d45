"""The staff pane of the page: what the clinic's people see of their group, and what they do there.

It asks for one topic (`/page/staff`), and acts through `/page/staff/say`, `/page/staff/edit` and
`/page/staff/tap` as one of the group's members.
"""

from collections.abc import Callable

from aiohttp import web

from bot.playground import staff_views
from bot.playground.conversations import as_seen
from bot.playground.groups import Group
from bot.playground.members import Member
from bot.playground.page_requests import HEADERS, action, wrong
from bot.playground.refusals import Json


class StaffPage:
    """Serves the staff pane, as long as there is a staff group."""

    def __init__(self, staff: Callable[[], Group | None]) -> None:
        self._staff = staff

    def add_to(self, application: web.Application) -> None:
        """Add the pane's routes."""
        application.router.add_get("/page/staff", self._state)
        application.router.add_post("/page/staff/say", action(self._say))
        application.router.add_post("/page/staff/edit", action(self._edit))
        application.router.add_post("/page/staff/tap", action(self._tap))

    def told(self) -> Json:
        """Return what the rest of the page must know: which group there is, if any."""
        group = self._staff()
        return {"staff": group and {"id": group.id, "title": group.chat.shape["title"]}}

    async def _state(self, request: web.Request) -> web.Response:
        group = self._staff()
        if group is None:
            return wrong("There is no staff group.")
        chosen = request.query.get("thread", "")
        shown = staff_views.state(group, int(chosen) if chosen.isdecimal() else None)
        return web.json_response(shown, headers=HEADERS)

    def _group(self) -> Group:
        group = self._staff()
        if group is None:
            raise LookupError("there is no staff group")
        return group

    def _member(self, wish: Json) -> Member:
        found = next((one for one in self._group().members if one.id == wish["member"]), None)
        if found is None:
            raise LookupError("nobody like this is in the staff group")
        return found

    def _say(self, wish: Json) -> Json:
        thread = wish["thread"] or None
        return {"message_id": self._member(wish).says(wish["text"], thread=thread, reply_to=wish["reply_to"])}

    def _edit(self, wish: Json) -> Json:
        self._member(wish).edits(wish["message_id"], wish["text"])
        return {}

    def _tap(self, wish: Json) -> Json:
        message = as_seen(self._group().chat.posted[wish["message_id"]])
        self._member(wish).taps(message, wish["data"])
        return {}
