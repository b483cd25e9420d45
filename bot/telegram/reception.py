"""The door: an update is stored before Telegram is told that it arrived, or else answered at once."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from telegram import Bot

from bot.storage.failures import NotStorable, StorageUnavailable
from bot.storage.records import Arrival, Claim, Finished, Letter, OpenUpdate
from bot.telegram.deciding import MOST_FAILURES, Decider
from bot.telegram.letters import read
from bot.telegram.outgoing.delivery import Delivery
from bot.telegram.outgoing.lateness import Apology
from bot.telegram.outgoing.posting import Destination
from bot.telegram.outgoing.verdicts import Later
from bot.watch.metrics import Metrics

MOST_REMEMBERED: Final = 10_000
"""Updates answered without being stored, of which the bot knows until it is restarted."""
TRIES: Final = 3
NO_CLAIM: Final = Claim(row=0, number=0)

_log: Final = logging.getLogger(__name__)


class Reception:
    """Takes updates in."""

    def __init__(
        self,
        take_in: Callable[[Sequence[Arrival]], Awaitable[int]],
        directly: "DirectAnswers",
        metrics: Metrics,
    ) -> None:
        self._take_in = take_in
        self._directly = directly
        self._metrics = metrics

    async def take(self, arrivals: Sequence[Arrival]) -> bool:
        """Store updates and return whether Telegram may forget them.

        While nothing can be stored, they are answered from memory and left with Telegram: it brings them
        again, and what has been answered by then needs no storing.
        """
        fresh = self._directly.without_answered(arrivals)
        try:
            new = await self._stored(fresh)
        except StorageUnavailable:
            _log.error("nothing can be stored; questions are answered from memory and stay with Telegram")
            await self._directly.answer(fresh)
            return False
        self._metrics.taken(len(arrivals), len(arrivals) - new)
        return True

    async def _stored(self, arrivals: Sequence[Arrival]) -> int:
        """Store updates, return how many were not known; one that no database holds is answered instead."""
        if not arrivals:
            return 0
        try:
            return await self._take_in(arrivals)
        except NotStorable:
            if len(arrivals) > 1:
                return sum([await self._stored([it]) for it in arrivals])
            _log.error("an update can never be stored; it is answered from memory")
            await self._directly.answer(arrivals)
            return 0


class DirectAnswers:
    """Answers without the database: no memory of the chat, no second try after a restart, but an answer."""

    def __init__(
        self, bot: Bot, decider: Decider, delivery: Delivery, apology: Apology, clock: Callable[[], float]
    ) -> None:
        self._bot = bot
        self._apology = apology
        self._decider = decider
        self._delivery = delivery
        self._clock = clock
        self._answered: OrderedDict[int, None] = OrderedDict()

    def without_answered(self, arrivals: Sequence[Arrival]) -> tuple[Arrival, ...]:
        """Return the updates that have not been answered here."""
        return tuple(it for it in arrivals if it.update_id not in self._answered)

    async def answer(self, arrivals: Sequence[Arrival]) -> None:
        """Answer updates, one chat's in order, the urgent chats first."""
        lanes: dict[int | None, list[Arrival]] = {}
        for arrival in sorted(arrivals, key=lambda it: not it.urgent):
            lanes.setdefault(arrival.lane, []).append(arrival)
        await asyncio.gather(*map(self._answer_in_order, lanes.values()))

    async def deliver(self, letters: Sequence[Letter]) -> bool:
        """Deliver letters that could not be stored; return whether none has to be tried again.

        What belongs to a conversation with the clinic waits for the store: unrecorded, it could reach nobody.
        """
        for letter in letters:
            if letter.ticket is not None:
                continue
            act = self._apology.before(read(letter.content), letter.asked)
            for tries in range(TRIES):
                to = Destination(chat_id=letter.chat_id)
                verdict = await self._delivery.deliver(self._bot, to, act, tries=tries)
                if not isinstance(verdict, Later):
                    break
                await asyncio.sleep(min(verdict.seconds, 1.0))
            else:
                return False
        return True

    async def _answer_in_order(self, lane: Sequence[Arrival]) -> None:
        for arrival in lane:
            if not await self.deliver(self._letters_for(arrival)):
                return
            self._answered[arrival.update_id] = None
            while len(self._answered) > MOST_REMEMBERED:
                self._answered.popitem(last=False)

    def _letters_for(self, arrival: Arrival) -> tuple[Letter, ...]:
        decided = self._decider.decide(
            OpenUpdate(
                claim=NO_CLAIM,
                update_id=arrival.update_id,
                lane=arrival.lane,
                body=arrival.body,
                arrived=self._clock(),
                failures=MOST_FAILURES - 1,
                memory=None,
            )
        )
        return decided.letters if isinstance(decided, Finished) else ()
