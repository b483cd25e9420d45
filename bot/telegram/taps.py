"""Taps on buttons: the menu turns in place, a topic comes as a message of its own."""

from datetime import UTC, datetime
from typing import assert_never

from telegram import CallbackQuery, MaybeInaccessibleMessage, Update
from telegram import Message as Received
from telegram.constants import ChatType

from bot.core.answering import Answerer
from bot.telegram.buttons import OutOfDate, ShowKind, ShowMenu, ShowTopic, TurnBack, decode
from bot.telegram.delivery import Delivery
from bot.telegram.messages import Message
from bot.telegram.private import PrivateChat
from bot.telegram.rendering import Renderer
from bot.telegram.routed import Context


class Taps:
    """Follows what a button means; whatever it does not know is out of date."""

    def __init__(self, answerer: Answerer, renderer: Renderer, delivery: Delivery, chat: PrivateChat) -> None:
        self._answerer = answerer
        self._renderer = renderer
        self._delivery = delivery
        self._chat = chat
        self._out_of_date = renderer.phrases.out_of_date

    async def tap(self, update: Update, _: Context) -> None:
        """Answer the tap first, so that the button stops waiting; then do what it means."""
        query = update.callback_query
        if query is None:
            return
        if query.message is None or query.message.chat.type != ChatType.PRIVATE:
            # The bot puts buttons into private chats only: this one is forged, or has no place for an answer.
            await self._delivery.answer(query, self._out_of_date)
            return
        match decode(query.data or ""):
            case ShowTopic(topic_id=topic_id):
                await self._show_topic(query, query.message, topic_id)
            case ShowKind(kind=kind):
                await self._delivery.answer(query)
                await self._turn(query.message, self._renderer.menu_of(kind))
            case TurnBack():
                await self._delivery.answer(query)
                await self._turn(query.message, self._renderer.menu())
            case ShowMenu():
                await self._delivery.answer(query)
                await self._delivery.send(query.get_bot(), query.message.chat.id, self._renderer.menu())
            case OutOfDate():
                await self._start_again(query, query.message)
            case choice:
                assert_never(choice)

    async def _show_topic(self, query: CallbackQuery, under: MaybeInaccessibleMessage, topic_id: str) -> None:
        reply = self._answerer.reply_about(topic_id)
        if reply is None:
            await self._start_again(query, under)
            return
        await self._delivery.answer(query)
        # A tap carries no date; the date of the message under it may be days ago.
        await self._chat.say(query.get_bot(), under.chat.id, reply, datetime.now(UTC))

    async def _start_again(self, query: CallbackQuery, under: MaybeInaccessibleMessage) -> None:
        await self._delivery.answer(query, self._out_of_date)
        await self._delivery.send(query.get_bot(), under.chat.id, self._renderer.menu())

    async def _turn(self, shown: MaybeInaccessibleMessage, page: Message) -> None:
        if isinstance(shown, Received):
            await self._delivery.turn(shown, page)
        else:
            await self._delivery.send(shown.get_bot(), shown.chat.id, page)
