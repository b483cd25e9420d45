"""A message is read into words, questions and medicines."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.matching.reading import Reader


@pytest.fixture(scope="module")
def reader(knowledge: Knowledge) -> Reader:
    """A reader of the real base."""
    return Reader(knowledge)


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("is swelling normal? and can i fly", ["is swelling normal", "can i fly"]),
        ("swelling, redness but also pain", ["swelling", "redness", "pain"]),
        ("how long does it last", ["how long does it last"]),
        ("temp is 38.5. what now", ["temp is 38.5", "what now"]),
        ("and", []),
        ("😭😭", []),
    ],
)
def test_parts_questions(reader: Reader, message: str, questions: list[str]) -> None:
    """Sentences, commas and joining words part questions; nothing is left over."""
    parts = reader.hear(message).questions

    assert [" ".join(part.words) for part in parts] == questions


@pytest.mark.parametrize(
    ("message", "topics"),
    [
        ("can i take advil", ("pain-relief-medicines",)),
        ("is amoxicilin ok with nurofen", ("antibiotics", "pain-relief-medicines")),
        ("PARACETMOL?", ("pain-relief-medicines",)),
        ("is betadine ok", ("wound-antiseptic",)),
        ("vitamin b12", ("nerve-vitamins",)),
        ("i like pancakes", ()),
    ],
)
def test_recognises_medicines(reader: Reader, message: str, topics: tuple[str, ...]) -> None:
    """A medicine is recognised by any of its names, also misspelt."""
    assert reader.medicines_in(reader.read(message)) == topics


@pytest.mark.parametrize(
    "word", ["spain", "pimple", "china", "cancer", "walking", "wound", "flood", "accurate"]
)
def test_leaves_english_words(reader: Reader, word: str) -> None:
    """A well-spelt English word is not bent into a word of the knowledge base."""
    assert reader.read(word).words == (word,)
