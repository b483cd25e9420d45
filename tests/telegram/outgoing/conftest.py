"""What the tests of the way out share: a Telegram, a bare bot that is wired to it, and a patient."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.telegram.wired import wired_to


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """A Telegram on this computer."""
    async with Telegram() as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[Bot]:
    """A bot that is wired to it."""
    async with wired_to(telegram.base_url, telegram.token) as bot:
        yield bot


@pytest.fixture
def anna(telegram: Telegram) -> Patient:
    """A patient who has written to the bot."""
    anna = telegram.patient("Anna")
    anna.says("hello")
    return anna
