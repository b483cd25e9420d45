"""The registration: Telegram is told where the webhook is, and told again when somebody changed it."""

import asyncio
import json
import logging
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from bot.logs import described
from bot.telegram.intake.calling import UNKNOWN_TOKEN, Answer, BotApi, Doubt, NoAnswer, TokenRefused
from bot.telegram.intake.pauses import BackOff, OnceAMinute
from bot.watch.pulse import Pulse

EVERY: Final = 60.0
"""Seconds from one look at what Telegram has registered to the next."""
CONNECTIONS: Final = 40

# What Telegram says of an address that it cannot use, in words for those who run the bot.
_TROUBLES: Final = {
    "https": "it must be an https address",
    "ports": "it must use port 443, 80, 88 or 8443",
    "resolve": "its name is not known to Telegram",
    "reserved": "it is not an address in the public internet",
    "ssl": "its certificate is not accepted",
    "certificate": "its certificate is not accepted",
    "timed out": "it did not answer in time",
    "timeout": "it did not answer in time",
    "refused": "nothing answers there",
    "403": "the secret was wrong",
    "404": "the path is wrong",
    "503": "the update could not be stored",
    "wrong response": "it answered with an error",
}
_OTHER: Final = "for another reason"

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class Address:
    """Where and how Telegram is to call."""

    url: str
    secret: str
    allowed_updates: tuple[str, ...]
    connections: int = CONNECTIONS
    """Calls side by side, 1 to 100."""

    def as_parameters(self) -> dict[str, str]:
        """Return it as `setWebhook` wants it; nothing that waits is dropped."""
        return {
            "url": self.url,
            "secret_token": self.secret,
            "allowed_updates": json.dumps(self.allowed_updates),
            "max_connections": str(self.connections),
            "drop_pending_updates": "false",
        }

    def __repr__(self) -> str:
        return "Address(...)"


class Registration:
    """Keeps the webhook registered for as long as it runs."""

    def __init__(  # noqa: PLR0913  The last three are for tests.
        self,
        api: BotApi,
        pulse: Pulse,
        address: Address,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._api = api
        self._pulse = pulse
        self._address = address
        self._sleep = sleep
        self._back_off = BackOff(chance)
        self._doubt = Doubt(clock)
        self._once = OnceAMinute(clock)
        self._is_registered = False
        self._last_error: object = None

    async def keep(self) -> None:
        """Register the webhook and look every minute whether it still is, until cancelled.

        Raises:
            TokenRefused: Telegram has not known the token for minutes.
        """
        while True:
            try:
                rest = await (self._look() if self._is_registered else self._register())
            except NoAnswer as failure:
                rest = self._failed(str(failure))
            except TokenRefused:
                raise
            except Exception as failure:  # noqa: BLE001  Whatever Telegram tells, somebody must keep looking.
                rest = self._failed(described(failure))
            self._pulse.tried()
            await self._sleep(rest)

    async def _register(self) -> float:
        answer = await self._api.call("setWebhook", self._address.as_parameters())
        if answer.result is not True:
            return self._refused(answer)
        self._is_registered = True
        self._worked()
        _log.info("the webhook is registered")
        return EVERY

    async def _look(self) -> float:
        answer = await self._api.call("getWebhookInfo")
        if not isinstance(info := answer.result, dict):
            return self._refused(answer)
        self._worked()
        if self._is_changed(info) or self._is_told_another_secret(info):
            _log.error("somebody removed or changed the webhook; it is registered again")
            self._is_registered = False
            return await self._register()
        return EVERY

    def _is_changed(self, info: dict[str, Any]) -> bool:
        kinds = info.get("allowed_updates", self._address.allowed_updates)
        return info.get("url") != self._address.url or set(kinds) != set(self._address.allowed_updates)

    def _is_told_another_secret(self, info: dict[str, Any]) -> bool:
        """Report what Telegram last complained of, and whether it is that its calls are turned away."""
        when = info.get("last_error_date")
        if when is None or when == self._last_error:
            return False
        self._last_error = when
        trouble = _trouble_in(str(info.get("last_error_message", "")))
        _log.warning("Telegram could not deliver to the webhook: %s", trouble)
        return trouble == _TROUBLES["403"]

    def _refused(self, answer: Answer) -> float:
        if answer.status in UNKNOWN_TOKEN:
            self._doubt.grows()
            return self._failed("Telegram does not know the token at this moment")
        if answer.status == HTTPStatus.BAD_REQUEST:
            return self._failed(f"Telegram does not take the address: {_trouble_in(answer.description)}")
        rest = self._failed(f"HTTP {answer.status}")
        return rest if answer.retry_after is None else min(answer.retry_after, EVERY)

    def _failed(self, cause: str) -> float:
        if self._once.may(cause):
            _log.error("the webhook could not be registered or checked: %s", cause)
        return self._back_off.pause()

    def _worked(self) -> None:
        self._back_off.ended()
        self._doubt.ends()
        self._pulse.heard()


def _trouble_in(words: str) -> str:
    return next((told for sign, told in _TROUBLES.items() if sign in words.lower()), _OTHER)
