"""Long polling: updates are fetched, stored and only then confirmed, whatever Telegram answers."""

import asyncio
import json
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Final

from bot.logs import described
from bot.storage.records import Arrival
from bot.telegram.intake.calling import UNKNOWN_TOKEN, Answer, BotApi, Doubt, NoAnswer, TokenRefused
from bot.telegram.intake.pauses import BackOff, OnceAMinute
from bot.telegram.intake.raw import Screen, Unreadable, arrivals_in, skeleton_in, updates_in
from bot.watch.pulse import Pulse

POLL_SECONDS: Final = 30
"""How long Telegram waits for an update before it answers that there is none."""
MOST_AT_ONCE: Final = 100
SPACING: Final = 0.5
"""Seconds from one poll to the next, unless the first brought something that was not known."""
NOT_STORED: Final = 1.0
"""Seconds to rest when the updates could not be stored."""
CONFLICT: Final = 3.0
"""Seconds to rest while another program receives the updates."""
SLICE: Final = 30.0
"""Seconds of rest after which the watch is told that it is a rest."""
FAREWELL: Final = 2.0
"""Seconds that the last confirmation may take."""

Take = Callable[[Sequence[Arrival]], Awaitable[bool]]
"""Stores what arrived, and returns whether it may be confirmed to Telegram."""

_log: Final = logging.getLogger(__name__)


class Poller:
    """Fetches updates for as long as it runs; only a token that stays wrong ends it."""

    def __init__(  # noqa: PLR0913  Who is called, who takes, who watches; the rest is for tests.
        self,
        api: BotApi,
        take: Take,
        pulse: Pulse,
        *,
        allowed_updates: Sequence[str],
        is_urgent: Screen | None = None,
        poll_seconds: int = POLL_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Take the kinds of updates too: Telegram remembers what the last program asked for."""
        self._api = api
        self._take = take
        self._pulse = pulse
        self._allowed = json.dumps(list(allowed_updates))
        self._is_urgent = is_urgent
        self._seconds = poll_seconds
        self._clock = clock
        self._sleep = sleep
        self._back_off = BackOff(chance)
        self._doubt = Doubt(clock)
        self._once = OnceAMinute(clock)
        self._offset: int | None = None
        """What the next poll confirms up to; None when all that was stored is confirmed."""
        self._end: int | None = None
        """Where the last batch ended; ids may restart lower, so it says nothing of the next one."""
        self._one_by_one = 0
        """How many polls ask for a single update, to find the one that spoils a batch."""
        self._suspect: int | None = None
        """The update that could not be read by itself; it gets a second chance."""

    async def run(self) -> None:
        """Poll until cancelled; what was under way then is not confirmed, and comes again.

        Raises:
            TokenRefused: Telegram has not known the token for minutes.
        """
        await self._delete_webhook()
        while True:
            began = self._clock()
            rest = await self._attempt()
            self._pulse.tried()
            if rest is not None:
                await self._rest(max(rest, began + SPACING - self._clock()))

    async def confirm(self) -> None:
        """Confirm what is stored, so that it is not sent again after a stop; give up soon and quietly."""
        if self._offset is None:
            return
        try:
            async with asyncio.timeout(FAREWELL):
                await self._poll(waiting=0, limit=1)
        except (NoAnswer, TimeoutError):
            _log.info("the last updates are not confirmed; they come again and are known")

    async def _attempt(self) -> float | None:
        """Poll once, and return the seconds to rest at least; None when there is more to fetch at once."""
        try:
            limit = 1 if self._one_by_one else MOST_AT_ONCE
            answer = await self._poll(self._seconds, limit)
            if answer.status == HTTPStatus.OK:
                return await self._received(answer.payload, limit)
            return await self._refused(answer)
        except NoAnswer as failure:
            return self._failed(str(failure))
        except TokenRefused:
            raise
        except Exception as failure:  # noqa: BLE001  A bot that lives and does not poll is the worst of all.
            return self._failed(described(failure))

    async def _poll(self, waiting: int, limit: int) -> Answer:
        asked = {"timeout": str(waiting), "limit": str(limit), "allowed_updates": self._allowed}
        if self._offset is not None:
            asked["offset"] = str(self._offset)
        return await self._api.call("getUpdates", asked, waiting)

    async def _received(self, payload: bytes, limit: int) -> float | None:
        try:
            updates = updates_in(payload)
        except Unreadable:
            return await self._unreadable(payload, limit)
        self._heard()
        if not updates:
            self._offset, self._one_by_one = None, 0
            return 0.0
        self._one_by_one = max(self._one_by_one - 1, 0)
        arrivals = arrivals_in(updates, self._is_urgent)
        if len(arrivals) < len(updates) and self._once.may("no id"):
            _log.error("%d updates have no id and are passed over", len(updates) - len(arrivals))
        return await self._stored(arrivals)

    async def _stored(self, arrivals: Sequence[Arrival]) -> float | None:
        """Store what arrived and move the offset past it, in this order."""
        if not arrivals:
            return 0.0
        if not await self._take(arrivals):
            return NOT_STORED
        end = max(arrival.update_id for arrival in arrivals) + 1
        is_known = end == self._end
        self._offset = self._end = end
        return 0.0 if is_known else None

    async def _unreadable(self, payload: bytes, limit: int) -> float | None:
        """Look for the update that spoils the batch, and store what can be told of it."""
        skeleton = skeleton_in(payload)
        if skeleton is None:
            return self._failed("the answer is no JSON of Telegram's")
        self._heard()
        if limit > 1:
            self._one_by_one, self._suspect = MOST_AT_ONCE, None
            return None
        if self._suspect != skeleton.update_id:
            self._suspect = skeleton.update_id
            return 0.0
        _log.error("an update cannot be read; what can be told of it is stored")
        self._one_by_one, self._suspect = 0, None
        return await self._stored((skeleton,))

    async def _refused(self, answer: Answer) -> float:
        if answer.status in UNKNOWN_TOKEN:
            self._doubt.grows()
            return self._failed(f"Telegram does not know the token at this moment ({answer.status})")
        if answer.status == HTTPStatus.CONFLICT:
            self._doubt.ends()
            return await self._conflict(answer)
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            self._doubt.ends()
        rest = self._failed(f"HTTP {answer.status}")
        return rest if answer.retry_after is None else answer.retry_after

    async def _conflict(self, answer: Answer) -> float:
        if "webhook" not in answer.description:
            if self._once.may("another copy"):
                _log.error("another copy of the bot is polling; Telegram gives updates to one of them only")
        elif self._once.may("webhook"):
            _log.error("a webhook is set, so Telegram refuses polls; it is deleted, and no update with it")
            if not await self._delete_webhook():
                self._once.forget("webhook")
        return CONFLICT

    async def _delete_webhook(self) -> bool:
        try:
            answer = await self._api.call("deleteWebhook", {"drop_pending_updates": "false"})
        except NoAnswer:
            return False
        return answer.status == HTTPStatus.OK

    def _failed(self, cause: str) -> float:
        if self._once.may(cause):
            _log.warning("polling failed and is tried again: %s", cause)
        return self._back_off.pause()

    def _heard(self) -> None:
        if self._back_off.failures:
            _log.info("polling works again after %d failures", self._back_off.failures)
        self._back_off.ended()
        self._doubt.ends()
        self._pulse.heard()

    async def _rest(self, seconds: float) -> None:
        while seconds > 0:
            await self._sleep(min(seconds, SLICE))
            self._pulse.tried()
            seconds -= SLICE
