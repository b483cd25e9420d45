"""The whole bot recognises danger however it is typed, and whatever is denied beside it."""

from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Final

import pytest
import yaml
from pydantic import TypeAdapter

from benchmarks.mutations import MUTATIONS, Mutation, slip_in_each_longer_word
from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.replies import Urgent
from bot.core.safety.red_flags import Level

CATALOGUE: Final = TypeAdapter(dict[str, dict[str, tuple[str, ...]]]).validate_python(
    yaml.safe_load((Path(__file__).parents[2] / "red_flags.yaml").read_text("utf-8"))
)
SURVIVAL: Final = 0.98
SLIPS: Final = "slip in each longer word"
SEEDS: Final = range(3)
"""A slip may fall anywhere, so three different ones a word are tried."""

# Of each class, what "no" may stand before, and what "but" may.
SIGNS: Final = {
    "airway": ("breathing problems", "I am struggling to breathe"),
    "anaphylaxis": ("rash all over", "my tongue is swelling up"),
    "consciousness": ("fainting", "I passed out twice"),
    "chest": ("chest pain", "my chest feels crushed"),
    "stroke": ("slurred speech", "my arm has gone numb and my speech is slurred"),
    "bleeding": ("bleeding", "blood keeps pouring and will not stop"),
    "anaesthetic-toxicity": ("ringing in my ears", "my ears are ringing and my mouth tastes of metal"),
    "overdose": ("overdose", "I swallowed the whole box of tablets"),
    "sepsis": ("shivering", "I have a high fever and I am confused"),
    "vision": ("double vision", "I cannot see with one eye"),
    "skin-ischaemia": ("pale skin", "my skin has turned black"),
    "self-harm": ("dark thoughts", "I want to kill myself"),
    "infection": ("discharge", "pus is coming out of the hole"),
    "facial-palsy": ("facial weakness", "I cannot close my eye"),
    "parotid": ("fluid at meals", "my cheek swells up whenever I eat"),
}
DENIALS: Final = ("no {} but {}", "no {}, but {}", "I have no {} but {}", "{1}, but no {0}")


def _is_urgent(answerer: Answerer, text: str) -> bool:
    return isinstance(answerer.reply_to(Question(text=text)), Urgent)


@pytest.fixture(scope="module")
def raising(answerer: Answerer) -> tuple[str, ...]:
    """The lines of danger that raise a flag as they stand."""
    lines = (line for level in Level for of_class in CATALOGUE[level].values() for line in of_class)
    return tuple(line for line in lines if _is_urgent(answerer, line))


def _lost(answerer: Answerer, lines: tuple[str, ...], mutation: Mutation) -> list[str]:
    return [changed for line in lines if not _is_urgent(answerer, changed := mutation(line))]


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_what_is_added_is_calm(answerer: Answerer, name: str) -> None:
    """No way of typing raises a flag by itself: a harmless question stays one, so only danger survives."""
    assert not _is_urgent(answerer, MUTATIONS[name]("how much does it cost"))


@pytest.mark.parametrize("name", sorted(MUTATIONS.keys() - {SLIPS}))
def test_survives(answerer: Answerer, raising: tuple[str, ...], name: str) -> None:
    """At least 98 of 100 lines of danger get their urgent card in each way of typing."""
    lost = _lost(answerer, raising, MUTATIONS[name])

    assert len(lost) <= (1 - SURVIVAL) * len(raising), lost


def test_survives_slips(answerer: Answerer, raising: tuple[str, ...]) -> None:
    """At least 98 of 100 lines of danger survive a slip in each of their longer words."""
    lost = [
        line
        for seed in SEEDS
        for line in _lost(answerer, raising, partial(slip_in_each_longer_word, seed=seed))
    ]

    assert len(lost) <= (1 - SURVIVAL) * len(raising) * len(SEEDS), lost


def test_has_signs_of_every_flag(knowledge: Knowledge) -> None:
    """The denials are made for every class of the knowledge base, and are more than five hundred."""
    assert SIGNS.keys() == {flag.id for flag in knowledge.red_flags.flags}
    assert len(list(permutations(SIGNS, 2))) * len(DENIALS) >= 500


@pytest.mark.parametrize("stated", SIGNS)
def test_a_denial_suppresses_no_other_danger(answerer: Answerer, stated: str) -> None:
    """What is stated beside any denial gets an urgent card of its level or above."""
    due = next(level for level in Level if stated in CATALOGUE[level])
    suppressed = []
    for denied in SIGNS.keys() - {stated}:
        for denial in DENIALS:
            text = denial.format(SIGNS[denied][0], SIGNS[stated][1])
            reply = answerer.reply_to(Question(text=text))
            if not isinstance(reply, Urgent) or (due, reply.flag.level) == (Level.EMERGENCY, Level.SAME_DAY):
                suppressed.append(text)

    assert suppressed == []
