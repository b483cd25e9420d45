"""A medicine that is only mentioned is told from one that is asked about."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.matching.mentions import Mentions
from bot.core.matching.reading import Reader


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """What reads patients' messages."""
    return Reader.of(knowledge)


@pytest.fixture(scope="module")
def mentions(knowledge: Knowledge) -> Mentions:
    """What tells mentions, with the English words."""
    return Mentions(knowledge)


@pytest.mark.parametrize(
    "message",
    [
        "I'm on antibiotics already, is pus normal?",
        "took tylenol but cheek still swollen",
        "took 500 mg paracetamol and 2 nurofen but the cheek is still swollen",
        "is swelling normal while on antibiotics",
        "is pus normal if i'm on the antibiotics",
        "my wife is taking antibiotics and her cheek is red",
        "after taking ibuprofen my bruise got bigger",
        "doctor put me on amoxicillin, how often can i wash my face",
    ],
)
def test_a_mention_asks_nothing_of_a_medicine(mentions: Mentions, reader: Reader, message: str) -> None:
    """A medicine that somebody takes, beside another subject, is named and not asked about."""
    heard = reader.hear(message)

    assert mentions.named_in(heard) != ()
    assert mentions.asked_about(heard) == ()


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("can i take ibuprofen for the swelling", "pain-relief-medicines"),
        ("what about ibuprofen", "pain-relief-medicines"),
        ("should i be on antibiotics for this pus", "antibiotics"),
        ("on day 4 ibuprofen for the swelling ok?", "pain-relief-medicines"),
        ("took nurofen before reading this, bad idea?", "pain-relief-medicines"),
        ("i take aspirin every day for my heart, should i stop", "pain-relief-medicines"),
        ("my gp gave me amoxicillin is that ok with threads", "antibiotics"),
        ("i am on antibiotics, can i take ibuprofen for the pain", "pain-relief-medicines"),
        ("is pus normal", ""),
    ],
)
def test_in_doubt_a_medicine_is_asked_about(
    mentions: Mentions, reader: Reader, message: str, asked: str
) -> None:
    """A question about a medicine, and a message that is about nothing but medicines, asks about them."""
    assert mentions.asked_about(reader.hear(message)) == tuple(asked.split())
