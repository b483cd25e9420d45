"""What the tests of the intake are given: two Telegrams, a clock that jumps, and a store's door."""

from collections.abc import AsyncIterator

import pytest

from bot.playground.patients import Patient
from bot.playground.server import Telegram
from bot.watch.pulse import Pulse
from tests.telegram.intake.stand_ins import Clock, Door, RawTelegram, sound


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """A Telegram on this computer."""
    async with Telegram(second=0.01) as telegram:
        yield telegram


@pytest.fixture
async def raw_telegram() -> AsyncIterator[RawTelegram]:
    """A Telegram that hands out any bytes."""
    telegram = RawTelegram()
    await telegram.start()
    yield telegram
    await telegram.stop()


@pytest.fixture
def anna(telegram: Telegram) -> Patient:
    """A patient."""
    return telegram.patient("Anna")


@pytest.fixture
def clock() -> Clock:
    """A clock that moves when somebody sleeps."""
    return Clock()


@pytest.fixture
def pulse(clock: Clock) -> Pulse:
    """The pulse of a bot whose event loop ticks."""
    return sound(clock)


@pytest.fixture
def door() -> Door:
    """What stores, or fails to."""
    return Door()
