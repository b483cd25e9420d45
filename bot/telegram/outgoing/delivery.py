"""Delivery: the one place where anything leaves for Telegram, in attempts that each end in a verdict."""

import asyncio
import logging
from random import Random
from typing import Final

from telegram import Bot

from bot.logs import described
from bot.telegram.letters import Acknowledge, Act, Suggest
from bot.telegram.outgoing.attempts import Attempts, Impossible
from bot.telegram.outgoing.posting import Destination
from bot.telegram.outgoing.verdicts import Later, Moved, Reason, Refused, Verdict, back_off, verdict_on
from bot.telegram.pictures import Painter

LONGEST_ATTEMPT: Final = 20.0
LONGEST_ACKNOWLEDGEMENT: Final = 3.0
"""Seconds; the message that follows a tap waits so long at most."""

_log: Final = logging.getLogger(__name__)


class Delivery:
    """Makes attempts; whether and when there is another one is for others to decide."""

    def __init__(
        self,
        chance: Random | None = None,
        longest: float = LONGEST_ATTEMPT,
        *,
        painter: Painter | None = None,
    ) -> None:
        """Build it with what draws the pauses, the seconds after which an attempt has failed, and who paints.

        Without a painter a picture's text goes alone.
        """
        self._chance = chance or Random()  # noqa: S311  It spreads load and guards nothing.
        self._longest = longest
        self._attempts = Attempts(painter)

    def renew(self, painter: Painter | None) -> None:
        """Have somebody else paint from the next attempt on."""
        self._attempts = Attempts(painter)

    async def deliver(self, bot: Bot, to: Destination, act: Act, *, tries: int = 0) -> Verdict:
        """Try once to do what was decided; `tries` is how often that has failed before."""
        is_soon_useless = isinstance(act, Acknowledge | Suggest)
        longest = LONGEST_ACKNOWLEDGEMENT if is_soon_useless else self._longest
        verdict = await self._tried(bot, to, act, tries, longest)
        return _final(verdict) if is_soon_useless else verdict

    async def _tried(self, bot: Bot, to: Destination, act: Act, tries: int, longest: float) -> Verdict:
        try:
            async with asyncio.timeout(longest):
                return await self._attempts.carry_out(bot, to, act)
        except Impossible as impossible:
            return Refused(reason=impossible.reason)
        except Exception as error:  # noqa: BLE001  Whatever goes wrong, the letter must not be lost.
            verdict = verdict_on(error, back_off(tries, self._chance))
            if isinstance(verdict, Later) and verdict.reason is Reason.BUG:
                _log.error("a delivery failed unexpectedly: %s", described(error))
            if isinstance(verdict, Moved) and to.chat_id > 0:
                # A private chat never moves: this is about the chat from which something was to be copied.
                return Refused(reason=Reason.REFUSED)
            return verdict


def _final(verdict: Verdict) -> Verdict:
    """A tap that was not acknowledged is let go: the message follows, and soon it is too late."""
    match verdict:
        case Later(reason=reason) | Refused(reason=reason):
            return Refused(reason=reason)
        case _:
            return verdict
