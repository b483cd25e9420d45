"""The lexicon recognises listed words in every form that it knows, and guesses only at unknown ones."""

import pytest

from bot.core.safety.lexicon import Lexicon, Span

LEXICON = Lexicon(
    {
        "<swelling>": ("swell*", "swollen", "blown up"),
        "<hot>": ("38..43",),
        "<breathe>": ("breathe", "breathing"),
        "<blood>": ("blood",),
        "<cannot>": ("cant",),
        "<many>": ("5..100",),
    },
    {"twenty": 20.0},
    {"breaching"},
)


@pytest.mark.parametrize(
    ("words", "list_name", "span"),
    [
        ("my swellings", "<swelling>", Span(1, 1)),
        ("it is blown up", "<swelling>", Span(2, 3)),
        ("temp 38.5", "<hot>", Span(1, 1)),
        ("temp 38,5", "<hot>", Span(1, 1)),
        ("took twenty", "<many>", Span(1, 1)),
        ("cannot braethe", "<breathe>", Span(1, 1)),
        ("vreathe", "<breathe>", Span(0, 0)),
        ("breathimg", "<breathe>", Span(0, 0)),
        ("brathinng", "<breathe>", Span(0, 0)),
        ("swlelings", "<swelling>", Span(0, 0)),
        ("bloodd", "<blood>", Span(0, 0)),
    ],
)
def test_recognises(words: str, list_name: str, span: Span) -> None:
    """Forms, rows of words, numbers and slips of the finger are met where they stand."""
    assert LEXICON.occurrences(words.split())[list_name] == [span]


def test_a_word_that_begins_like_a_listed_one_may_be_a_slip() -> None:
    """A beginning does not hide that a letter was held too long: "breathee" is "breathe"."""
    lexicon = Lexicon({"<air>": ("breath*",), "<breathe>": ("breathe",)}, {}, ())

    assert lexicon.occurrences(["breathee"]).keys() == {"<air>", "<breathe>"}


@pytest.mark.parametrize("words", ["4.9 101", "blown away", "breaching", "brth", "x" * 99, "b", ""])
def test_recognises_nothing(words: str) -> None:
    """Other numbers, half a row, known words and what is far from everything mean nothing."""
    assert LEXICON.occurrences(words.split()) == {}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("cantbreathe", ("cant", "breathe")),
        ("breathe", ("breathe",)),
        ("swollen", ("swollen",)),
        ("breaching", ("breaching",)),
        ("elsewhere", ("elsewhere",)),
    ],
)
def test_parts_words_typed_as_one(word: str, parts: tuple[str, ...]) -> None:
    """Two listed words without a space between them are two words again."""
    assert LEXICON.parts(word) == parts
