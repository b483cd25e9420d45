"""What happened in which order: updates queued, fetched and confirmed, messages sent, edited and deleted."""

import time
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

REMEMBERED: Final = 100_000
"""Calls, and moments of the history, that are kept before the oldest are forgotten."""


class Step(StrEnum):
    """What can happen to an update, or to a message of the bot's."""

    QUEUED = "queued"
    """Somebody did something; the update waits for the bot."""
    FETCHED = "fetched"
    """The update went out, in the answer to a poll or to the webhook; maybe it did not arrive."""
    CONFIRMED = "confirmed"
    """The bot said that it has the update; Telegram forgets it."""
    SENT = "sent"
    EDITED = "edited"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened."""

    time: float
    """Seconds on the monotonic clock."""
    step: Step
    chat_id: int | None
    """The chat in which it happened; None for an update that names no chat."""
    number: int
    """The id of the update or, in its chat, of the message."""
    shape: Any
    """The update or the message, as it was then."""


class History:
    """Remembers what happened, the oldest first."""

    def __init__(self, remembered: int | None = REMEMBERED) -> None:
        self.moments: deque[Moment] = deque(maxlen=remembered)

    def add(self, step: Step, chat_id: int | None, number: int, shape: Any) -> None:
        """Write down what happens at this very moment."""
        self.moments.append(Moment(time.monotonic(), step, chat_id, number, shape))

    def by_chat(self) -> dict[int | None, list[Moment]]:
        """Return what happened in each chat, in order."""
        chats: dict[int | None, list[Moment]] = {}
        for moment in self.moments:
            chats.setdefault(moment.chat_id, []).append(moment)
        return chats

    def confirmed(self, number: int) -> Moment:
        """Return the last moment at which the bot confirmed the update with this id.

        Raises:
            LookupError: it did not, or that is forgotten.
        """
        for moment in reversed(self.moments):
            if moment.step is Step.CONFIRMED and moment.number == number:
                return moment
        raise LookupError(f"update {number} is not confirmed")
