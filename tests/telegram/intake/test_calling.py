"""Calls of the Bot API: any answer is told as far as it can be read, and no failure tells the token."""

import json
import traceback

import pytest

from bot.playground.faults import Dropped
from bot.playground.server import Telegram
from bot.telegram.intake.calling import Answer, NoAnswer, calling


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        (0, 0.0),
        (7, 7.0),
        (1.5, 1.5),
        (3_600, 3_600.0),
        (10**400, 3_600.0),
        (float("inf"), 3_600.0),
        (float("nan"), None),
        (-1, None),
        ("7", None),
        (None, None),
        ([7], None),
    ],
)
def test_the_rest_that_telegram_asks_for_is_bounded(asked: object, seconds: float | None) -> None:
    """An hour at most; what is no number of seconds is no wish."""
    answer = Answer(429, json.dumps({"ok": False, "parameters": {"retry_after": asked}}).encode())

    assert answer.retry_after == seconds


@pytest.mark.parametrize("payload", [b"", b"<html>", b"[]", b"7", b'{"parameters": 7, "description": 7}'])
def test_an_answer_that_cannot_be_read_tells_nothing(payload: bytes) -> None:
    """It has no result, no words and no wish."""
    answer = Answer(200, payload)

    assert (answer.result, answer.description, answer.retry_after) == (None, "", None)


def test_a_refusal_has_no_result() -> None:
    """Whatever a refusal brings along is not taken for what was asked."""
    assert Answer(502, b'{"ok": true, "result": true}').result is None


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/bot", "http://[::1/bot", "nonsense://x/bot"])
async def test_a_failure_is_told_without_the_address(address: str) -> None:
    """The address holds the token, and the libraries' own messages hold the address."""
    async with calling(address, "123456:canary") as api:
        with pytest.raises(NoAnswer) as failure:
            await api.call("getMe")

    assert "canary" not in "".join(traceback.format_exception(failure.value))


async def test_a_connection_that_ends_without_an_answer_is_no_answer(telegram: Telegram) -> None:
    """The call may have had its effect; that is for the caller to think of."""
    telegram.faults.next("getMe", Dropped(after_effect=True))
    async with calling(telegram.base_url, telegram.token) as api:
        with pytest.raises(NoAnswer):
            await api.call("getMe")
        answer = await api.call("getMe")

    assert isinstance(answer.result, dict)
