"""The bot at work: everything put together, from the way in to the way out, and an end in good order."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.core.answering import Answerer
from bot.storage.failures import StorageUnavailable
from bot.storage.store import Store
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.answers import Answers
from bot.telegram.deciding import Decider
from bot.telegram.delivery import Delivery
from bot.telegram.intake.calling import BotApi, calling
from bot.telegram.intake.polling import Poller
from bot.telegram.intake.registration import Address, Registration
from bot.telegram.intake.webhook import Webhook, serving
from bot.telegram.lateness import Apology
from bot.telegram.pace import Intervals, Pace
from bot.telegram.postman import Postman
from bot.telegram.profile import introduce
from bot.telegram.reception import DirectAnswers, Reception
from bot.telegram.rendering import Renderer
from bot.telegram.routing import ALLOWED_UPDATES, Routing
from bot.telegram.sending import Sender
from bot.telegram.working import Worker
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse

LAST_LETTERS: Final = 10.0
"""Seconds that a stop waits for letters to be delivered; the rest waits for the next start."""
STAND_BY: Final = 10.0
"""Seconds between two words to the watch while another copy polls."""
WITHOUT_RIGHT: Final = 10.0
"""Seconds that a copy polls without knowing whether another one does, before it asks again."""
BUSY: Final = 32
"""Updates waiting from which on each new one is screened at the door, so that an emergency overtakes."""

_log: Final = logging.getLogger(__name__)


class CannotStart(Exception):  # noqa: N818  It reads as what it says.
    """Telegram does not let the bot begin; the message says why, and what to do."""


@dataclass(frozen=True)
class Place:
    """Where updates are brought to."""

    url: str
    """The address that Telegram calls."""
    secret: str = field(repr=False)
    """What it shows with each call."""
    host: str = "127.0.0.1"
    port: int = 8080
    """Where the bot listens; a proxy with a certificate stands before it."""


@dataclass(frozen=True)
class Connection:
    """How the bot and Telegram reach each other."""

    base_url: str = "https://api.telegram.org/bot"
    """Where the Bot API is, up to and including "/bot"."""
    webhook: Place | None = None
    """Where Telegram brings updates; without it the bot fetches them."""
    intervals: Intervals = field(default_factory=Intervals)
    """The pace at which messages leave."""
    pauses: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0)
    """Seconds between the tries to begin."""


class BotApplication:
    """One bot: built, then run inside `at_work`."""

    def __init__(  # noqa: PLR0913  What the bot needs from outside.
        self,
        token: str,
        answerer: Answerer,
        renderer: Renderer,
        store: Store,
        connection: Connection,
        *,
        metrics: Metrics,
        pulse: Pulse,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.bot = Bot(
            token,
            base_url=connection.base_url,
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
        )
        self.store = store
        self._token = token
        self._connection = connection
        self._renderer = renderer
        self._pulse = pulse
        self._routing = Routing(Answers(answerer), renderer)
        delivery, apology = Delivery(), Apology(renderer.phrases.late, clock)
        decider = Decider(self.bot, self._routing, renderer, metrics, clock)
        directly = DirectAnswers(self.bot, decider, delivery, apology, clock)
        self._reception = Reception(store.take_in, directly, metrics)
        self._worker = Worker(store, decider, directly, pulse)
        pace = Pace(connection.intervals)
        postman = Postman(self.bot, delivery, pace, metrics, apology=apology, clock=clock)
        self._sender = Sender(store, postman, pulse)
        self._parts: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Answer patients as long as the context is open; on the way out finish what is under way.

        Raises:
            CannotStart: Telegram does not know the token, or cannot be reached.
        """
        async with self._connected(), self._working(), self._hearing():
            await introduce(self.bot, self._renderer.phrases)
            yield

    async def failure(self) -> None:
        """Wait until a part of the bot has ended by itself, and raise why.

        Raises:
            TokenRefused: Telegram has not known the token for minutes.
        """
        done, _ = await asyncio.wait(self._parts, return_when=asyncio.FIRST_COMPLETED)
        for part in done:
            part.result()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[None]:
        try:
            await self._introduced()
            yield
        finally:
            await self.bot.shutdown()

    async def _introduced(self) -> None:
        """Learn the bot's own name; Telegram may be out of reach, or not know the token, for a while."""
        for pause in (*self._connection.pauses, None):
            try:
                await self.bot.initialize()
            except TelegramError as refusal:
                if pause is None:
                    raise CannotStart(_reason(refusal)) from None
                _log.warning("Telegram does not answer yet: %s", type(refusal).__name__)
                await asyncio.sleep(pause)
            else:
                return

    @asynccontextmanager
    async def _working(self) -> AsyncIterator[None]:
        """Answer what is stored and deliver what is decided; on the way out as much as there is time for."""
        worker, sender = self._begin(self._worker.run()), self._begin(self._sender.run())
        try:
            yield
            self.store.stop_claiming()
            await _ended(worker)
            await self._worker.flush()
            await self._sender.flush(LAST_LETTERS)
        finally:
            await _ended(worker, sender)

    @asynccontextmanager
    async def _hearing(self) -> AsyncIterator[None]:
        """Take updates in: Telegram brings them to a webhook, or the bot fetches them."""
        async with calling(self._connection.base_url, self._token) as api:
            place = self._connection.webhook
            async with self._fetching(api) if place is None else self._receiving(api, place):
                yield

    @asynccontextmanager
    async def _fetching(self, api: BotApi) -> AsyncIterator[None]:
        poller = Poller(
            api,
            self._reception.take,
            self._pulse,
            allowed_updates=ALLOWED_UPDATES,
            is_urgent=self._is_urgent,
        )
        polling = self._begin(self._poll(poller))
        try:
            yield
        finally:
            await _ended(polling)
            await poller.confirm()

    @asynccontextmanager
    async def _receiving(self, api: BotApi, place: Place) -> AsyncIterator[None]:
        path = urlsplit(place.url).path or "/"
        webhook = Webhook(
            self._reception.take, self._pulse, secret=place.secret, path=path, is_urgent=self._is_urgent
        )
        async with AsyncExitStack() as door:
            try:
                await door.enter_async_context(serving(webhook, place.host, place.port))
            except OSError:
                raise CannotStart(cannot_listen("WEBHOOK_PORT")) from None
            address = Address(place.url, place.secret, ALLOWED_UPDATES)
            keeping = self._begin(Registration(api, self._pulse, address).keep())
            try:
                yield
            finally:
                await _ended(keeping)

    async def _poll(self, poller: Poller) -> None:
        """Poll while this copy of the bot has the right to, or while nobody can tell which one has it."""
        while True:
            standing_by = asyncio.create_task(self._stand_by())
            try:
                async with self.store.polling_alone():
                    standing_by.cancel()
                    await poller.run()
            except StorageUnavailable:
                _log.warning("the database cannot tell who polls, so this copy does")
            finally:
                standing_by.cancel()
            with suppress(TimeoutError):
                async with asyncio.timeout(WITHOUT_RIGHT):
                    await poller.run()

    async def _stand_by(self) -> None:
        """Tell the watch that another copy polls, and that this one is to wait."""
        while True:
            self._pulse.tried()
            await asyncio.sleep(STAND_BY)

    def _is_urgent(self, written: str) -> bool:
        # With a short queue nothing is overtaken, and the screen would only hold up the door.
        return self.store.waiting >= BUSY and self._routing.is_urgent(written)

    def _begin(self, part: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(part)
        self._parts.add(task)
        return task


def cannot_listen(setting: str) -> str:
    """Return what to tell when a port cannot be listened at."""
    return (
        f"Another program has the port, or the host is not this computer's. Check {setting} and LISTEN_HOST."
    )


async def _ended(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


def _reason(refusal: TelegramError) -> str:
    match refusal:
        case InvalidToken():
            return (
                "Telegram does not know this bot token. Send /token to @BotFather, and copy the token again."
            )
        case NetworkError():
            return "Telegram cannot be reached. Check the connection, a firewall, and TELEGRAM_API_URL."
        case _:
            return (
                f"Telegram does not let the bot begin ({type(refusal).__name__}). Try again in a few minutes."
            )
