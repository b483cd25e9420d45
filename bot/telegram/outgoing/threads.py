"""Threads: each conversation has one of its own, where the staff's chat is a forum."""

import logging
from functools import partial
from typing import Final

from telegram import Bot
from telegram.error import BadRequest

from bot.telegram.letters import BeginThread
from bot.telegram.outgoing.posting import Begin, Destination, number_in
from bot.telegram.outgoing.verdicts import Delivered, says

# The last underscore is explained in `attempts`.
_BEGIN: Final = "create_forum_topic_"

_log: Final = logging.getLogger(__name__)


async def begin_thread(bot: Bot, to: Destination, act: BeginThread) -> Delivered:
    """Begin the thread of a conversation that has none."""
    return (
        Delivered() if to.thread is not None else Delivered(thread=await _begun(bot, to.chat_id, act.title))
    )


def beginning(bot: Bot, to: Destination, title: str | None) -> Begin | None:
    """Return what begins another thread of this title; None without a title."""
    return partial(_begun, bot, to.chat_id, title) if title else None


async def _begun(bot: Bot, chat_id: int, title: str) -> int | None:
    try:
        begun = await bot.do_api_request(_BEGIN, {"chat_id": chat_id, "name": title})
    except BadRequest as refusal:
        if says(refusal, "migrated") or says(refusal, "chat not found"):
            raise
        _log.info("the staff chat has no threads, or the bot may not begin any")
        return None
    return number_in(begun, "message_thread_id")
