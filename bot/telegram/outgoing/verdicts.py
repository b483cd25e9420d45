"""How an attempt to deliver ends, and what each refusal of Telegram's means for the next attempt."""

import warnings
from datetime import timedelta
from enum import StrEnum
from random import Random
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.core.model import Value

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
_MOST_DOUBLINGS: Final = 10


class Reason(StrEnum):
    """Why a letter waits, or why it can never be delivered; part of records and of metrics."""

    LIMIT = "too many requests"
    NO_CONNECTION = "no connection"
    NO_ANSWER = "no answer in time"
    TOKEN = "token refused"  # noqa: S105  Words, no token.
    UNCLEAR = "unclear answer"
    BUG = "a bug"
    CLOSED = "chat closed"
    NO_CHAT = "chat not found"
    REFUSED = "message refused"
    TOO_LATE = "tap too old"
    TOO_OLD = "too old"
    UNREADABLE = "unreadable"
    NO_MEMBER = "author is no member"
    NO_COPY = "nothing to change"


class Delivered(Value):
    """What was to reach the chat has reached it."""

    message_id: int | None = None
    """The message that it has become, where it is one."""
    thread: int | None = None
    """The thread that was begun, where one was."""


class Later(Value):
    """It may succeed after so many seconds."""

    seconds: float
    reason: Reason


class Refused(Value):
    """It can never succeed."""

    reason: Reason
    closes_chat: bool = False
    """Whether nothing else can reach the chat either."""


class Moved(Value):
    """The chat has a new id, under which it may succeed at once."""

    chat_id: int


Verdict = Delivered | Later | Refused | Moved


def back_off(tries: int, chance: Random) -> float:
    """Return the seconds until the next try: anything up to a bound that doubles with each, 30 at most."""
    return chance.uniform(0, min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(tries, _MOST_DOUBLINGS)))


def verdict_on(error: Exception, pause: float) -> Verdict:
    """Return what an error means; `pause` is the wait in seconds where Telegram names none."""
    match error:
        case RetryAfter():
            return Later(seconds=_wait_asked_for(error), reason=Reason.LIMIT)
        case ChatMigrated():
            return Moved(chat_id=error.new_chat_id)
        case Forbidden():
            return Refused(reason=Reason.CLOSED, closes_chat=True)
        case BadRequest():  # a kind of NetworkError to the library, but no second try can help
            return _refused(error)
        case _:
            return Later(seconds=pause, reason=_passing(error))


def says(refusal: TelegramError, words: str) -> bool:
    """Whether Telegram's explanation holds these words, which are in lower case."""
    return words in refusal.message.lower()


def _refused(refusal: BadRequest) -> Refused:
    if says(refusal, "chat not found"):
        return Refused(reason=Reason.NO_CHAT, closes_chat=True)
    if says(refusal, "query is too old"):
        return Refused(reason=Reason.TOO_LATE)
    return Refused(reason=Reason.REFUSED)


def _passing(error: Exception) -> Reason:
    match error:
        case InvalidToken() | EndPointNotFound():  # 401 and 404, which Telegram's own trouble causes too
            return Reason.TOKEN
        case TimedOut() | TimeoutError():
            return Reason.NO_ANSWER
        case NetworkError():  # a limit without a time to wait looks like a failing gateway to the library
            return Reason.LIMIT if says(error, "too many requests") else Reason.NO_CONNECTION
        case TelegramError():
            return Reason.UNCLEAR
        case _:
            return Reason.BUG


def _wait_asked_for(limit: RetryAfter) -> float:
    with warnings.catch_warnings():  # the attribute warns that its type is going to change
        warnings.simplefilter("ignore")
        wait = limit.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
