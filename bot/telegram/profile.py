"""How the bot presents itself in Telegram: its command menu and its descriptions."""

import logging
from collections.abc import Awaitable
from typing import Final, NamedTuple, Self

from telegram import Bot
from telegram.error import TelegramError

from bot.core.knowledge import Phrases
from bot.logs import described

OF_STAFF: Final = frozenset({"clinic", "close"})
"""Commands that lead nowhere while no staff answers."""

_log: Final = logging.getLogger(__name__)


class Profile(NamedTuple):
    """What Telegram shows of the bot."""

    commands: tuple[tuple[str, str], ...]
    """Each with what the menu says of it."""
    description: str
    short_description: str

    @classmethod
    def of(cls, phrases: Phrases, *, has_staff: bool = False) -> Self:
        """Return what the phrases say; commands that reach the staff need one."""
        commands = tuple(it for it in phrases.commands.items() if has_staff or it[0] not in OF_STAFF)
        return cls(commands, phrases.description, phrases.short_description)


async def introduce(bot: Bot, profile: Profile, told: Profile | None = None) -> None:
    """Tell Telegram what it was not told before; a refusal is logged and stops nothing."""
    if told is None or profile.commands != told.commands:
        await _try_to(bot.set_my_commands(profile.commands))
    if told is None or profile.description != told.description:
        await _try_to(bot.set_my_description(profile.description))
    if told is None or profile.short_description != told.short_description:
        await _try_to(bot.set_my_short_description(profile.short_description))


async def _try_to(call: Awaitable[object]) -> None:
    try:
        await call
    except TelegramError as refusal:
        _log.warning("the profile was not updated: %s", described(refusal))
