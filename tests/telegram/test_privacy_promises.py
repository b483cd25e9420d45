"""What /privacy promises is what happens: each time that it names is kept by the bot that names it."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.storage.missed import KEPT
from bot.telegram.application import BotApplication
from tests.storage.stage import Clock, until
from tests.telegram.desk.clinic import BETWEEN
from tests.telegram.full_house import CANARY, fills_the_house, in_full
from tests.telegram.stage import Stage

PRIVACY = load(DEFAULT_BASE / "en").phrases.privacy
HOUR = timedelta(hours=1)
"""How often the store looks for what is too old."""


class House:
    """A running bot after a patient has used everything, and what its database holds."""

    def __init__(self, bot: BotApplication, anna: Patient, staff: Group, file: Path, clock: Clock) -> None:
        self._bot = bot
        self.anna = anna
        self.staff = staff
        self._file = file
        self.clock = clock

    async def passes(self, time: timedelta) -> None:
        """Let time pass, and the store look after itself."""
        self.clock.now += time.total_seconds()
        await self._bot.store.depth()

    def rows(self, table: str, where: str = "1") -> int:
        """Return how many rows of a table meet a condition."""
        with closing(sqlite3.connect(self._file)) as database:
            found = database.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()  # noqa: S608  Ours.
        return int(found[0])

    async def counts(self) -> str:
        """Return everything that is counted."""
        return str(await self._bot.store.counts("2000-01-01"))


@pytest.fixture
async def telegram() -> AsyncIterator[Stage]:
    """A Telegram in which nobody listens to everything that comes while the time flies."""
    async with Stage() as stage:
        yield stage


@pytest.fixture
async def house(telegram: Stage, tmp_path: Path) -> AsyncIterator[House]:
    """A full house."""
    staff = telegram.staff_group("Staff", "Nora", forum=True)
    anna, clock, file = telegram.patient("Anna"), Clock(), tmp_path / "bot.db"
    async with in_full(telegram, file, staff, clock) as bot:
        await fills_the_house(anna, staff, datetime.fromtimestamp(clock.now, UTC))
        yield House(bot, anna, staff, file, clock)


async def test_what_is_remembered_is_gone_after_2_days(house: House) -> None:
    """After 2 days nothing is remembered of the chat; what the patient had kept stays."""
    assert "at most 2 days" in PRIVACY.remembered
    assert house.rows("chats", f"chat_id = {house.anna.chat.id} AND memory IS NOT NULL") == 1
    await house.passes(timedelta(days=2) + HOUR)
    assert house.rows("chats", f"chat_id = {house.anna.chat.id} AND memory IS NOT NULL") == 0
    assert house.rows("chats", "kept IS NOT NULL") == 1


async def test_the_kept_day_is_gone_after_550_days_of_silence(house: House) -> None:
    """After 550 days of silence the day of the procedure is gone."""
    assert "550 days of silence" in PRIVACY.kept_day
    house.anna.says("/stop", sent_at=int(house.clock.now))
    await house.anna.hears()
    await house.passes(timedelta(days=10))
    # By now the conversation has come to its own end, and no reminder is left that might act with the purge.
    await until(lambda: not house.rows("reminders") and not house.rows("inbox", "done_at IS NULL"))
    await house.passes(timedelta(days=540) - HOUR)
    assert house.rows("chats", "kept IS NOT NULL") == 1
    await house.passes(2 * HOUR)
    assert house.rows("chats", "kept IS NOT NULL") == 0


async def test_a_conversation_is_gone_90_days_after_its_end(house: House) -> None:
    """90 days after its end, no number of its messages is left."""
    assert "90 days after the end" in PRIVACY.staff_kept
    house.anna.says("/close", sent_at=int(house.clock.now))
    assert BETWEEN.ended_here in (await house.anna.hears()).text
    await house.staff.hears()
    assert (house.rows("tickets"), house.rows("copies") > 0) == (1, True)
    await house.passes(timedelta(days=90) + HOUR)
    assert (house.rows("tickets"), house.rows("copies")) == (0, 0)


async def test_the_words_are_deleted_with_the_answer(house: House) -> None:
    """No update that is answered, and no letter that is delivered, holds a word."""
    assert "words are deleted" in PRIVACY.stored
    assert house.rows("inbox", f"body LIKE '%{CANARY}%'") == 0
    await until(lambda: house.rows("outbox", f"content LIKE '%{CANARY}%'") == 0)


async def test_the_counts_hold_nothing_of_a_patient(house: House) -> None:
    """Neither a word nor the number of a chat is counted, but the answers by topic."""
    assert "nothing about you" in PRIVACY.counted
    counted = await house.counts()

    assert "nerve" in counted
    assert CANARY not in counted
    assert str(house.anna.chat.id) not in counted


def test_missed_questions_are_kept_as_long_as_is_said() -> None:
    """Where they are kept at all, the days that /privacy names are those of the store."""
    assert f"{timedelta(seconds=KEPT).days} days" in PRIVACY.missed
