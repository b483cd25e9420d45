"""The safety screen finds red flags, and lowers one only where a closed construction covers it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge import Knowledge
from bot.core.safety.red_flags import Level, Lowering, Reach, RedFlag, RedFlags, Scope
from bot.core.safety.screen import Screen


def _flag(flag_id: str, level: Level, *signs: str) -> RedFlag:
    return RedFlag(id=flag_id, level=level, card=f"Card of {flag_id}.", signs=signs, source="a source")


LOADED = (
    "no",
    "not",
    "what",
    "if",
    "cant",
    "breathe",
    ",",
    ".",
    "but",
    "39",
    "fever",
    "years",
    "ago",
    "black",
    "or",
)

# Spanish, as a second language: nothing of the English words is in the code.
SPANISH = RedFlags(
    lists={
        "no-puedo": "no puedo, no puede, incapaz",
        "respirar": "respir*, aire",
        "cara": "cara, boca, mejilla",
    },
    numbers="veinte 20",
    flags=(
        _flag("aire", Level.EMERGENCY, "<no-puedo> > <respirar> / 6"),
        _flag("ictus", Level.EMERGENCY, "<cara> + torcida + brazo / message"),
        _flag("fiebre", Level.SAME_DAY, "fiebre", "pus"),
    ),
    lowerings=(
        Lowering(id="negacion", reach=Reach.NEXT, signs=("no", "sin")),
        Lowering(id="reposo", reach=Reach.PREVIOUS, signs=("ya pasó", "ya paso"), never=("ictus", "aire")),
        Lowering(id="pregunta", reach=Reach.REST, signs=("qué pasa si", "que pasa si")),
        Lowering(id="historia", reach=Reach.CLAUSE, signs=("hace años",), unless="cara"),
        Lowering(id="dicho", reach=Reach.ITSELF, signs=("fiebre del sábado",)),
    ),
    scope=Scope(
        through="tengo, nada de", joins="ni, o", listed="fiebre, pus, ni, o", ends="pero", never="puedo"
    ),
)


@pytest.fixture(scope="module")
def spanish() -> Screen:
    """A small screen in another language."""
    return Screen(SPANISH)


@pytest.fixture(scope="module")
def english(knowledge: Knowledge) -> Screen:
    """The screen that patients meet."""
    return Screen(knowledge.red_flags, known=knowledge.language.well_spelt.split())


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("no puedo respirar", "aire"),
        ("NO PUEDO RESPIRAAAR", "aire"),
        ("no puedo repsirar", "aire"),
        ("Tengo fiebre. Mi madre no puede respirar", "aire"),
        ("no tengo fiebre pero no puedo respirar", "aire"),
        ("boca torcida. Y el brazo no se mueve", "ictus"),
        ("tengo fiebre", "fiebre"),
        ("sin pus, tengo fiebre", "fiebre"),
        ("no puedo dormir. Hay que respirar", None),
        ("no tengo fiebre", None),
        ("sin nada de fiebre ni pus", None),
        ("no fiebre, pus o fiebre", None),
        ("fiebre ya pasó", None),
        ("¿qué pasa si no puedo respirar?", None),
        ("qué pasa si me duele pero no puedo respirar", "aire"),
        ("tuve fiebre hace años", None),
        ("fiebre en la cara hace años", "fiebre"),
        ("qué fiebre del sábado", None),
        ("qué fiebre del sábado, y pus", "fiebre"),
        ("buenos días", None),
        ("", None),
    ],
)
def test_reads_any_language(spanish: Screen, text: str, raised: str | None) -> None:
    """The words are content: another language brings its own lists, and the rules stay."""
    flag = spanish.flag_in(text)

    assert (flag.id if flag else None) == raised


def test_says_what_raised_a_flag(spanish: Screen) -> None:
    """A finding names the flag and the words that raised it."""
    (finding,) = spanish.findings("Hola, no puedo ya respirar")

    assert (finding.flag.id, finding.words, finding.lowered_by) == ("aire", ("no", "puedo", "respirar"), None)


def test_says_what_lowered_a_flag(spanish: Screen) -> None:
    """A lowered finding names the construction and its words."""
    (finding,) = spanish.findings("gracias, sin fiebre")

    assert (finding.words, finding.lowered_by, finding.cue) == (("fiebre",), "negacion", ("sin",))


def test_orders_findings_by_urgency(spanish: Screen) -> None:
    """Findings come in the order of the flags, whatever stands first in the message."""
    found = spanish.findings("tengo fiebre y no puedo respirar")

    assert [finding.flag.id for finding in found] == ["aire", "fiebre"]


def test_leaves_known_words_alone() -> None:
    """A word that the knowledge base knows is not taken for a misspelt sign."""
    taken, left = Screen(SPANISH), Screen(SPANISH, known=["fieble"])

    assert taken.flag_in("fieble") is not None
    assert left.flag_in("fieble") is None


@pytest.mark.parametrize(
    ("text", "raised"),
    [
        ("no fever but my cheek is going black", "skin-ischaemia"),
        ("no fever, no pain, but breathing is difficult", "airway"),
        ("no cant breathe", "airway"),
        ("is it normal that i can't swallow", "airway"),
        ("my friend had threads and now her speech is slurred", "stroke"),
        ("my mouth drooped for ten minutes, now it is back to normal", "stroke"),
        ("i could not see for a minute, it is gone now", "vision"),
        ("had threads 2 years ago and the lump is hot and full of pus", "infection"),
        ("what are the signs of infection and my cheek is leaking pus", "infection"),
        ("i want to die lol", "self-harm"),
        ("took my breath away but seriously i cant breathe", "airway"),
        ("i took 20 paracetamol and want to die", "overdose"),
        ("i took all my pills and cant breathe", "airway"),
        ("no pus, no fever, no redness", None),
        ("no fever, chills or pus", None),
        ("had a stroke 10 years ago", None),
        ("temp 36.9", None),
        ("temperature 37.4", None),
        ("temp 38.6", "infection"),
        ("temp 38,6", "infection"),
        ("fever of 39.5", "sepsis"),
        ("103 fever", "sepsis"),
        ("my temperature is 100.6 f", "infection"),
        ("took 2 paracetamol", None),
        ("took twenty paracetamol", "overdose"),
        ("took 500 mg paracetamol", None),
        ("cantbreathe", "airway"),
        ("can t breathe", "airway"),
        ("c a n t   b r e a t h e", "airway"),
    ],
)
def test_answers_by_the_rules(english: Screen, text: str, raised: str | None) -> None:
    """Negation, questions, other people, past signs and numbers are read by the handling rules."""
    flag = english.flag_in(text)

    assert (flag.id if flag else None) == raised


@given(st.text())
def test_never_fails(english: Screen, typed: str) -> None:
    """Whatever was typed, the screen returns."""
    english.findings(typed)


@given(st.lists(st.sampled_from(LOADED)))
def test_never_fails_on_words_that_it_knows(english: Screen, typed: list[str]) -> None:
    """Any order of the words that matter is read without an error, and alike every time."""
    text = " ".join(typed)

    assert english.flag_in(text) == english.flag_in(text)


@pytest.mark.parametrize(
    "typed",
    [
        "no " * 20_000,
        "what if cant breathe " * 4_000,
        "9" * 60_000,
        ", no pus or fever" * 4_000,
        "swelng " * 9_000,
    ],
)
def test_reads_hostile_length(english: Screen, typed: str) -> None:
    """Sixty thousand hostile characters are read to their end."""
    flag = english.flag_in(typed + " . my throat is closing")

    assert flag is not None
    assert flag.id == "airway"


def test_a_finding_names_its_sign(spanish: Screen) -> None:
    """A flag stands with the sign that its author wrote, lowered or not."""
    stands, lowered = spanish.findings("no puedo respirar. sin pus")

    assert (stands.sign, stands.lowered_by) == ("<no-puedo> > <respirar> / 6", None)
    assert (lowered.sign, lowered.lowered_by) == ("pus", "negacion")


def test_what_is_nearly_a_sign_is_told(spanish: Screen) -> None:
    """A sign that lacks one term is told with what is there, and with what would complete it."""
    (near,) = spanish.near("incapaz de dormir")

    assert (near.flag.id, near.sign) == ("aire", "<no-puedo> > <respirar> / 6")
    assert near.words == ("incapaz",)
    assert near.missing == ("respir*", "aire")


def test_a_term_that_is_no_list_is_missing_as_it_stands(spanish: Screen) -> None:
    """Words of a sign that stand for themselves are what is missing."""
    (near,) = spanish.near("la boca torcida")

    assert (near.words, near.missing) == (("boca", "torcida"), ("brazo",))


def test_a_sign_whose_terms_stand_apart_is_near(spanish: Screen) -> None:
    """Where all terms are there, in another order, none is missing."""
    (near,) = spanish.near("aire, no puedo")

    assert (near.words, near.missing) == (("aire", "no", "puedo"), ())
