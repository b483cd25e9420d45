"""Each word is told as it was typed and as it was read."""

from typing import Final

import pytest

from bot.core.explaining.values import WordRead
from bot.core.explaining.words import words_read
from bot.core.matching.naming import Naming
from bot.core.matching.reading import Reader
from bot.core.matching.spelling import Speller

READER: Final = Reader(
    Speller(["is swelling normal", "can i take zorbex", "blue pill"]),
    medicines=Naming([("tablets", [("zorbex",), ("blue", "pill")])]),
    synonyms=Naming([("puffiness", [("swelling",)]), ("colour", [("blue",)])]),
)


def pairs(written: str) -> list[tuple[str, str]]:
    """Return each word as typed, and as read."""
    return [(word.typed, word.read_as) for word in words_read(written, READER)]


def test_a_corrected_word_stands_beside_what_was_typed() -> None:
    """A slip is told with the word that it is read as, and a word that is right with itself."""
    assert pairs("is sweling normal") == [("is", "is"), ("sweling", "swelling"), ("normal", "normal")]


def test_capitals_and_apostrophes_are_shown() -> None:
    """What was typed keeps its capitals and apostrophes, without the marks around it."""
    assert pairs("“CAN'T” I?") == [("CAN'T", "cant"), ("I", "i")]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("z o r b e x", ["zorbex"]),
        ("blue/pill", ["blue", "pill"]),
        ("😭", []),
        ("", []),
        ("is 38,5 normal...", ["is", "38,5", "normal"]),
    ],
)
def test_words_are_those_that_were_read(written: str, words: list[str]) -> None:
    """Letters that were joined, and words that were parted, are told as the words that they became."""
    assert [word.typed for word in words_read(written, READER)] == words


def test_concepts_stand_at_every_word_that_names_them() -> None:
    """A phrase names its concept at each of its words, and a word may name several."""
    assert words_read("blue pill", READER) == (
        WordRead(typed="blue", read_as="blue", concepts=("tablets", "colour")),
        WordRead(typed="pill", read_as="pill", concepts=("tablets",)),
    )
