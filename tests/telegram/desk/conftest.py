"""What the tests of the desk share: a bot with staff, a patient, and the people of the clinic."""

from collections.abc import AsyncIterator

import pytest

from bot.playground.patients import Patient
from tests.telegram.desk.clinic import Ward, working
from tests.telegram.stage import Stage


@pytest.fixture
async def telegram() -> AsyncIterator[Stage]:
    """A Telegram on this computer, which must be left in order."""
    async with Stage() as stage:
        yield stage
        await stage.is_left_in_order()


@pytest.fixture(params=["forum", "group"])
async def ward(telegram: Stage, request: pytest.FixtureRequest) -> AsyncIterator[Ward]:
    """The running bot with a staff chat: a forum, and then a group without topics."""
    async with working(telegram, forum=request.param == "forum") as ward:
        yield ward


@pytest.fixture
async def forum(telegram: Stage) -> AsyncIterator[Ward]:
    """The running bot with a forum for the staff."""
    async with working(telegram, forum=True) as ward:
        yield ward


@pytest.fixture
async def plain(telegram: Stage) -> AsyncIterator[Ward]:
    """The running bot with a staff group without topics."""
    async with working(telegram, forum=False) as ward:
        yield ward


@pytest.fixture
def anna(telegram: Stage) -> Patient:
    """A patient who can write to the running bot."""
    return telegram.patient("Anna")
