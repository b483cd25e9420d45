"""What the tests of the Telegram side share: a stage, a running bot, a patient and a group."""

from collections.abc import AsyncIterator

import pytest

from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.telegram.application import BotApplication
from tests.telegram.stage import Stage, acting


@pytest.fixture
async def telegram() -> AsyncIterator[Stage]:
    """A Telegram on this computer, which must be left in order."""
    async with Stage() as stage:
        yield stage
        await stage.is_left_in_order()


@pytest.fixture
async def bot(telegram: Stage) -> AsyncIterator[BotApplication]:
    """The bot, running."""
    async with acting(telegram) as application:
        yield application


@pytest.fixture
def anna(telegram: Stage, bot: BotApplication) -> Patient:  # noqa: ARG001  It must run.
    """A patient who can write to the running bot."""
    return telegram.patient("Anna")


@pytest.fixture
def group(telegram: Stage, anna: Patient) -> Group:
    """A group with the patient and the running bot."""
    return telegram.group("After the lift", anna, supergroup=True)
