"""How the bot presents itself in Telegram: its command menu and its descriptions."""

import logging
from collections.abc import Awaitable
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.core.knowledge import Phrases
from bot.logs import described

OF_STAFF: Final = frozenset({"clinic", "close"})
"""Commands that lead nowhere while no staff answers."""

_log: Final = logging.getLogger(__name__)


async def introduce(bot: Bot, phrases: Phrases, *, has_staff: bool = False) -> None:
    """Tell Telegram the commands and descriptions; a refusal is logged and stops nothing."""
    commands = [it for it in phrases.commands.items() if has_staff or it[0] not in OF_STAFF]
    await _try_to(bot.set_my_commands(commands))
    await _try_to(bot.set_my_description(phrases.description))
    await _try_to(bot.set_my_short_description(phrases.short_description))


async def _try_to(call: Awaitable[object]) -> None:
    try:
        await call
    except TelegramError as refusal:
        _log.warning("the profile was not updated: %s", described(refusal))
