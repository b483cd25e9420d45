"""The safety screen reads a message word by word, and knows where sentences and clauses end."""

from itertools import groupby
from typing import Final

import pytest

from bot.core.safety.lexicon import Lexicon, Span
from bot.core.safety.message import SENTENCE_GAP, read

LEXICON: Final = Lexicon({"<blue>": ("blau", "sehr blau"), "<lip>": ("lippe",)}, {}, ())


def clauses(typed: str) -> list[str]:
    """Return the clauses of a message, each with its words."""
    message = read(typed, LEXICON)
    return [" ".join(message.words[span.first : span.last + 1]) for span, _ in groupby(message.clauses)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rot, blau", ["rot", "blau"]),
        ("rot: blau (warm) [kalt]", ["rot", "blau", "warm", "kalt"]),
        ("rot - blau – warm — kalt", ["rot", "blau", "warm", "kalt"]),
        ("rot/blau", ["rot", "blau"]),
        ("rot. blau\nwarm? kalt", ["rot", "blau", "warm", "kalt"]),
        ("rot-blau und warm", ["rot blau und warm"]),
        ("es sind 38,5 grad", ["es sind 38,5 grad"]),
        ("tag 3, 38 grad", ["tag 3", "38 grad"]),
        (",, rot ,,", ["rot"]),
    ],
)
def test_a_clause_ends_where_a_reader_pauses(typed: str, expected: list[str]) -> None:
    """Commas, colons, brackets, dashes and slashes end a clause; a decimal comma and a hyphen do not."""
    assert clauses(typed) == expected


def test_sentences_stand_far_apart() -> None:
    """Words of one sentence are neighbours over a comma; no window reaches into the next sentence."""
    message = read("rot, warm. kalt blau", LEXICON)

    assert message.words == ("rot", "warm", "kalt", "blau")
    assert message.places == (0, 1, 2 + SENTENCE_GAP, 3 + SENTENCE_GAP)


def test_every_word_has_its_place_and_clause() -> None:
    """Words typed as one are parted, and what follows them keeps its own place."""
    message = read("oh blaulippe, kalt", LEXICON)

    assert message.words == ("oh", "blau", "lippe", "kalt")
    assert message.places == (0, 1, 2, 3)
    assert message.clauses == (Span(0, 2), Span(0, 2), Span(0, 2), Span(3, 3))


def test_listed_words_are_met_across_the_message() -> None:
    """What the lexicon knows is found at its words, misspelt too."""
    message = read("Kalt! sehr BLAU, die lipppe", LEXICON)

    assert set(message.occurrences["<blue>"]) == {Span(1, 2), Span(2, 2)}
    assert message.words_at(message.occurrences["<lip>"]) == ("lippe",)


def test_words_are_quoted_in_the_order_asked() -> None:
    """The words of spans come span by span, a longer one whole."""
    message = read("rot warm kalt blau", LEXICON)

    assert message.words_at([Span(3, 3), Span(0, 1)]) == ("blau", "rot", "warm")


@pytest.mark.parametrize("typed", ["", "...", "😭", " , : / "])
def test_a_message_may_be_empty(typed: str) -> None:
    """A message without a word has no places, no clauses and means nothing."""
    message = read(typed, LEXICON)

    assert (message.words, message.places, message.clauses, dict(message.occurrences)) == ((), (), (), {})
