"""Whoever does not want to live reads whom to call."""

from pathlib import Path
from typing import Final

import pytest

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.core.model import CARD_ROOM

CARDS: Final = ("self-harm", "overdose")


def card(flag_id: str, clinic_file: Path) -> str:
    """Return a card as a clinic's patients read it."""
    flags = load(DEFAULT_BASE / "en", clinic_file).red_flags.flags
    return next(flag.card for flag in flags if flag.id == flag_id)


@pytest.mark.parametrize("flag_id", CARDS)
@pytest.mark.parametrize(
    ("setting", "named"),
    [("", "a crisis line in your country"), ('crisis_line: "Listeners (116 123)"\n', "Listeners (116 123)")],
)
def test_the_cards_name_the_clinics_crisis_line(
    tmp_path: Path, flag_id: str, setting: str, named: str
) -> None:
    """The cards of self-harm and overdose name the clinic's crisis line, or one in the patient's country."""
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text(f"name: Rose Clinic\n{setting}", encoding="utf-8")

    assert named in card(flag_id, clinic)


@pytest.mark.parametrize("flag_id", CARDS)
def test_the_cards_leave_room_for_long_names(tmp_path: Path, flag_id: str) -> None:
    """The longest crisis line, beside the general words for the number, still fits the card."""
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text(f'crisis_line: "{"x" * 60}"\n', encoding="utf-8")

    assert len(card(flag_id, clinic)) <= CARD_ROOM
