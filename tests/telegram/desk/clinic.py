"""A clinic at work for tests: the bot, the staff's chat, and how a question gets there."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from bot.core.clinic import Clinic
from bot.core.knowledge import Knowledge
from bot.playground.conversations import Message
from bot.playground.groups import Group
from bot.playground.members import Member
from bot.playground.patients import Patient
from bot.telegram.application import BotApplication
from bot.telegram.desk.feature import Desk
from bot.telegram.erasure import Erasing
from bot.telegram.notices import Operation
from tests.telegram import content
from tests.telegram.content import PHRASES
from tests.telegram.stage import Stage, acting

OVER: Final = PHRASES.desk.handing_over
BETWEEN: Final = PHRASES.desk.conversation
STAFF: Final = PHRASES.desk.staff
WITH_STAFF: Final = Operation(has_staff=True)
NAMED: Final = Clinic(name="Bright Clinic", phone="020 7946 0000")


def knowledge(clinic: Clinic = NAMED) -> Knowledge:
    """Return the small knowledge base of a clinic."""
    return content.knowledge().model_copy(update={"clinic": clinic})


class Ward:
    """The staff's chat and who is in it."""

    def __init__(self, telegram: Stage, group: Group, bot: BotApplication) -> None:
        self.telegram = telegram
        self.bot = bot
        self.group = group
        self.nora: Member = group.member("Nora")
        self.omar: Member = group.member("Omar")

    async def asked_by(self, patient: Patient, text: str) -> Message:
        """Let a patient hand a question over, and return it as the staff get it."""
        preview = await self.previewed_by(patient, text)
        patient.taps(preview, OVER.send)
        going, sent = await patient.hears(), await patient.hears()
        assert going.text.startswith(OVER.going)
        assert sent.text.startswith(OVER.sent)
        return await self.group.hears()

    async def previewed_by(self, patient: Patient, text: str) -> Message:
        """Let a patient ask the bot and then for the clinic, and return what they are shown."""
        patient.says(text)
        patient.taps(await patient.hears(), OVER.ask)
        return await patient.hears()

    async def ticked(self) -> Message:
        """Wait for the tick under an answer of the staff's."""
        tick = await self.group.hears()
        assert tick.text == STAFF.delivered
        return tick


@asynccontextmanager
async def working(  # noqa: PLR0913  What a test may want otherwise.
    telegram: Stage,
    *,
    forum: bool = True,
    supergroup: bool = True,
    clinic: Clinic = NAMED,
    hours: float = 48,
    database: str = "sqlite://",
    clock: Callable[[], float] = time.time,
    group: Group | None = None,
) -> AsyncIterator[Ward]:
    """Run the bot with a staff chat."""
    staff = group or telegram.staff_group("Staff", "Nora", "Omar", forum=forum, supergroup=supergroup)
    base = knowledge(clinic)
    async with acting(
        telegram,
        knowledge=base,
        database=database,
        features=lambda _, renderer: (
            Erasing(renderer, has_staff=True),
            Desk(renderer, clinic, staff.id, hours),
        ),
        operation=WITH_STAFF,
        clock=clock,
    ) as bot:
        yield Ward(telegram, staff, bot)
