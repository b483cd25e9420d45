"""The catalogue of red flags: what frightened people type raises its card, however it is typed."""

import random
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Final

import pytest
import yaml
from pydantic import TypeAdapter

from bot.core.knowledge import Knowledge
from bot.core.safety.red_flags import Level
from bot.core.safety.screen import Screen

CATALOGUE: Final = TypeAdapter(dict[str, dict[str, tuple[str, ...]]]).validate_python(
    yaml.safe_load((Path(__file__).parents[2] / "red_flags.yaml").read_text("utf-8"))
)
CLASSES: Final = {
    "airway",
    "anaphylaxis",
    "stroke",
    "vision",
    "bleeding",
    "sepsis",
    "infection",
    "skin-ischaemia",
    "facial-palsy",
    "anaesthetic-toxicity",
    "chest",
    "consciousness",
    "parotid",
    "self-harm",
    "overdose",
}
# One plain complaint of each class, as a noun phrase that "no" can stand before and a clause that "but" can.
DENIED: Final = {
    "airway": "trouble breathing",
    "anaphylaxis": "hives",
    "stroke": "slurred speech",
    "vision": "double vision",
    "bleeding": "heavy bleeding",
    "sepsis": "rigors",
    "infection": "pus",
    "skin-ischaemia": "black skin",
    "facial-palsy": "facial weakness",
    "anaesthetic-toxicity": "metallic taste",
    "chest": "chest pain",
    "consciousness": "blackouts or seizures",
    "parotid": "clear fluid from the hole",
    "self-harm": "suicidal thoughts",
    "overdose": "overdose",
}
STATED: Final = {
    "airway": ("i cant breathe", "my throat is closing", "swallowing is very hard"),
    "anaphylaxis": ("my lips are swelling", "i have hives everywhere"),
    "stroke": ("my arm is weak", "his speech is slurred", "the mouth dropped suddenly"),
    "vision": ("i see double", "my eye is bulging", "i cannot see properly"),
    "bleeding": ("it wont stop bleeding", "blood is pouring out"),
    "sepsis": ("i have fever and shaking", "she has fever and is confused"),
    "infection": ("pus is coming out", "i have a fever", "my cheek is hot and red"),
    "skin-ischaemia": ("my cheek is going black", "the skin turned grey"),
    "facial-palsy": ("i cant close my eye", "my smile is crooked"),
    "anaesthetic-toxicity": ("my ears are ringing", "i taste metal"),
    "chest": ("my chest hurts", "i am coughing blood"),
    "consciousness": ("i fainted", "she wont wake up"),
    "parotid": ("my cheek swells when i eat", "saliva leaks from the hole"),
    "self-harm": ("i want to die", "i feel like hurting myself"),
    "overdose": ("i took all my pills", "my toddler ate a tablet"),
}

# One message for each way of speaking that lowers a flag; alone, none of them raises anything.
HARMLESS: Final = (
    "what are the signs of infection",
    "can threads cause a stroke",
    "which nerve makes a mouth droop",
    "if a thread got infected who would i ask",
    "i am scared of fainting",
    "i had a heart attack 10 years ago",
    "grandad died of sepsis",
    "someone at my gym fainted at her lift in 2017",
    "i saw a tiktok about pus",
    "your booking system has collapsed",
    "i nearly passed out when i saw the bill",
    "nothing is leaking",
)


def _lines(*levels: str) -> Iterator[tuple[str, str, str]]:
    for level in levels:
        for name, lines in CATALOGUE[level].items():
            for line in lines:
                yield level, name, line


RAISING: Final = tuple(_lines("emergency", "same-day"))
CALM: Final = tuple(line for _, _, line in _lines("calm"))


@pytest.fixture(scope="module")
def screen(knowledge: Knowledge) -> Screen:
    """The screen over the English red flags."""
    return Screen(knowledge.red_flags, known=knowledge.language.well_spelt.split())


def test_covers_every_class() -> None:
    """The catalogue has at least five lines of each class, and hundreds in all."""
    counted = {name: len(lines) for level in Level for name, lines in CATALOGUE[level].items()}

    assert counted.keys() == CLASSES
    assert min(counted.values()) >= 5
    assert len(RAISING) + len(CALM) >= 250


@pytest.mark.parametrize(("level", "name", "line"), RAISING)
def test_raises(screen: Screen, level: str, name: str, line: str) -> None:
    """A message of the catalogue raises its class, and is answered at its level."""
    standing = [finding.flag for finding in screen.findings(line) if finding.lowered_by is None]

    assert name in [flag.id for flag in standing]
    assert standing[0].level == level


@pytest.mark.parametrize("line", CALM)
def test_stays_calm(screen: Screen, line: str) -> None:
    """Aftercare, service, general and joking messages raise nothing."""
    standing = [finding for finding in screen.findings(line) if finding.lowered_by is None]

    assert standing == []


