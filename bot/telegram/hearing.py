"""The way in: updates are fetched, or brought to a webhook, for as long as the bot is at work."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Final
from urllib.parse import urlsplit

from bot.storage.failures import StorageUnavailable
from bot.storage.store import Store
from bot.telegram.connection import CannotStart, Connection, Place, cannot_listen
from bot.telegram.intake.calling import BotApi, calling
from bot.telegram.intake.polling import Poller, Take
from bot.telegram.intake.registration import Address, Registration
from bot.telegram.intake.webhook import Webhook, serving
from bot.telegram.parts import Parts, ended
from bot.telegram.routing import ALLOWED_UPDATES
from bot.watch.pulse import Pulse

STAND_BY: Final = 10.0
"""Seconds between two words to the watch while another copy polls."""
WITHOUT_RIGHT: Final = 10.0
"""Seconds that a copy polls without knowing whether another one does, before it asks again."""

_log: Final = logging.getLogger(__name__)


class Hearing:
    """Hears of updates for one bot."""

    def __init__(  # noqa: PLR0913  Everything that meets at the way in.
        self,
        connection: Connection,
        token: str,
        store: Store,
        take: Take,
        pulse: Pulse,
        *,
        is_urgent: Callable[[str], bool],
        parts: Parts,
    ) -> None:
        self._connection = connection
        self._token = token
        self._store = store
        self._take = take
        self._pulse = pulse
        self._is_urgent = is_urgent
        self._parts = parts

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Take updates in: Telegram brings them to a webhook, or the bot fetches them."""
        async with calling(self._connection.base_url, self._token) as api:
            place = self._connection.webhook
            async with self._fetching(api) if place is None else self._receiving(api, place):
                yield

    @asynccontextmanager
    async def _fetching(self, api: BotApi) -> AsyncIterator[None]:
        poller = Poller(
            api,
            self._take,
            self._pulse,
            allowed_updates=ALLOWED_UPDATES,
            is_urgent=self._is_urgent,
        )
        polling = self._parts.begin(self._poll(poller))
        try:
            yield
        finally:
            await ended(polling)
            await poller.confirm()

    @asynccontextmanager
    async def _receiving(self, api: BotApi, place: Place) -> AsyncIterator[None]:
        path = urlsplit(place.url).path or "/"
        webhook = Webhook(self._take, self._pulse, secret=place.secret, path=path, is_urgent=self._is_urgent)
        async with AsyncExitStack() as door:
            try:
                await door.enter_async_context(serving(webhook, place.host, place.port))
            except OSError:
                raise CannotStart(cannot_listen("WEBHOOK_PORT")) from None
            address = Address(place.url, place.secret, ALLOWED_UPDATES)
            keeping = self._parts.begin(Registration(api, self._pulse, address).keep())
            try:
                yield
            finally:
                await ended(keeping)

    async def _poll(self, poller: Poller) -> None:
        """Poll while this copy of the bot has the right to, or while nobody can tell which one has it."""
        while True:
            standing_by = asyncio.create_task(self._stand_by())
            try:
                async with self._store.polling_alone():
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
