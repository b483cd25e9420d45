"""The panes beside the chat: the topics, why a message gets its reply, and the chat as a conversation test.

They ask `/page/topics`, `/page/why` and `/page/transcript`. Nothing here writes to the disk.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from aiohttp import web

from bot.playground import limits
from bot.playground.chats import Chat, Posted
from bot.playground.entities import Formatted
from bot.playground.page_requests import HEADERS, Handler, wrong
from bot.playground.patients import Patient
from bot.playground.preview import Preview, TopicSeen, Turn
from bot.playground.refusals import Json
from bot.playground.views import shown_message

NO_PREVIEW: Final = "There is nothing to preview here."


class PreviewPage:
    """Serves the panes, as long as there is something to preview."""

    def __init__(
        self, username: Callable[[], str], patients: dict[int, Patient], preview: Callable[[], Preview | None]
    ) -> None:
        self._username = username
        self._patients = patients
        self._preview = preview

    def add_to(self, application: web.Application) -> None:
        """Add the panes' routes."""
        application.router.add_get("/page/topics", _asked(self._topics))
        application.router.add_get("/page/why", _asked(self._why))
        application.router.add_get("/page/transcript", _asked(self._transcript))

    def told(self) -> Json:
        """Return what the rest of the page must know."""
        return {"preview": self._preview() is not None}

    def _topics(self, _: web.Request) -> Json:
        return {"topics": [self._topic(topic) for topic in self._present().topics()]}

    def _why(self, request: web.Request) -> Json:
        asked = int(request.query.get("message", "0"))
        posted = self._chat(request).posted
        if asked not in posted:
            raise LookupError("this message is gone")
        return {"why": self._present().why([*_turns(one for at, one in posted.items() if at <= asked)])}

    def _transcript(self, request: web.Request) -> Json:
        turns = [*_turns(self._chat(request).posted.values())]
        return {"yaml": self._present().as_test(turns)}

    def _present(self) -> Preview:
        preview = self._preview()
        if preview is None:
            raise LookupError(NO_PREVIEW)
        return preview

    def _chat(self, request: web.Request) -> Chat:
        chat_id = int(request.query.get("chat", "0"))
        if chat_id not in self._patients:
            raise LookupError("there is no such patient")
        return self._patients[chat_id].chat

    def _topic(self, topic: TopicSeen) -> Json:
        # The way of everything that the bot sends: read as Telegram reads it, and shown as in the chat.
        keyboard = {"inline_keyboard": topic.keyboard}
        call = {"text": topic.html, "parse_mode": "HTML", "reply_markup": keyboard}
        shape = {"message_id": 0, "date": 0} | limits.text(call).carried() | limits.keyboard(call)
        posted = Posted(shape, topic.html, by_bot=True)
        return {
            "id": topic.id,
            "kind": topic.kind,
            "title": topic.title,
            "covered": topic.covered,
            "asks": topic.asks,
            "texts": topic.texts,
            "facts": topic.facts,
            "message": shown_message(posted, self._username()),
        }


def _turns(standing: Iterable[Posted]) -> Iterator[Turn]:
    for posted in standing:
        text = Formatted.said_in(posted.shape).text
        if text and not posted.is_service:
            yield Turn(text, posted.by_bot, posted.shape["date"])


def _asked(tell: Callable[[web.Request], Json]) -> Handler:
    """Return what answers a question of the page, with what was wrong if it cannot be answered."""

    async def answer(request: web.Request) -> web.Response:
        try:
            return web.json_response(tell(request), headers=HEADERS)
        except (ValueError, LookupError) as problem:
            return wrong(str(problem))

    return answer
