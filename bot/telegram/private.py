"""A patient's private chat: danger, questions, commands and what is not text."""

import logging
from datetime import datetime
from typing import Final

from telegram import Bot, ChatMember, Update
from telegram import Message as Received

from bot.core.answering import Answerer, Question
from bot.core.replies import Reply, Unknown, Urgent, topics_answered, unanswered
from bot.telegram.delivery import Delivery
from bot.telegram.media import limit_of
from bot.telegram.memory import Memory
from bot.telegram.notices import Notice
from bot.telegram.rendering import Renderer
from bot.telegram.routed import Context, Handler, message_of
from bot.telegram.wording import payload_in, question_in, words_in

_log: Final = logging.getLogger(__name__)


class PrivateChat:
    """Speaks with one patient at a time."""

    def __init__(self, answerer: Answerer, renderer: Renderer, delivery: Delivery, memory: Memory) -> None:
        self._answerer = answerer
        self._renderer = renderer
        self._delivery = delivery
        self._memory = memory

    async def danger(self, update: Update, _: Context) -> None:
        """Answer a red flag, wherever in a message it stands; an edit brings the card alone, and once."""
        message, words = message_of(update), words_in(message_of(update))
        flag = self._answerer.red_flag_in(words)
        if flag is None or not self._memory.of(message.chat_id).notes_card(message.message_id, flag.id):
            return
        if update.edited_message:
            await self._answer(message, Urgent(flag=flag))
            return
        await self._answer(message, self._reply_to(message, words))
        await self._admit(self._limit_of(message), message)

    async def question(self, update: Update, _: Context) -> None:
        """Answer what was typed."""
        message = message_of(update)
        await self._answer(message, self._reply_to(message, question_in(message)))

    async def attachment(self, update: Update, _: Context) -> None:
        """Answer the caption, and admit that nobody looks at the rest."""
        message, asked = message_of(update), question_in(message_of(update))
        limit = self._limit_of(message)
        reply = self._reply_to(message, asked) if asked else None
        if reply and not (limit and _adds_nothing(reply)):
            await self._answer(message, reply)
        await self._admit(limit, message)

    async def start(self, update: Update, context: Context) -> None:
        """Open the topic that a deep link names; anything else is a plain start."""
        message = message_of(update)
        payload = payload_in(message)
        reply = self._answerer.reply_about(payload) if payload else None
        if reply:
            await self._answer(message, reply)
        else:
            await self.telling(Notice.WELCOME)(update, context)

    async def command(self, update: Update, context: Context) -> None:
        """Read what follows a command nobody knows as a question; alone it brings the help text."""
        if question_in(message_of(update)):
            await self.question(update, context)
        else:
            await self.telling(Notice.HELP)(update, context)

    async def forget(self, update: Update, context: Context) -> None:
        """Forget the chat, and say so."""
        self._memory.forget(message_of(update).chat_id)
        await self.telling(Notice.FORGOTTEN)(update, context)

    async def topics(self, update: Update, _: Context) -> None:
        """Show the menu."""
        message = message_of(update)
        await self._delivery.send(message.get_bot(), message.chat_id, self._renderer.menu())

    def telling(self, notice: Notice) -> Handler:
        """Return a handler that shows one notice."""

        async def tell(update: Update, _: Context) -> None:
            message = message_of(update)
            await self._delivery.send(message.get_bot(), message.chat_id, self._renderer.notice(notice))

        return tell

    async def membership(self, update: Update, _: Context) -> None:
        """Forget a chat that closes itself to the bot."""
        change = update.my_chat_member
        if change and change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}:
            self._memory.forget(change.chat.id)

    async def say(self, bot: Bot, chat_id: int, reply: Reply, at: datetime) -> None:
        """Send a reply, and remember what the next question may hang on."""
        memory, topics = self._memory.of(chat_id), topics_answered(reply)
        memory.unanswered = unanswered(reply)
        if topics or isinstance(reply, Urgent):
            # After an urgent card alone, "it" is the danger and no topic from before.
            memory.notes_topic(topics[0].id if topics else None, at)
        await self._delivery.send(bot, chat_id, self._renderer.reply(reply))
        _log.info("replied with %s", type(reply).__name__)

    def _reply_to(self, message: Received, asked: str) -> Reply:
        memory = self._memory.of(message.chat_id)
        return self._answerer.reply_to(
            Question(text=asked, unanswered=memory.unanswered, topic_before=memory.topic_at(message.date))
        )

    async def _answer(self, message: Received, reply: Reply) -> None:
        await self.say(message.get_bot(), message.chat_id, reply, message.edit_date or message.date)

    def _limit_of(self, message: Received) -> Notice | None:
        # Ten pictures sent together are ten messages: one notice is enough.
        limit = limit_of(message)
        is_first = limit and self._memory.of(message.chat_id).notes_album(message.media_group_id)
        return limit if is_first else None

    async def _admit(self, limit: Notice | None, message: Received) -> None:
        if limit:
            await self._delivery.send(message.get_bot(), message.chat_id, self._renderer.notice(limit))


def _adds_nothing(reply: Reply) -> bool:
    # "I cannot see pictures, please type" covers a caption such as "what is this?".
    return isinstance(reply, Unknown) and not reply.medicine_named
