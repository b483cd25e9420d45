"""Taps on buttons: the menu turns in place, a topic comes as a message of its own."""

from collections.abc import Iterator
from typing import assert_never

from telegram import MaybeInaccessibleMessage
from telegram import Message as Received
from telegram.constants import ChatType

from bot.telegram.answers import Answers
from bot.telegram.buttons import OutOfDate, ShowKind, ShowMenu, ShowTopic, TurnBack, decode
from bot.telegram.exchange import Exchange
from bot.telegram.letters import Acknowledge, Act, Replace, Say
from bot.telegram.messages import Message
from bot.telegram.private import PrivateChat
from bot.telegram.rendering import Renderer


class Taps:
    """Follows what a button means; whatever it does not know is out of date."""

    def __init__(self, answers: Answers, renderer: Renderer, chat: PrivateChat) -> None:
        self._answers = answers
        self._renderer = renderer
        self._chat = chat
        self._out_of_date = renderer.phrases.out_of_date

    def tap(self, it: Exchange) -> Iterator[Act]:
        """Acknowledge the tap first, so that the button stops waiting; then do what it means."""
        query = it.update.callback_query
        if query is None:
            return
        if query.message is None or query.message.chat.type != ChatType.PRIVATE:
            # The bot puts buttons into private chats only: this one is forged, or has no place for an answer.
            yield Acknowledge(query_id=query.id, pop_up=self._out_of_date)
            return
        page = self._page(it, query.message, query.data or "")
        yield Acknowledge(query_id=query.id, pop_up=None if page else self._out_of_date)
        yield page or Say(message=self._renderer.menu())

    def _page(self, it: Exchange, shown: MaybeInaccessibleMessage, sent: str) -> Act | None:
        """Return what a button brings, or None when it is out of date."""
        match decode(sent):
            case ShowTopic(topic_id=topic_id):
                reply = self._answers.reply_about(topic_id)
                return self._chat.say(it, reply) if reply else None
            case ShowKind(kind=kind):
                return _turned(shown, self._renderer.menu_of(kind))
            case TurnBack():
                return _turned(shown, self._renderer.menu())
            case ShowMenu():
                return Say(message=self._renderer.menu())
            case OutOfDate():
                return None
            case choice:
                assert_never(choice)


def _turned(shown: MaybeInaccessibleMessage, page: Message) -> Act:
    if isinstance(shown, Received):
        return Replace(message=page, message_id=shown.message_id)
    return Say(message=page)
