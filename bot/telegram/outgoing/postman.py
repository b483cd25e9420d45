"""One letter's way: its turn in the chat, one attempt, and what is to be recorded of it."""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final

from telegram import Bot

from bot.logs import described
from bot.storage import records
from bot.storage.records import DueLetter, Ended, Postponed, Sent, Settled
from bot.telegram.letters import Acknowledge, Act, Remove, Say, Suggest, read
from bot.telegram.outgoing.delivery import Delivery
from bot.telegram.outgoing.lateness import Apology
from bot.telegram.outgoing.pace import Pace
from bot.telegram.outgoing.posting import Destination
from bot.telegram.outgoing.verdicts import LONGEST_PAUSE, Delivered, Later, Moved, Reason, Refused, Verdict
from bot.watch.metrics import Metrics

TRIED_FOR: Final = timedelta(hours=24)
NO_MESSAGE: Final = (Acknowledge, Suggest, Remove)
"""What Telegram's limits for messages do not concern."""

_log: Final = logging.getLogger(__name__)


class Postman:
    """Takes one letter at a time to its chat, any number of them side by side."""

    def __init__(  # noqa: PLR0913  Everything that meets at the way out.
        self,
        bot: Bot,
        delivery: Delivery,
        pace: Pace,
        metrics: Metrics,
        *,
        apology: Apology,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Build it; the clock tells seconds since the epoch."""
        self._bot = bot
        self._delivery = delivery
        self._pace = pace
        self._metrics = metrics
        self._apology = apology
        self._clock = clock

    async def wait_for_turn(self, due: DueLetter) -> None:
        """Wait until the chat may have its next message."""
        letter = due.letter
        with suppress(ValueError):
            if not isinstance(read(letter.content), NO_MESSAGE):
                wait = self._pace.wait_for(letter.chat_id, urgent=letter.urgent, bulk=letter.bulk)
                await asyncio.sleep(wait)

    async def take(self, due: DueLetter) -> Settled:
        """Make one attempt to deliver a letter, and return what came of it."""
        try:
            act = read(due.letter.content)
        except ValueError:
            return self._ended(due, Reason.UNREADABLE)
        if isinstance(act, Say) and act.until is not None and self._clock() >= act.until:
            return self._ended(due, Reason.TOO_OLD)
        verdict = await self._attempted(due, act)
        if isinstance(verdict, Delivered) and not isinstance(act, NO_MESSAGE):
            self._metrics.delivered(self._clock() - due.arrived)
        return self._judged(due, verdict)

    async def _attempted(self, due: DueLetter, act: Act) -> Verdict:
        letter = due.letter
        try:
            nobody_waits = letter.bulk or letter.ticket is not None
            timely = act if nobody_waits else self._apology.before(act, letter.asked)
            to = Destination(chat_id=letter.chat_id, thread=due.thread, target=due.target)
            return await self._delivery.deliver(self._bot, to, timely, tries=due.tries)
        except Exception as bug:  # noqa: BLE001  A mended program is to deliver it.
            _log.error("a letter failed unexpectedly: %s", described(bug))
            return Later(seconds=LONGEST_PAUSE, reason=Reason.BUG)

    def _judged(self, due: DueLetter, verdict: Verdict) -> Settled:
        now = self._clock()
        match verdict:
            case Delivered():
                return Sent(claim=due.claim, message_id=verdict.message_id, thread=verdict.thread)
            case Later() if now - due.decided > TRIED_FOR.total_seconds():
                return self._ended(due, Reason.TOO_OLD)
            case Later():
                self._metrics.retried(verdict.reason)
                return Postponed(claim=due.claim, until=now + verdict.seconds)
            case Refused():
                return self._ended(due, verdict.reason, closes_chat=verdict.closes_chat)
            case Moved():
                return records.Moved(claim=due.claim, chat_id=verdict.chat_id)

    def _ended(self, due: DueLetter, reason: Reason, *, closes_chat: bool = False) -> Ended:
        _log.warning("a letter is given up: %s", reason)
        self._metrics.ended(reason)
        return Ended(claim=due.claim, reason=reason, closes_chat=closes_chat)
