"""The rules of wording that come with the program catch what could harm, and nothing that helps."""

from pathlib import Path
from typing import Final

import pytest

from bot.content.folders import DEFAULT_BASE
from bot.content.pages import read_page
from bot.content.parsing import parse
from bot.content.placeholders import Words
from bot.content.schemas import MEDICINES, WORDING
from bot.content.wordings import Watch
from bot.core.clinic import Clinic

HARMFUL: Final = [
    ("dose", "A doctor may choose 500 mg of it."),
    ("dose", "Usually 2 tablets help."),
    ("dose", "Dissolve two drops in water."),
    ("dose", "The bottle holds 5ml."),
    ("frequency", "Clean it twice a day."),
    ("frequency", "Clean it 3 times daily."),
    ("frequency", "Cool it every 6 hours."),
    ("frequency", "Cool it every 4 to 6 hours."),
    ("order-about-a-medicine", "Take ibuprofen for the pain."),
    ("order-about-a-medicine", "You can take your paracetamol."),
    ("order-about-a-medicine", "Stop your blood thinner before the visit."),
    ("order-about-a-medicine", "Start an antibiotic at once."),
    ("order-about-a-medicine", "Use a painkiller from home."),
    ("order-about-a-medicine", "Put on some betadine."),
    ("medicine-by-name", "Ibuprofen can help with swelling."),
    ("medicine-by-name", "The doctor may choose amoxicillin."),
    ("diagnosis", "You have an infection."),
    ("diagnosis", "You probably have palsy."),
    ("diagnosis", "This is a haematoma."),
    ("diagnosis", "It sounds like an allergy."),
    ("diagnosis", "Your infection needs care."),
    ("empty-reassurance", "There is nothing to worry about."),
    ("empty-reassurance", "Please don’t worry."),
    ("empty-reassurance", "Do not worry."),
    ("empty-reassurance", "Swelling is normal."),
    ("empty-reassurance", "This is perfectly normal."),
    ("empty-reassurance", "Small bumps are harmless."),
    ("comfort-without-limit", "It will go away."),
    ("comfort-without-limit", "Bruises usually fade."),
    ("self-treatment", "Massage the spot."),
    ("self-treatment", "Gently squeeze it."),
    ("self-treatment", "Trim the end with clean scissors."),
    ("self-treatment", "You can pull it out."),
    ("self-treatment", "Pop the bump."),
    ("self-treatment", "Lie down and heat it."),
    ("fear", "This can be deadly."),
    ("fear", "You could die."),
]

HELPFUL: Final = [
    "It usually takes 2 weeks, and the first 3 days count.",
    "Do not take ibuprofen.",
    "Please do not begin or end any medicine on your own.",
    "A doctor may start an antibiotic.",
    "Ask before you use ibuprofen.",
    "Did a doctor give you aspirin for your heart?",
    "This can be a sign of an infection.",
    "Tell the clinic if you have an infection.",
    "Nobody can tell if it is a reaction or an infection.",
    "Do not pull, cut or push it.",
    "A clinician can disinfect and trim a small end.",
    "The article says that massage may help.",
    "Did you hear a pop or a click?",
    "Press firmly on the spot with a clean cloth.",
    "You need not be sure that it is serious.",
    "Ask what is safe for you.",
]


@pytest.fixture(scope="module")
def english() -> Watch:
    """The English rules, with the medicines that they know."""
    folder: Path = DEFAULT_BASE / "en"
    wording = parse(read_page(folder / "wording.yaml"), WORDING, Words(Clinic())).trusted()
    medicines = parse(read_page(folder / "medicines.yaml"), MEDICINES, Words(Clinic())).trusted()
    return Watch(wording, [name for group in medicines.medicines for name in group.names])


@pytest.mark.parametrize(("rule", "sentence"), HARMFUL)
def test_a_harmful_sentence_is_caught(english: Watch, rule: str, sentence: str) -> None:
    """A dose, an order, a diagnosis, a false comfort, a home treatment and a threat are each caught."""
    assert rule in [breach.rule.id for breach in english.breaches(sentence)]


@pytest.mark.parametrize("sentence", HELPFUL)
def test_a_helpful_sentence_is_left_alone(english: Watch, sentence: str) -> None:
    """Warnings, honest doubt, first aid and what a clinician does may be written."""
    named = {"medicine-by-name"}  # which kind of topic may name one is not the sentence's matter

    assert {breach.rule.id for breach in english.breaches(sentence)} <= named


def test_every_rule_is_proven() -> None:
    """Each rule that comes with the program has a sentence here that it catches."""
    wording = parse(read_page(DEFAULT_BASE / "en" / "wording.yaml"), WORDING, Words(Clinic())).trusted()

    assert {rule.id for rule in wording.rules} == {rule for rule, _ in HARMFUL}
