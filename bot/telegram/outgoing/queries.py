"""Answers to queries, a tap or a name typed in any chat: Telegram waits for them only for a moment."""

from typing import Final

from telegram import Bot

from bot.telegram.letters import Acknowledge, Suggest, Suggestion
from bot.telegram.outgoing.posting import Parameters, keyboard
from bot.telegram.outgoing.verdicts import Delivered

SUGGESTED_FOR: Final = 60
"""Seconds for which Telegram may show the same suggestions for the same words."""

_ANSWER: Final = "answer_callback_query_"
_SUGGEST: Final = "answer_inline_query_"


async def acknowledge(bot: Bot, act: Acknowledge) -> Delivered:
    """Answer a tap."""
    shown: Parameters = {} if act.pop_up is None else {"text": act.pop_up, "show_alert": True}
    await bot.do_api_request(_ANSWER, {"callback_query_id": act.query_id} | shown)
    return Delivered()


async def suggest(bot: Bot, act: Suggest) -> Delivered:
    """Answer an inline query."""
    await bot.do_api_request(
        _SUGGEST,
        {
            "inline_query_id": act.query_id,
            "results": [_article(it) for it in act.suggestions],
            "cache_time": SUGGESTED_FOR,
        },
    )
    return Delivered()


def _article(it: Suggestion) -> Parameters:
    words = {"message_text": it.message.html, "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": it.id,
        "title": it.title,
        "description": it.summary,
        "input_message_content": words | {"link_preview_options": {"is_disabled": True}},
    } | keyboard(it.message)
