"""Questions of how much, how often and what goes together are recognised."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.matching.doses import Doses
from bot.core.matching.mentions import Mentions
from bot.core.matching.reading import Reader


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """What reads patients' messages."""
    return Reader.of(knowledge)


@pytest.fixture(scope="module")
def doses(knowledge: Knowledge) -> Doses:
    """What recognises dose questions, with the English words."""
    return Doses(knowledge, Mentions(knowledge))


@pytest.mark.parametrize(
    "message",
    [
        "how many advil can I take",
        "how much ibuprofen is safe",
        "is 400mg ok",
        "can i take 2 paracetamol",
        "is it ok to take two tylenol before bed",
        "what's the max amount of ibuprofen per day",
        "i have paracetamol at home, how many can i take",
        "ibuprofen, how often?",
        "can i double up on my antibiotics",
        "how many hours between tylenol",
    ],
)
def test_an_amount_or_a_frequency_is_a_dose_question(doses: Doses, reader: Reader, message: str) -> None:
    """How much and how often, beside a medicine or with a unit of dose, ask for a dose."""
    assert doses.asked_in(reader.hear(message))


@pytest.mark.parametrize(
    "message",
    [
        "can i take ibuprofen with my blood pressure tablets",
        "can I mix paracetamol and wine",
        "is it safe to take panadol and nurofen together",
        "I'm on antibiotics, can i drink beer",
        "antibiotics with food?",
        "does aspirin interact with warfarin",
    ],
)
def test_an_interaction_is_a_dose_question(doses: Doses, reader: Reader, message: str) -> None:
    """What goes together is declined like a dose."""
    assert doses.asked_in(reader.hear(message))


@pytest.mark.parametrize(
    "message",
    [
        "can i take ibuprofen",
        "advil or tylenol which is better after threads",
        "day 2 ibuprofen ok?",
        "is low dose aspirin ok",
        "took 500 mg paracetamol but the cheek is still swollen",
        "how much is it, and can i take ibuprofen",
        "how often can I wash my face, I am on antibiotics",
        "rubbing alcohol on the puncture marks ok?",
        "how many threads do they use",
        "can i drink wine with dinner",
        "how often",
    ],
)
def test_anything_else_is_none(doses: Doses, reader: Reader, message: str) -> None:
    """A date, a price, a name and a mere mention ask for no dose."""
    assert not doses.asked_in(reader.hear(message))


@pytest.mark.parametrize(
    "message",
    ["how often?", "how many a day", "is 400mg ok", "with alcohol", "and with wine?",
     "can i drink wine with it", "is it ok with ibuprofen", "with my other tablets?", "can i take more",
     "is it ok to double it"],
)  # fmt: skip
def test_a_short_message_asks_on_about_a_dose(doses: Doses, reader: Reader, message: str) -> None:
    """After an answer about a medicine, a few words are enough."""
    assert doses.asked_on_in(reader.hear(message))


@pytest.mark.parametrize(
    "message",
    ["how much is it", "can i drink alcohol", "how many advil can i take", "can i take ibuprofen with food",
     "how often can i wash my hair", "why", " ".join(["dose"] * 20)],
)  # fmt: skip
def test_a_full_question_asks_nothing_on(doses: Doses, reader: Reader, message: str) -> None:
    """A message with a subject or a medicine of its own does not mean the medicine before."""
    assert not doses.asked_on_in(reader.hear(message))
