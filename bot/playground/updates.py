"""The queue of updates that wait for the bot: kept until a poll with a higher offset confirms them."""

from collections.abc import Sequence
from typing import Final

from bot.playground.bell import Bell
from bot.playground.refusals import Json, conflict

FIRST_UPDATE: Final = 730_000_001
LONGEST_POLL: Final = 50.0
"""Telegram answers after this many seconds, whatever the bot asks for."""
MOST_AT_ONCE: Final = 100
ON_REQUEST_ONLY: Final = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

_TERMINATED: Final = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK: Final = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Updates:
    """What the bot has not confirmed yet, and the one poll that may wait for more."""

    def __init__(self) -> None:
        self.waiting: list[Json] = []
        self.webhook = ""
        """An address that somebody set before; polling is refused until it is deleted."""
        self.bell = Bell()
        """Rings when something is queued or confirmed."""
        self._next_id = FIRST_UPDATE
        self._allowed: Sequence[str] = ()
        self._poll = object()
        self._closed = False

    def push(self, kind: str, content: Json) -> None:
        """Queue an update, unless the bot said that it does not want this kind."""
        if kind in self._allowed or (not self._allowed and kind not in ON_REQUEST_ONLY):
            self.push_raw({kind: content})

    def push_raw(self, update: Json) -> int:
        """Queue an update of any shape and return its id; it gets the next one unless it has its own."""
        numbered = {"update_id": self._next_id} | update
        self._next_id = max(self._next_id, int(numbered["update_id"])) + 1
        self.waiting.append(numbered)
        self.bell.ring()
        return int(numbered["update_id"])

    def close(self) -> None:
        """End the waiting poll at once, with nothing."""
        self._closed = True
        self.bell.ring()

    async def poll(
        self, offset: int, limit: int, seconds: float, allowed: Sequence[str] | None
    ) -> list[Json]:
        """Wait for updates from `offset` on, at most `seconds`, and return up to `limit` of them.

        Raises:
            Refusal: 409 while a webhook is set, and for this poll once another one begins.
        """
        if self.webhook:
            raise conflict(_WEBHOOK)
        if allowed is not None:
            self._allowed = allowed
        self._confirm(offset)
        mine = self._poll = object()
        self.bell.ring()
        await self.bell.until(
            lambda: bool(self.waiting) or self._closed or self._poll is not mine, min(seconds, LONGEST_POLL)
        )
        if self._poll is not mine:
            raise conflict(_TERMINATED)
        return self.waiting[: min(max(limit, 1), MOST_AT_ONCE)]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.waiting = self.waiting[offset:]
        else:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
