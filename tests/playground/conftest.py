"""A Telegram for each test, a bare client for it, and somebody who has already written to the bot."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from tests.playground.raw_bot import RawBot


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """Return a Telegram that serves while the test runs."""
    async with Telegram(username="aftercare_bot") as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Telegram) -> AsyncIterator[RawBot]:
    """Return a bare client of it."""
    async with ClientSession() as session:
        yield RawBot(telegram, session)


@pytest.fixture
def anna(telegram: Telegram) -> Patient:
    """Return a patient to whom the bot may write, with no update left waiting."""
    anna = telegram.patient("Anna")
    anna.says("/start")
    telegram.world.updates.waiting.clear()
    return anna


@pytest.fixture
def staff(telegram: Telegram) -> Group:
    """Return a forum that the bot administers, with two of the clinic's people; no update waits."""
    staff = telegram.staff_group("Clinic staff", "Nora", "Lee")
    telegram.world.updates.waiting.clear()
    return staff
