"""Running the bot until somebody stops it: on Telegram, or in a rehearsal on this computer."""

import asyncio
import gc
import hashlib
import hmac
import logging
import signal
import time
import webbrowser
from asyncio import Event
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import typer

from bot import logs
from bot.assembly import contents
from bot.content.freshness import freshness
from bot.content.watching import Watching
from bot.core.knowledge import Knowledge
from bot.playground.content_page import ContentState
from bot.playground.server import Telegram
from bot.rehearsal import Rehearsal
from bot.reloading import Reloading, overdue
from bot.settings import Settings, SettingsError
from bot.storage.failures import CannotOpen
from bot.storage.opening import open_store
from bot.storage.store import Store
from bot.telegram.application import BotApplication
from bot.telegram.connection import CannotStart, Connection, Place, cannot_listen
from bot.telegram.intake.calling import TokenRefused
from bot.telegram.outgoing.pace import Intervals
from bot.watch import server
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse
from bot.watch.systemd import READY, STOPPING, notify
from bot.watch.watchdog import guarded

ANY_PORT: Final = 0
GARBAGE: Final = 20_000
"""Objects after which Python looks for garbage, once the bot is at work."""
IN_MEMORY: Final = "sqlite://"
AT_ONCE: Final = Intervals(private=0, group=0, bulk=0)
"""The pace in the playground, which has no limits to keep."""

__all__ = ["CannotOpen", "CannotStart", "TokenRefused", "event_loop", "serve"]

_log: Final = logging.getLogger(__name__)


def event_loop() -> asyncio.AbstractEventLoop:
    """Return an event loop: uvloop's, which is quicker, where there is one."""
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


class AtWork(NamedTuple):
    """The bot at work, and what keeps its content as it is saved."""

    bot: BotApplication
    reloading: Reloading


async def serve(
    knowledge: Knowledge,
    settings: Settings,
    *,
    show: bool,
    webhook: bool = False,
    watching: Watching | None = None,
) -> None:
    """Serve patients until Ctrl-C or SIGTERM: on Telegram with a token, else on the playground's page.

    With what watches the files of the knowledge, they are read again whenever they are saved.

    Raises:
        SettingsError: A webhook is wanted, and there is no address for it.
        CannotOpen: The database cannot be used.
        CannotStart: Telegram refuses the token or cannot be reached.
        TokenRefused: Telegram has not known the token for minutes.
    """
    logs.configure(settings.log_level, form=settings.log_form)
    logs.tell_strays()
    stop, token = _asked_to_stop(), settings.token
    if token:
        logs.hide(token)
        await _on_telegram(knowledge, settings, token, stop, watching=watching, webhook=webhook)
    else:
        await _in_the_playground(knowledge, settings, stop, watching=watching, show=show)


async def _on_telegram(  # noqa: PLR0913  What the bot is put together from.
    knowledge: Knowledge,
    settings: Settings,
    token: str,
    stop: Event,
    *,
    watching: Watching | None,
    webhook: bool,
) -> None:
    connection = Connection(
        base_url=f"{settings.telegram_api_url.rstrip('/')}/bot",
        webhook=_place(settings, token) if webhook else None,
    )
    url = settings.database_url.get_secret_value()
    logs.hide(urlsplit(url).password or "")
    bot_at_work = partial(
        _bot, knowledge, settings, token, watching=watching, staff_chat=settings.staff_chat_id
    )
    async with open_store(url) as store, bot_at_work(store, connection) as (bot, _):
        notify(settings.notify_socket, READY)
        typer.echo(f"The bot is live as https://t.me/{bot.bot.username} (stop it with Ctrl-C)")
        await _first(stop.wait(), bot.failure())
        notify(settings.notify_socket, STOPPING)


