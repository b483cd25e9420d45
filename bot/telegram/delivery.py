"""Delivery: the one place where a message leaves for Telegram, and where Telegram's refusals end."""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Final

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram import Message as Received
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.telegram.messages import Button, Link, Message

LONGEST_WAIT: Final = timedelta(seconds=60)
NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)

_log: Final = logging.getLogger(__name__)


class Delivery:
    """Sends messages; waits and tries again where that can help."""

    def __init__(self, pauses: Sequence[float] = (1.0, 3.0)) -> None:
        """Build it with the seconds to wait before each further try."""
        self._pauses = tuple(pauses)

    async def send(self, bot: Bot, chat_id: int, message: Message, *, under: Received | None = None) -> None:
        """Send a message, in a group as a reply under the message that asked.

        Raises:
            TelegramError: Telegram did not take it, in spite of every try.
        """

        async def post(text: str, parse_mode: ParseMode | None) -> object:
            return await bot.send_message(
                chat_id,
                text,
                parse_mode=parse_mode,
                link_preview_options=NO_PREVIEW,
                reply_markup=_keyboard(message),
                reply_parameters=_reply_to(under) if under else None,
                message_thread_id=under.message_thread_id if under and under.is_topic_message else None,
            )

        try:
            await self._as_html_or_text(post, message)
        except Forbidden:
            _log.info("not delivered: the chat is closed to the bot")

    async def turn(self, shown: Received, message: Message) -> None:
        """Turn a message of the bot into another one; where that is too late, send the other one."""

        async def edit(text: str, parse_mode: ParseMode | None) -> object:
            return await shown.edit_text(
                text,
                parse_mode=parse_mode,
                link_preview_options=NO_PREVIEW,
                reply_markup=_keyboard(message),
            )

        try:
            await self._as_html_or_text(edit, message)
        except Forbidden:
            _log.info("not delivered: the chat is closed to the bot")
        except BadRequest as refusal:
            if "message is not modified" not in refusal.message.lower():
                await self.send(shown.get_bot(), shown.chat_id, message)

    async def answer(self, query: CallbackQuery, pop_up: str | None = None) -> None:
        """Answer a tap; a refusal ("query is too old") leaves nothing to do, since the message follows."""
        try:
            await query.answer(pop_up, show_alert=pop_up is not None)
        except TelegramError as refusal:
            _log.info("a tap was not answered: %s", type(refusal).__name__)

    async def _as_html_or_text(
        self, post: Callable[[str, ParseMode | None], Awaitable[object]], message: Message
    ) -> None:
        try:
            await self._insist(lambda: post(message.html, ParseMode.HTML))
        except BadRequest as refusal:
            if "can't parse entities" not in refusal.message.lower():
                raise
            _log.warning("Telegram cannot read the markup; sent as plain text")
            await self._insist(lambda: post(message.text, None))

    async def _insist(self, attempt: Callable[[], Awaitable[object]]) -> None:
        for pause in self._pauses:
            try:
                await attempt()
            except RetryAfter as limit:
                await asyncio.sleep(_wait_asked_for(limit))
            except BadRequest:  # a kind of NetworkError to the library, but no second try can help
                raise
            except NetworkError:
                # The message may have arrived all the same: twice is better than not at all.
                await asyncio.sleep(pause)
            else:
                return
        await attempt()


def _wait_asked_for(limit: RetryAfter) -> float:
    with warnings.catch_warnings():  # the attribute warns that its type is going to change
        warnings.simplefilter("ignore")
        wait = limit.retry_after
    seconds = wait.total_seconds() if isinstance(wait, timedelta) else wait
    if seconds > LONGEST_WAIT.total_seconds():
        raise limit
    return seconds


def _reply_to(question: Received) -> ReplyParameters:
    return ReplyParameters(question.message_id, allow_sending_without_reply=True)


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    return InlineKeyboardMarkup([[_key(button) for button in row] for row in message.buttons])


def _key(button: Button) -> InlineKeyboardButton:
    if isinstance(button, Link):
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)
