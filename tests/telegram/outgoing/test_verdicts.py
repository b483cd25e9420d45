"""Every error has one meaning: later, never, elsewhere; and pauses grow up to a bound."""

from random import Random

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.outgoing.verdicts import Later, Moved, Reason, Refused, Verdict, back_off, verdict_on
from bot.watch.metrics import REASONS

# The library warns whenever it makes this error that its attribute is going to change.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NetworkError("Bad Gateway"), Reason.NO_CONNECTION),
        (NetworkError("Too Many Requests: retry later"), Reason.LIMIT),
        (TimedOut(), Reason.NO_ANSWER),
        (TimeoutError(), Reason.NO_ANSWER),
        (InvalidToken("Unauthorized"), Reason.TOKEN),
        (EndPointNotFound("Not Found"), Reason.TOKEN),
        (Conflict("terminated by other getUpdates request"), Reason.UNCLEAR),
        (TelegramError("Invalid server response"), Reason.UNCLEAR),
        (KeyError("result"), Reason.BUG),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Exception) else given,
)
def test_what_may_pass_is_tried_later(error: Exception, reason: Reason) -> None:
    """A fault of the network, of the gateway or of a program is waited out with the usual pause."""
    assert verdict_on(error, 4.0) == Later(seconds=4.0, reason=reason)


@pytest.mark.parametrize("seconds", [1, 3_600])
def test_a_limit_is_waited_out_as_long_as_telegram_asks(seconds: int) -> None:
    """The wait that Telegram names holds instead of the usual pause, however long it is."""
    assert verdict_on(RetryAfter(seconds), 4.0) == Later(seconds=seconds, reason=Reason.LIMIT)


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (Forbidden("bot was blocked by the user"), Refused(reason=Reason.CLOSED, closes_chat=True)),
        (BadRequest("Chat not found"), Refused(reason=Reason.NO_CHAT, closes_chat=True)),
        (BadRequest("Message is too long"), Refused(reason=Reason.REFUSED)),
        (BadRequest("Query is too old and response timeout expired"), Refused(reason=Reason.TOO_LATE)),
        (ChatMigrated(-1_002), Moved(chat_id=-1_002)),
    ],
    ids=["blocked", "no chat", "bad message", "old tap", "new id"],
)
def test_what_cannot_pass_is_final(error: Exception, verdict: Verdict) -> None:
    """A refusal of the call itself is not repeated there, though the library counts it as a network error."""
    assert verdict_on(error, 4.0) == verdict


def test_pauses_double_up_to_half_a_minute() -> None:
    """The longest of many draws lies just under a bound that doubles from 0.5 s to 30 s."""
    chance = Random(1)  # noqa: S311  Fixed on purpose.
    longest = [max(back_off(tries, chance) for _ in range(500)) for tries in (0, 1, 2, 6, 10_000)]

    for drawn, bound in zip(longest, (0.5, 1, 2, 30, 30), strict=True):
        assert 0.9 * bound < drawn <= bound


def test_pauses_are_spread() -> None:
    """Letters that failed together do not come back together."""
    chance = Random(1)  # noqa: S311  Fixed on purpose.
    drawn = sorted(back_off(10, chance) for _ in range(100))

    assert drawn[10] < 6
    assert drawn[90] > 24


def test_every_reason_is_counted() -> None:
    """The monitoring knows each reason by its own words."""
    assert set(Reason) <= REASONS