async def _in_the_playground(
    knowledge: Knowledge, settings: Settings, stop: Event, *, watching: Watching | None, show: bool
) -> None:
    telegram = await _playground(settings.playground_port)
    staff = telegram.staff_group(knowledge.clinic.name, "Dr Rose", "Sam")
    bot_at_work = partial(_bot, knowledge, settings, telegram.token, watching=watching, staff_chat=staff.id)
    connection = Connection(base_url=telegram.base_url, intervals=AT_ONCE)
    try:
        async with open_store(IN_MEMORY) as store, bot_at_work(store, connection) as (bot, reloading):
            telegram.content.state = lambda: ContentState(reloading.version, reloading.problems)
            telegram.preview = Rehearsal(lambda: bot.content)
            typer.echo(f"The playground is open at {telegram.page_url} (stop it with Ctrl-C)")
            typer.echo(f"The clinic's staff sits at {telegram.page_url}?staff=1")
            if show:
                await asyncio.to_thread(_open, telegram.page_url)
            await _first(stop.wait(), bot.failure())
    finally:
        await telegram.stop()


@asynccontextmanager
async def _bot(  # noqa: PLR0913  What the bot is put together from.
    knowledge: Knowledge,
    settings: Settings,
    token: str,
    store: Store,
    connection: Connection,
    *,
    watching: Watching | None,
    staff_chat: int | None,
) -> AsyncIterator[AtWork]:
    """Run the bot under watch as long as the context is open."""
    metrics, pulse, stopping = Metrics(), Pulse(due=lambda: store.due), Event()
    metrics.follow(pulse)
    metrics.content_read(time.time(), reviews_overdue=overdue(knowledge))
    _warn_of_reviews(knowledge)
    build = contents(settings, token, store, staff_chat=staff_chat)
    bot = BotApplication(token, build(knowledge), store, connection, metrics=metrics, pulse=pulse)
    reloading = Reloading(watching, build, bot, metrics, tidy=_tidy)
    async with AsyncExitStack() as watch:
        await watch.enter_async_context(guarded(pulse, notify_socket=settings.notify_socket))
        if settings.health_port is not None:
            pages = server.Watch(
                *(pulse, metrics, store.depth),
                content_problems=lambda: reloading.problems,
                is_stopping=stopping.is_set,
            )
            serving = server.serving(pages, settings.listen_host, settings.health_port)
            try:
                await watch.enter_async_context(serving)
            except OSError:
                raise CannotStart(cannot_listen("HEALTH_PORT")) from None
        # What is built by now stays: looking for garbage among it would cost each answer.
        gc.freeze()
        gc.set_threshold(GARBAGE)
        async with bot.at_work(), reloading.going_on():
            try:
                yield AtWork(bot, reloading)
            finally:
                stopping.set()


def _tidy() -> None:
    """Let go of what is of no more use, which takes some tenths of a second; what is left stays."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _warn_of_reviews(knowledge: Knowledge) -> None:
    """Say in the log what is to be done about reviews."""
    fresh = freshness(knowledge.topics, datetime.now(UTC).date())
    if fresh.unreviewed or fresh.due or fresh.overdue:
        _log.warning(
            "of %d topics no clinician has reviewed %d; %d are due for a review and %d long overdue "
            "(aftercare check names them)",
            *map(len, (fresh.all, fresh.unreviewed, fresh.due, fresh.overdue)),
        )


def _place(settings: Settings, token: str) -> Place:
    if settings.webhook_url is None:
        raise SettingsError(
            "WEBHOOK_URL (environment or .env): --webhook needs the address where Telegram reaches the bot, "
            "such as https://bot.example.org/telegram"
        )
    given = settings.webhook_secret
    # Every copy of the bot makes up the same secret, and nobody without the token can.
    made_up = hmac.digest(token.encode(), b"webhook", hashlib.sha256).hex()
    secret = given.get_secret_value() if given else made_up
    logs.hide(secret)
    return Place(settings.webhook_url, secret, settings.listen_host, settings.webhook_port)


async def _first(*waits: Coroutine[object, object, object]) -> None:
    """Wait for whichever comes first, and raise what it raises."""
    tasks = [asyncio.create_task(wait) for wait in waits]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
    for task in done:
        task.result()


async def _playground(port: int) -> Telegram:
    """Start the playground on its port, or on a free one when that is taken."""
    try:
        return await _started(_rehearsal(port))
    except OSError:
        _log.warning("port %d is taken, so the playground uses another one", port)
        return await _started(_rehearsal(ANY_PORT))


def _rehearsal(port: int) -> Telegram:
    return Telegram(port=port, username="aftercare_rehearsal_bot", name="Aftercare", inline=True)


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
