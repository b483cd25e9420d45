"""A full house: a bot with everything that keeps something of a patient, and a patient who uses it all."""

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.telegram.answers import Answers
from bot.telegram.application import BotApplication
from bot.telegram.buttons import AskClinic, CheckIns, SetDay, Vote, encode
from bot.telegram.calendar.feature import recovery
from bot.telegram.desk.feature import Desk
from bot.telegram.features import Feature
from bot.telegram.notices import Operation
from bot.telegram.rendering import Renderer
from bot.telegram.votes import Votes
from tests.telegram.desk.clinic import OVER
from tests.telegram.recovering import SECRET, knowledge
from tests.telegram.stage import Stage, acting

CANARY: Final = "zebrafish"
KNOWLEDGE: Final = knowledge()


@asynccontextmanager
async def in_full(
    telegram: Stage, database: Path, staff: Group, clock: Callable[[], float] = time.time
) -> AsyncIterator[BotApplication]:
    """Run the bot with everything that keeps something."""

    def features(answers: Answers, renderer: Renderer) -> Sequence[Feature]:
        build = recovery(KNOWLEDGE, secret=SECRET, has_staff=True, clock=clock)
        desk = Desk(renderer, KNOWLEDGE.clinic, staff.id)
        return (desk, *build(answers, renderer), Votes(renderer, KNOWLEDGE.clinic.zone))

    operation = Operation(has_staff=True, keeps_days=True, has_votes=True)
    async with acting(
        telegram,
        knowledge=KNOWLEDGE,
        database=f"sqlite:///{database}",
        features=features,
        operation=operation,
        clock=clock,
    ) as bot:
        yield bot


async def fills_the_house(anna: Patient, staff: Group, now: datetime | None = None) -> None:
    """Leave a trace of every kind: a day, check-ins, votes, a conversation with a picture, the memory."""
    now = now or datetime.now(UTC)
    yesterday = now.date() - timedelta(days=1)
    for button in (SetDay(day=yesterday), CheckIns(wanted="y")):
        anna.taps_old_button(encode(button))
        await anna.hears()
    anna.says(f"tell me about nerve {CANARY}", sent_at=int(now.timestamp()))
    answer = await anna.hears()
    anna.taps(answer, encode(Vote(helpful="y", topic_id="nerve")))
    answer = await anna.hears()
    anna.taps(answer, encode(AskClinic()))
    anna.taps(await anna.hears(), OVER.send)
    await anna.hears()
    await anna.hears()
    await staff.hears()
    anna.says(f"more of it {CANARY}", sent_at=int(now.timestamp()))
    await staff.hears()
    await anna.hears()
