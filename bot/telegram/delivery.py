"""Delivery: the one place where anything leaves for Telegram, in attempts that each end in a verdict."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from random import Random
from typing import Final

from telegram import Bot
from telegram.error import BadRequest

from bot.logs import described
from bot.telegram.letters import Acknowledge, Replace, Say
from bot.telegram.messages import Button, Link, Message
from bot.telegram.verdicts import Delivered, Later, Reason, Refused, Verdict, back_off, says, verdict_on

LONGEST_ATTEMPT: Final = 20.0
LONGEST_ACKNOWLEDGEMENT: Final = 3.0
"""Seconds; the message that follows a tap waits so long at most."""

# The library's own methods read the whole answer, which nobody needs, at three times the cost of a call. The
# last underscore keeps it from recommending them; it is not part of what Telegram gets.
_SEND: Final = "send_message_"
_EDIT: Final = "edit_message_text_"
_ANSWER: Final = "answer_callback_query_"

_Parameters = dict[str, object]
_Post = Callable[[_Parameters], Awaitable[None]]

_log: Final = logging.getLogger(__name__)


class Delivery:
    """Makes attempts; whether and when there is another one is for others to decide."""

    def __init__(self, chance: Random | None = None, longest: float = LONGEST_ATTEMPT) -> None:
        """Build it with what draws the pauses, and the seconds after which an attempt has failed."""
        self._chance = chance or Random()  # noqa: S311  It spreads load and guards nothing.
        self._longest = longest

    async def deliver(
        self, bot: Bot, chat_id: int, act: Say | Replace | Acknowledge, *, tries: int = 0
    ) -> Verdict:
        """Try once to do what was decided; `tries` is how often that has failed before."""
        if isinstance(act, Acknowledge):
            return _final(await self._tried(_answer(bot, act), tries, LONGEST_ACKNOWLEDGEMENT))
        attempt = _say(bot, chat_id, act) if isinstance(act, Say) else _replace(bot, chat_id, act)
        return await self._tried(attempt, tries, self._longest)

    async def _tried(self, attempt: Awaitable[None], tries: int, longest: float) -> Verdict:
        try:
            async with asyncio.timeout(longest):
                await attempt
        except Exception as error:  # noqa: BLE001  Whatever goes wrong, the letter must not be lost.
            verdict = verdict_on(error, back_off(tries, self._chance))
            if isinstance(verdict, Later) and verdict.reason is Reason.BUG:
                _log.error("a delivery failed unexpectedly: %s", described(error))
            return verdict
        return Delivered()


async def _say(bot: Bot, chat_id: int, act: Say) -> None:
    parameters: _Parameters = {"chat_id": chat_id}
    if act.under is not None:
        parameters["reply_parameters"] = {"message_id": act.under, "allow_sending_without_reply": True}
    if act.thread is not None:
        parameters["message_thread_id"] = act.thread

    async def post(words: _Parameters) -> None:
        await bot.do_api_request(_SEND, parameters | words)

    await _as_html_or_text(post, act.message)


async def _replace(bot: Bot, chat_id: int, act: Replace) -> None:
    async def post(words: _Parameters) -> None:
        await bot.do_api_request(_EDIT, {"chat_id": chat_id, "message_id": act.message_id} | words)

    try:
        await _as_html_or_text(post, act.message)
    except BadRequest as refusal:
        if not says(refusal, "message is not modified"):
            await _say(bot, chat_id, Say(message=act.message))


async def _answer(bot: Bot, act: Acknowledge) -> None:
    shown: _Parameters = {} if act.pop_up is None else {"text": act.pop_up, "show_alert": True}
    await bot.do_api_request(_ANSWER, {"callback_query_id": act.query_id} | shown)


def _final(verdict: Verdict) -> Verdict:
    """A tap that was not acknowledged is let go: the message follows, and soon it is too late."""
    match verdict:
        case Later(reason=reason) | Refused(reason=reason):
            return Refused(reason=reason)
        case _:
            return verdict


async def _as_html_or_text(post: _Post, message: Message) -> None:
    common: _Parameters = {"link_preview_options": {"is_disabled": True}}
    if message.buttons:
        common["reply_markup"] = {"inline_keyboard": [[_key(key) for key in row] for row in message.buttons]}
    try:
        await post({"text": message.html, "parse_mode": "HTML"} | common)
    except BadRequest as refusal:
        if not says(refusal, "can't parse entities"):
            raise
        _log.warning("Telegram cannot read the markup; sent as plain text")
        await post({"text": message.text} | common)


def _key(button: Button) -> dict[str, str]:
    if isinstance(button, Link):
        return {"text": button.label, "url": button.url}
    return {"text": button.label, "callback_data": button.data}