@pytest.mark.parametrize("denied", sorted(CLASSES))
def test_a_denial_alone_is_calm(screen: Screen, denied: str) -> None:
    """A complaint that "no" stands before is taken back."""
    assert screen.flag_in(f"no {DENIED[denied]}") is None


@pytest.mark.parametrize(("denied", "stated"), list(permutations(sorted(CLASSES), 2)))
def test_a_denial_hides_nothing_else(screen: Screen, denied: str, stated: str) -> None:
    """What is stated beside a denial is raised, for every two classes, wording and connection."""
    missed = [
        text
        for clause in STATED[stated]
        for text in (
            f"no {DENIED[denied]} but {clause}",
            f"no {DENIED[denied]}, {clause}",
            f"{clause} but no {DENIED[denied]}",
            f"i dont have {DENIED[denied]} however {clause}",
        )
        if stated not in {finding.flag.id for finding in screen.findings(text) if not finding.lowered_by}
    ]

    assert missed == []


@pytest.mark.parametrize("harmless", HARMLESS)
def test_what_lowers_a_flag_hides_nothing_beside_it(screen: Screen, harmless: str) -> None:
    """A question, a fear, a story, the past or a joke hides no complaint that stands beside it."""
    missed = [
        text
        for stated, clauses in STATED.items()
        for clause in clauses
        for text in (
            f"{harmless}? {clause}",
            f"{harmless}, {clause}",
            f"{harmless} but {clause}",
            f"{harmless} and now {clause}",
            f"{clause}. {harmless}",
        )
        if stated not in {finding.flag.id for finding in screen.findings(text) if not finding.lowered_by}
    ]

    assert screen.flag_in(harmless) is None
    assert missed == []


def _slip(word: str, chance: random.Random) -> str:
    """Return the word with one slip of the finger inside it."""
    if len(word) <= 4 or not word.isalpha():
        return word
    place = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + chance.choice("aeioust") + word[place + 1 :],
        )
    )


def _one_slip(line: str) -> str:
    """Return the line with one slip in its longest word."""
    chance = random.Random(line)  # noqa: S311 - the same slips in every run
    longest = max(line.split(), key=len)
    return " ".join(_slip(word, chance) if word == longest else word for word in line.split())


def _many_slips(line: str) -> str:
    """Return the line with one slip in every word of more than four letters."""
    chance = random.Random(line)  # noqa: S311 - the same slips in every run
    return " ".join(_slip(word, chance) for word in line.split())


def _doubled(line: str) -> str:
    """Return the line with the last letter of every longer word held down."""
    return " ".join(word + word[-1] * 3 if len(word) > 4 else word for word in line.split())


def _full_width(line: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in line)


DISGUISES: Final[dict[str, Callable[[str], str]]] = {
    "shouted": str.upper,
    "full width": _full_width,
    "zero-width characters": "\u200b".join,
    "one slip": _one_slip,
    "emoji": lambda line: f"😭😭{line.replace(' ', ' 😰 ', 1)}🙏",
    "no apostrophes": lambda line: line.replace("'", ""),
    "curly apostrophes": lambda line: line.replace("'", "’"),
    "held keys": _doubled,
    "as a question": lambda line: f"is it normal that {line}",
    "with a laugh": lambda line: f"{line} lol",
    "after much chat": lambda line: "Hello, thank you for the kind reception last week. " * 30 + line,
    "before much chat": lambda line: line + ". Thank you for the kind reception last week." * 30,
    "polite": lambda line: f"good evening, sorry to bother you but {line}, thank you so much",
}


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES.keys())
def test_survives(screen: Screen, disguise: Callable[[str], str]) -> None:
    """At least 98 of 100 messages of the catalogue raise a flag in each disguise."""
    missed = [line for _, _, line in RAISING if screen.flag_in(disguise(line)) is None]

    assert len(missed) <= 0.02 * len(RAISING), missed


def test_survives_a_slip_in_every_word(screen: Screen) -> None:
    """At least 90 of 100 messages raise a flag even with a slip in each of their longer words."""
    missed = [line for _, _, line in RAISING if screen.flag_in(_many_slips(line)) is None]

    assert len(missed) <= 0.10 * len(RAISING), missed


def test_many_disguises_at_once_stay_calm(screen: Screen) -> None:
    """At least 98 of 100 calm messages stay calm when they are shouted, held down or full of emoji."""
    raised = [
        line
        for line in CALM
        for name in ("shouted", "emoji", "no apostrophes", "zero-width characters")
        if screen.flag_in(DISGUISES[name](line)) is not None
    ]

    assert len(raised) <= 0.02 * len(CALM) * 4, raised
