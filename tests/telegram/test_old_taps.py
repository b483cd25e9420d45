"""Buttons under messages that Telegram no longer shows the bot: each does what it can, or says it cannot."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from bot.core.model import Kind
from bot.playground.patients import Patient
from bot.telegram import buttons
from bot.telegram.buttons import Choice, encode
from tests.telegram.calendar_words import CALENDAR, ERASURE
from tests.telegram.content import CHANNEL, PHRASES
from tests.telegram.desk.clinic import BETWEEN, OVER
from tests.telegram.full_house import in_full
from tests.telegram.stage import Stage

YESTERDAY: Final = datetime.now(UTC).date() - timedelta(days=1)
HEARD: Final[dict[Choice, str]] = {
    buttons.ShowTopic(topic_id="cost"): "Title of cost",
    buttons.ShowKind(kind=Kind.COMPLICATION): PHRASES.kinds[Kind.COMPLICATION],
    buttons.TurnBack(): PHRASES.menu,
    buttons.ShowMenu(): PHRASES.menu,
    buttons.AskClinic(): OVER.type_it,
    buttons.WriteAnew(): OVER.type_it,
    buttons.KeepToMyself(): OVER.kept,
    buttons.EndConversation(number=7): BETWEEN.none_open,
    buttons.AskDay(): CALENDAR.ask_day,
    buttons.SetDay(day=YESTERDAY): CALENDAR.kept_day,
    buttons.ForgetDay(): CALENDAR.day_forgotten,
    buttons.CheckIns(wanted="n"): CALENDAR.check_ins_off,
    buttons.EraseEverything(): ERASURE.receipt,
}
"""What the patient hears, for each button that needs nothing of its message."""


@pytest.fixture
async def anna(telegram: Stage, tmp_path: Path) -> AsyncIterator[Patient]:
    """A patient of a bot with every button there is."""
    staff = telegram.staff_group("Staff", "Nora", forum=True)
    async with in_full(telegram, tmp_path / "bot.db", staff):
        yield telegram.patient("Anna")


@pytest.mark.parametrize("choice", HEARD, ids=lambda choice: type(choice).__name__)
async def test_what_needs_nothing_of_its_message_works(anna: Patient, choice: Choice) -> None:
    """It answers as under a fresh message; what would have changed its message comes as another one."""
    anna.taps_old_button(encode(choice))

    assert (await anna.hears()).text.startswith(HEARD[choice])


@pytest.mark.parametrize("choice", [buttons.HandOver(), buttons.CheckIns(wanted="y")], ids=str)
async def test_what_cannot_be_done_is_said(anna: Patient, choice: Choice) -> None:
    """Consent to what nobody can see any more sends nothing; the menu leads on."""
    anna.taps_old_button(encode(choice))

    assert await anna.sees_pop_up() == PHRASES.out_of_date
    assert (await anna.hears()).text.startswith(PHRASES.menu)


async def test_a_vote_counts(anna: Patient) -> None:
    """Its row of buttons stays, since the others cannot be known."""
    anna.taps_old_button(encode(buttons.Vote(helpful="y", topic_id="nerve")))

    assert await anna.sees_pop_up() == CHANNEL.voted


def test_every_button_is_tried() -> None:
    """A button that is added has its place here."""
    tried = {*map(type, HEARD), buttons.HandOver, buttons.Vote}

    assert tried == {*Choice.__args__}
