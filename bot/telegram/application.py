"""The bot at work: everything put together, from the way in to the way out, and an end in good order."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from telegram import Bot
from telegram.error import TelegramError

from bot.storage.store import Store
from bot.telegram.aiohttp_request import AiohttpRequest
from bot.telegram.connection import CannotStart, Connection, why_not
from bot.telegram.content import Content
from bot.telegram.deciding import Decider
from bot.telegram.hearing import Hearing
from bot.telegram.outgoing.delivery import Delivery
from bot.telegram.outgoing.lateness import Apology
from bot.telegram.outgoing.pace import Pace
from bot.telegram.outgoing.postman import Postman
from bot.telegram.outgoing.sending import Sender
from bot.telegram.parts import Parts, ended
from bot.telegram.profile import introduce
from bot.telegram.reception import DirectAnswers, Reception
from bot.telegram.working import Worker
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse

LAST_LETTERS: Final = 10.0
"""Seconds that a stop waits for letters to be delivered; the rest waits for the next start."""
BUSY: Final = 32
"""Updates waiting from which on each new one is screened at the door, so that an emergency overtakes."""

_log: Final = logging.getLogger(__name__)


class BotApplication:
    """One bot: built, then run inside `at_work`."""

    def __init__(  # noqa: PLR0913  What the bot needs from outside.
        self,
        token: str,
        content: Content,
        store: Store,
        connection: Connection,
        *,
        metrics: Metrics,
        pulse: Pulse,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Build it; the clock tells seconds since the epoch."""
        self.bot = Bot(
            token,
            base_url=connection.base_url,
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
        )
        self.store = store
        self._pauses = connection.pauses
        self._content = content
        renderer = content.renderer
        self._delivery = delivery = Delivery(painter=content.painter)
        self._apology = apology = Apology(renderer.phrases.late, clock)
        self._decider = decider = Decider(
            self.bot, content.routing, renderer, metrics, clock, zone=renderer.zone
        )
        directly = DirectAnswers(self.bot, decider, delivery, apology, clock)
        self._parts = Parts()
        take = Reception(store.take_in, directly, metrics).take
        self._hearing = Hearing(
            connection, token, store, take, pulse, is_urgent=self._is_urgent, parts=self._parts
        )
        self._worker = Worker(store, decider, directly, pulse)
        pace = Pace(connection.intervals)
        postman = Postman(self.bot, delivery, pace, metrics, apology=apology, clock=clock)
        self._sender = Sender(store, postman, pulse)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Answer patients as long as the context is open; on the way out finish what is under way.

        Raises:
            CannotStart: Telegram does not know the token, or cannot be reached.
        """
        async with self._connected(), self._working(), self._hearing.going_on():
            await introduce(self.bot, self._content.profile)
            yield

    @property
    def content(self) -> Content:
        """What the bot answers from at this moment."""
        return self._content

    async def renew(self, content: Content) -> None:
        """Answer from other content, all of it from the next update on; then tell Telegram what it shows.

        Nothing is awaited before everything is exchanged, and deciding awaits nothing: no update meets a
        mixture, and one that was decided goes out as it was.
        """
        before, self._content = self._content, content
        self._decider.renew(content.routing, content.renderer)
        self._apology.renew(content.renderer.phrases.late)
        self._delivery.renew(content.painter)
        await introduce(self.bot, content.profile, before.profile)

    async def failure(self) -> None:
        """Wait until a part of the bot has ended by itself, and raise why.

        Raises:
            TokenRefused: Telegram has not known the token for minutes.
        """
        await self._parts.failure()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[None]:
        try:
            await self._introduced()
            yield
        finally:
            await self.bot.shutdown()

    async def _introduced(self) -> None:
        """Learn the bot's own name; Telegram may be out of reach, or not know the token, for a while."""
        for pause in (*self._pauses, None):
            try:
                await self.bot.initialize()
            except TelegramError as refusal:
                if pause is None:
                    raise CannotStart(why_not(refusal)) from None
                _log.warning("Telegram does not answer yet: %s", type(refusal).__name__)
                await asyncio.sleep(pause)
            else:
                return

    @asynccontextmanager
    async def _working(self) -> AsyncIterator[None]:
        """Answer what is stored and deliver what is decided; on the way out as much as there is time for."""
        worker, sender = self._parts.begin(self._worker.run()), self._parts.begin(self._sender.run())
        try:
            yield
            self.store.stop_claiming()
            await ended(worker)
            await self._worker.flush()
            await self._sender.flush(LAST_LETTERS)
        finally:
            await ended(worker, sender)

    def _is_urgent(self, written: str) -> bool:
        # With a short queue nothing is overtaken, and the screen would only hold up the door.
        return self.store.waiting >= BUSY and self._content.routing.is_urgent(written)
