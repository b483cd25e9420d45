"""Running the bot until somebody stops it: on Telegram, or in a rehearsal on this computer."""

import asyncio
import logging
import signal
import webbrowser
from asyncio import Event
from typing import Final

import typer

from bot import logs
from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.playground.server import Telegram
from bot.settings import Settings
from bot.telegram.application import BotApplication, CannotStart, Connection, build, polling
from bot.telegram.notices import Operation
from bot.telegram.rendering import Renderer

ANY_PORT: Final = 0

__all__ = ["CannotStart", "serve"]

_log: Final = logging.getLogger(__name__)


async def serve(knowledge: Knowledge, settings: Settings, *, show: bool) -> None:
    """Serve patients until Ctrl-C or SIGTERM: on Telegram with a token, else on the playground's page.

    Raises:
        CannotStart: Telegram refuses the token or cannot be reached.
    """
    logs.configure(settings.log_level)
    stop, token = _asked_to_stop(), settings.telegram_bot_token
    if token:
        await _on_telegram(knowledge, settings, token.get_secret_value(), stop)
    else:
        await _in_the_playground(knowledge, settings, stop, show=show)


async def _on_telegram(knowledge: Knowledge, settings: Settings, token: str, stop: Event) -> None:
    bot = _bot(knowledge, settings, token, f"{settings.telegram_api_url.rstrip('/')}/bot")
    async with polling(bot):
        typer.echo(f"The bot is live as https://t.me/{bot.bot.username} (stop it with Ctrl-C)")
        await stop.wait()


async def _in_the_playground(knowledge: Knowledge, settings: Settings, stop: Event, *, show: bool) -> None:
    telegram = await _playground(settings.playground_port)
    try:
        async with polling(_bot(knowledge, settings, telegram.token, telegram.base_url)):
            typer.echo(f"The playground is open at {telegram.page_url} (stop it with Ctrl-C)")
            if show:
                await asyncio.to_thread(_open, telegram.page_url)
            await stop.wait()
    finally:
        await telegram.stop()


def _bot(knowledge: Knowledge, settings: Settings, token: str, base_url: str) -> BotApplication:
    operation = Operation(
        operator=knowledge.clinic.name if settings.clinic_file else None,
        logs_replies=settings.log_level in {"DEBUG", "INFO"},
    )
    return build(token, Answerer(knowledge), Renderer(knowledge, operation), Connection(base_url=base_url))


async def _playground(port: int) -> Telegram:
    """Start the playground on its port, or on a free one when that is taken."""
    try:
        return await _started(_rehearsal(port))
    except OSError:
        _log.warning("port %d is taken, so the playground uses another one", port)
        return await _started(_rehearsal(ANY_PORT))


def _rehearsal(port: int) -> Telegram:
    return Telegram(port=port, username="aftercare_rehearsal_bot", name="Aftercare")


async def _started(telegram: Telegram) -> Telegram:
    await telegram.start()
    return telegram


def _open(address: str) -> None:
    """Open the address where there is a window to open; a text browser would take over this terminal."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(address)


def _asked_to_stop() -> Event:
    """Return what is set when the terminal or the system asks the program to stop."""
    asked = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, asked.set)
    return asked
