"""Calls of the Bot API whose answers are taken as bytes, so that no answer can break the caller."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.request import getproxies

import aiohttp

from bot.telegram.intake.raw import HEAD, Unreadable, json_in

CONNECTING: Final = 10.0
"""Seconds within which there must be a connection."""
ANSWERING: Final = 10.0
"""Seconds within which an answer must be there, beside the time that a call asks Telegram to wait."""
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of an answer; of a larger one only the beginning is kept."""
LONGEST_REST: Final = 3_600.0
"""Seconds to rest at most, whatever Telegram asks for."""
PATIENCE: Final = 300.0
"""Seconds for which Telegram may take the token for wrong, which it does at times, and it passes."""
UNKNOWN_TOKEN: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})


class NoAnswer(Exception):  # noqa: N818  It reads as what it says.
    """There was no answer; the message is the kind of failure, and no address, for that holds the token."""


class TokenRefused(Exception):  # noqa: N818  As above.
    """Telegram has not known the token for minutes; only a person can mend that."""


@dataclass(frozen=True)
class Answer:
    """What Telegram, or something on the way to it, answered."""

    status: int
    payload: bytes

    @property
    def result(self) -> object:
        """What the call was for, or None when it was refused or the answer cannot be read."""
        return self._field("result") if self.status == HTTPStatus.OK else None

    @property
    def description(self) -> str:
        """Telegram's words, or "" when there are none; they are compared, and never logged."""
        words = self._field("description")
        return words if isinstance(words, str) else ""

    @property
    def retry_after(self) -> float | None:
        """Seconds that Telegram asks for, from 0 to `LONGEST_REST`; None when it does not."""
        parameters = self._field("parameters")
        asked = parameters.get("retry_after") if isinstance(parameters, dict) else None
        if not isinstance(asked, int | float) or not asked >= 0:  # which NaN does not pass either
            return None
        return float(min(asked, LONGEST_REST))

    def _field(self, name: str) -> object:
        try:
            read = json_in(self.payload)
        except Unreadable:
            return None
        return read.get(name) if isinstance(read, dict) else None


class BotApi:
    """Makes calls for one bot."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str, token: str, largest: int) -> None:
        """Take the address of the Bot API up to and including "/bot", and the most bytes of an answer."""
        self._session = session
        self._largest = largest
        self._address = f"{base_url}{token}"

    async def call(self, method: str, parameters: dict[str, str] | None = None, waiting: float = 0) -> Answer:
        """Make one call, with nested values as JSON, that asks Telegram to wait so many seconds.

        Raises:
            NoAnswer: there was no connection, or no whole answer in time.
        """
        timeout = aiohttp.ClientTimeout(total=waiting + ANSWERING + CONNECTING, connect=CONNECTING)
        try:
            async with self._session.post(
                f"{self._address}/{method}", data=parameters or {}, timeout=timeout, allow_redirects=False
            ) as response:
                return Answer(response.status, await self._payload_of(response))
        except (aiohttp.ClientError, OSError, ValueError) as failure:  # a time-out is an OSError
            raise NoAnswer(type(failure).__name__) from None

    async def _payload_of(self, response: aiohttp.ClientResponse) -> bytes:
        payload = bytearray()
        async for chunk in response.content.iter_any():
            payload += chunk
            if len(payload) > self._largest:
                return bytes(payload[:HEAD])
        return bytes(payload)


class Doubt:
    """How long Telegram has taken the token for wrong, with no good answer in between."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: float | None = None

    def grows(self) -> None:
        """Count an answer that the token is wrong.

        Raises:
            TokenRefused: that has been the answer for `PATIENCE`.
        """
        now = self._clock()
        if self._since is None:
            self._since = now
        if now - self._since > PATIENCE:
            raise TokenRefused(
                f"Telegram has not known the bot token for {PATIENCE / 60:.0f} minutes. "
                "Send /token to @BotFather, and copy the token again."
            )

    def ends(self) -> None:
        """Count an answer that only a bot with a good token gets."""
        self._since = None


@asynccontextmanager
async def calling(base_url: str, token: str, largest: int = LARGEST) -> AsyncIterator[BotApi]:
    """Open connections for the intake alone, so that no flood of replies holds up a poll."""
    cookies = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(cookie_jar=cookies, trust_env=bool(getproxies())) as session:
        yield BotApi(session, base_url, token, largest)
