"""A group: only what is addressed to the bot is answered, under the question, with nothing private in it."""

import logging
from typing import Final

from telegram import Message as Received
from telegram import Update

from bot.core.answering import Answerer, Question
from bot.core.replies import Reply
from bot.telegram.delivery import Delivery
from bot.telegram.media import limit_of
from bot.telegram.memory import Memory
from bot.telegram.messages import Message
from bot.telegram.notices import Notice
from bot.telegram.rendering import Renderer
from bot.telegram.routed import Context, Handler, message_of
from bot.telegram.wording import question_in, words_in

_log: Final = logging.getLogger(__name__)


class Group:
    """Speaks with several people at once, so it names no symptom and gives no clinical answer."""

    def __init__(self, answerer: Answerer, renderer: Renderer, delivery: Delivery, memory: Memory) -> None:
        self._answerer = answerer
        self._renderer = renderer
        self._delivery = delivery
        self._memory = memory

    async def danger(self, update: Update, _: Context) -> None:
        """Answer a red flag in general words, once for each message, edits included."""
        message, words = message_of(update), words_in(message_of(update))
        flag = self._answerer.red_flag_in(words)
        if flag and self._memory.of(message.chat_id).notes_card(message.message_id, flag.id):
            await self._say(message, self._answerer.reply_to(Question(text=words)))

    async def question(self, update: Update, context: Context) -> None:
        """Answer what was asked; a bare mention brings the help text, a bare picture the bot's limit."""
        message = message_of(update)
        if asked := question_in(message):
            await self._say(message, self._answerer.reply_to(Question(text=asked)))
        else:
            await self.telling(limit_of(message) or Notice.HELP)(update, context)

    async def forget(self, update: Update, context: Context) -> None:
        """Forget the group, and say so."""
        self._memory.forget(message_of(update).chat_id)
        await self.telling(Notice.FORGOTTEN)(update, context)

    def telling(self, notice: Notice) -> Handler:
        """Return a handler that shows one notice."""

        async def tell(update: Update, _: Context) -> None:
            message = message_of(update)
            await self._send(message, self._renderer.notice_in_group(notice, message.get_bot().username))

        return tell

    async def _say(self, message: Received, reply: Reply) -> None:
        await self._send(message, self._renderer.in_group(reply, message.get_bot().username))
        _log.info("replied in a group with %s", type(reply).__name__)

    async def _send(self, question: Received, message: Message) -> None:
        await self._delivery.send(question.get_bot(), question.chat_id, message, under=question)
