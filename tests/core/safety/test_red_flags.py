"""Red flags are refused while they cannot be read, and their cards tell what to do."""

import re
from typing import Final

import pytest
from pydantic import ValidationError

from bot.core.knowledge import Knowledge
from bot.core.model import CARD_ROOM
from bot.core.safety.red_flags import Level, Lowering, Reach, RedFlag, RedFlags

EARLY: Final = 120
"""Characters of an emergency card within which the number stands."""


def _flag(flag_id: str, level: Level, sign: str) -> RedFlag:
    return RedFlag(id=flag_id, level=level, card="Call now.", signs=(sign,), source="a source")


def test_has_a_short_card_for_every_flag(knowledge: Knowledge) -> None:
    """Each card fits its room with every placeholder filled in."""
    cards = [flag.card for flag in knowledge.red_flags.flags]

    assert max(map(len, cards)) <= CARD_ROOM
    assert not [card for card in cards if "{" in card]


def test_names_the_number_early(knowledge: Knowledge) -> None:
    """Every emergency card says whom to call within its first characters."""
    emergencies = [flag for flag in knowledge.red_flags.flags if flag.level is Level.EMERGENCY]
    number = knowledge.clinic.emergency_number

    assert [flag.id for flag in emergencies if number not in flag.card[:EARLY]] == []


def test_sends_same_day_flags_to_a_doctor_today(knowledge: Knowledge) -> None:
    """Every same-day card opens with calling today, and says when it becomes an emergency."""
    same_day = [flag.card for flag in knowledge.red_flags.flags if flag.level is Level.SAME_DAY]

    assert all(re.match(r"Call .+ or see a doctor today\. Do not wait", card) for card in same_day)
    assert all(f"Call {knowledge.clinic.emergency_number}" in card for card in same_day)


def test_diagnoses_nothing(knowledge: Knowledge) -> None:
    """No card tells people what they have, and none calls anything harmless."""
    forbidden = re.compile(
        r"you have (a|an|the)\b|this is (a|an)\b|nothing to worry|is normal|not an emergency", re.IGNORECASE
    )

    assert [flag.id for flag in knowledge.red_flags.flags if forbidden.search(flag.card)] == []


def test_speaks_in_short_sentences(knowledge: Knowledge) -> None:
    """No sentence of a card has more than 20 words."""
    sentences = [part for flag in knowledge.red_flags.flags for part in re.split(r"[.!?]\s", flag.card)]

    assert max(len(sentence.split()) for sentence in sentences) <= 20


@pytest.mark.parametrize("flag_id", ["self-harm", "overdose"])
def test_offers_a_crisis_line(knowledge: Knowledge, flag_id: str) -> None:
    """Who may have hurt themselves on purpose reads of a crisis line."""
    (card,) = (flag.card for flag in knowledge.red_flags.flags if flag.id == flag_id)

    assert "a crisis line in your country" in card


def test_refuses_an_unknown_list() -> None:
    """A sign that calls a list by a wrong name is refused with that name."""
    with pytest.raises(ValidationError, match="there is no list called throta"):
        RedFlags(lists={"throat": "throat"}, flags=(_flag("airway", Level.EMERGENCY, "<throta> + tight"),))


def test_refuses_an_unknown_list_in_what_lowers() -> None:
    """The signs of a lowering construction are read as strictly."""
    lowering = Lowering(id="idiom", reach=Reach.ITSELF, signs=("<jokes>",))

    with pytest.raises(ValidationError, match="there is no list called jokes"):
        RedFlags(flags=(_flag("airway", Level.EMERGENCY, "choking"),), lowerings=(lowering,))


@pytest.mark.parametrize("words", ["<closing>", "tight, <nowhere>"])
def test_refuses_a_list_without_end(words: str) -> None:
    """A list that contains itself, or one that does not exist, is refused."""
    with pytest.raises(ValidationError, match="is no list, or contains itself"):
        RedFlags(lists={"closing": words}, flags=(_flag("airway", Level.EMERGENCY, "<closing>"),))


def test_refuses_an_emergency_behind_a_same_day_flag() -> None:
    """The order of the flags is their urgency, so emergencies stand first."""
    flags = (_flag("infection", Level.SAME_DAY, "pus"), _flag("airway", Level.EMERGENCY, "choking"))

    with pytest.raises(ValidationError, match="put every emergency before every same-day flag"):
        RedFlags(flags=flags)


def test_a_flag_brings_its_own_lists() -> None:
    """A list that stands beside a flag or a construction can be called from everywhere."""
    airway = _flag("airway", Level.EMERGENCY, "<throat> + <joke>")
    lowering = Lowering(id="idiom", reach=Reach.ITSELF, signs=("<throat>",), lists={"joke": "lol"})

    red_flags = RedFlags(
        flags=(airway.model_copy(update={"lists": {"throat": "throat, <joke>"}}),), lowerings=(lowering,)
    )

    assert red_flags.entries == {"<throat>": ("throat", "lol"), "<joke>": ("lol",)}


def test_refuses_two_lists_of_one_name() -> None:
    """A list is written down once, wherever it stands."""
    airway = _flag("airway", Level.EMERGENCY, "<throat>").model_copy(update={"lists": {"throat": "gullet"}})

    with pytest.raises(ValidationError, match="list 'throat' is written down twice"):
        RedFlags(lists={"throat": "throat"}, flags=(airway,))
