"""Publishing from the command line: the bot for a moment, its notes, and what to tell of the outcome."""

import time
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.storage.failures import CannotOpen, StorageUnavailable
from bot.storage.guides import guides_in
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.connection import why_not
from bot.telegram.public.channel import CannotPublish
from bot.telegram.public.guide import Guide, Outcome, Published
from bot.telegram.rendering import Renderer

_TOLD: Final = {
    Outcome.POSTED: "The guide stands in {title}.",
    Outcome.CHANGED: "The guide in {title} has the present text.",
    Outcome.UNCHANGED: "There is nothing to change: the guide in {title} has the present text.",
}
_NOT_PINNED: Final = (
    " It is not pinned: allow the bot to edit messages in the channel (Edit, Administrators, the bot), "
    "and publish again; or pin it by hand."
)


async def publish(  # noqa: PLR0913  What the command line knows.
    typed: str, renderer: Renderer, *, token: str, base_url: str, database_url: str, again: bool = False
) -> str:
    """Publish the guide in a channel, and return what to tell.

    Raises:
        CannotPublish: The message says why, and what to do.
        CannotOpen: The database cannot be used.
    """
    bot = Bot(token, base_url=base_url, request=AiohttpRequest(), get_updates_request=AiohttpRequest())
    try:
        async with guides_in(database_url) as notes:
            await bot.initialize()
            guide = renderer.guide(bot.username)
            return told(await Guide(bot, notes, time.time).publish(typed, guide, again=again))
    except StorageUnavailable:
        raise CannotOpen("The database could not be used just now. Publish again in a minute.") from None
    except TelegramError as refusal:
        raise CannotPublish(why_not(refusal)) from None
    finally:
        await bot.shutdown()


def told(published: Published) -> str:
    """Return the outcome as a sentence."""
    return _TOLD[published.outcome].format(title=published.title) + (
        "" if published.is_pinned else _NOT_PINNED
    )
