"""A start that cannot work says why, and one that can is patient."""

import pytest

from bot.playground.faults import Broken
from bot.playground.refusals import forbidden, not_found, unauthorized
from bot.telegram.connection import CannotStart
from tests.telegram.stage import Stage, acting


async def refusal_to_start(telegram: Stage, token: str) -> CannotStart:
    """Return why the bot cannot begin with this token."""
    with pytest.raises(CannotStart) as raised:
        async with acting(telegram, token=token):
            raise AssertionError("it began")
    return raised.value


async def test_a_wrong_token_is_told_with_its_cure(telegram: Stage) -> None:
    """Whether Telegram calls the token unauthorized or not found, the operator is sent to @BotFather."""
    unauthorized = await refusal_to_start(telegram, "1:canary")
    telegram.faults.next("getMe", not_found())
    unknown = await refusal_to_start(telegram, telegram.token)

    assert "@BotFather" in str(unauthorized)
    assert str(unknown) == str(unauthorized)


async def test_an_unreachable_telegram_is_told_with_its_cure(telegram: Stage) -> None:
    """A broken gateway, a lost connection and a closed door all send the operator to the connection."""
    telegram.faults.next("getMe", Broken(502))
    broken = await refusal_to_start(telegram, telegram.token)
    telegram.faults.offline = True
    lost = await refusal_to_start(telegram, telegram.token)
    await telegram.stop()
    closed = await refusal_to_start(telegram, telegram.token)

    assert "connection" in str(broken)
    assert {str(lost), str(closed)} == {str(broken)}


async def test_a_failed_start_shows_neither_token_nor_what_lies_beneath(telegram: Stage) -> None:
    """The sentence stands alone: the library's own error, which may quote the token, is not shown with it."""
    refusal = await refusal_to_start(telegram, "1:canary")

    assert "canary" not in str(refusal)
    assert refusal.__suppress_context__


async def test_another_refusal_is_told_by_its_kind(telegram: Stage) -> None:
    """Whatever else Telegram answers at the start is a sentence as well, and no bug."""
    telegram.faults.next("getMe", forbidden("the bot is not welcome"))
    closed = await refusal_to_start(telegram, telegram.token)

    assert "Forbidden" in str(closed)
    assert "Try again" in str(closed)


async def test_a_passing_trouble_at_the_start_is_waited_out(telegram: Stage) -> None:
    """Telegram may be out of reach, or not know the token, for a moment: the bot begins all the same."""
    telegram.faults.next("getMe", Broken(502))
    telegram.faults.next("getMe", unauthorized())
    async with acting(telegram, pauses=(0.0, 0.0)):
        anna = telegram.patient("Anna")
        anna.says("tell me about cost")

        assert "Answer of cost" in (await anna.hears()).text
