"""Taps on buttons: the menu turns in place, a topic comes as a message of its own."""

from collections.abc import Iterator, Mapping

from telegram import Message as Received
from telegram.constants import ChatType

from bot.core.model import Value
from bot.telegram.answers import Answers
from bot.telegram.buttons import Choice, OutOfDate, ShowKind, ShowMenu, ShowTopic, TurnBack, decode
from bot.telegram.exchange import Exchange
from bot.telegram.features import TapHandler
from bot.telegram.letters import Acknowledge, Effect, Replace, Say
from bot.telegram.messages import Message
from bot.telegram.private import PrivateChat
from bot.telegram.rendering import Renderer


class Taps:
    """Follows what a button in a private chat means; whatever it does not know is out of date."""

    def __init__(
        self,
        answers: Answers,
        renderer: Renderer,
        chat: PrivateChat,
        more: Mapping[type[Value], TapHandler] | None = None,
    ) -> None:
        self._answers = answers
        self._renderer = renderer
        self._chat = chat
        self._out_of_date = renderer.phrases.out_of_date
        self._handlers: dict[type[Value], TapHandler] = {
            ShowTopic: self._topic,
            ShowKind: self._kind,
            TurnBack: self._back,
            ShowMenu: self._menu,
            **(more or {}),
        }

    def tap(self, it: Exchange) -> Iterator[Effect]:
        """Acknowledge the tap first, so that the button stops waiting; then do what it means."""
        query = it.update.callback_query
        if query is None:
            return
        if query.message is None or query.message.chat.type != ChatType.PRIVATE:
            # Such buttons stand in private chats only: this one is forged, or has no place for an answer.
            yield Acknowledge(query_id=query.id, pop_up=self._out_of_date)
            return
        effects = self._effects(it, query.data or "")
        if effects is None:
            yield Acknowledge(query_id=query.id, pop_up=self._out_of_date)
            yield Say(message=self._renderer.menu())
        else:
            yield from _acknowledged(query.id, effects)

    def _effects(self, it: Exchange, sent: str) -> Iterator[Effect] | None:
        """Return what a button leads to, or None when it is out of date."""
        choice = decode(sent)
        if isinstance(choice, OutOfDate):
            return None
        handler = self._handlers.get(type(choice))
        return handler(it, choice) if handler else None

    def _topic(self, it: Exchange, choice: Choice) -> Iterator[Effect] | None:
        reply = self._chat.about(it, choice.topic_id) if isinstance(choice, ShowTopic) else None
        return iter([self._chat.say(it, reply)]) if reply else None

    def _kind(self, it: Exchange, choice: Choice) -> Iterator[Effect] | None:
        return self._turned(it, self._renderer.menu_of(choice.kind)) if isinstance(choice, ShowKind) else None

    def _back(self, it: Exchange, _: Choice) -> Iterator[Effect]:
        return self._turned(it, self._renderer.menu())

    def _menu(self, _: Exchange, __: Choice) -> Iterator[Effect]:
        return iter([Say(message=self._renderer.menu())])

    def _turned(self, it: Exchange, page: Message) -> Iterator[Effect]:
        query = it.update.callback_query
        shown = query.message if query else None
        if isinstance(shown, Received):
            yield Replace(message=page, message_id=shown.message_id)
        else:
            yield Say(message=page)


def _acknowledged(query_id: str, effects: Iterator[Effect]) -> Iterator[Effect]:
    """Yield what a tap leads to, behind its own acknowledgement or behind a silent one."""
    first = next(effects, None)
    if not isinstance(first, Acknowledge):
        yield Acknowledge(query_id=query_id)
    if first is not None:
        yield first
    yield from effects
