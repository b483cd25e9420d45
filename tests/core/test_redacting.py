"""What is kept of a question holds no number, no address and, as far as a program can know, no name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.knowledge import Knowledge
from bot.core.redacting import LONGEST, PLACEHOLDER, Redactor

CANARY = "Zebrafish"
KNOWN = set("my cheek hurts is it ok the skin dips in on and day who did said tell me".split())  # noqa: SIM905  A sentence is easier to read.
REDACTOR = Redactor(KNOWN)
TRAPS = st.sampled_from(
    [
        *("www.", "WWW.", "://", "@", "＠", "：／／", "ｗｗｗ．", "+44 7700 900123", "٣", "½", "①", "Ⅷ"),
        *(
            "anna@mail.org",
            "https://x.y/z",
            "t.me/anna",
            "SW1A 1AA",
            "123456:AAEabcdefghijklmnopqrstuvwxyz0123456",
        ),
        *("my name is", "Dr", CANARY, "\u200b", "\ud800", "\n", "<number>", " ", "cheek"),
    ]
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("it hurts since day 5", "it hurts since day <number>"),
        ("call me on +44 (0)7700 900-123", "call me on <number>"),
        ("call zero seven seven double oh nine", "call <number>"),
        ("write to anna.b@mail.org or anna (at) mail dot org", "write to <mail> or <mail>"),
        ("see https://x.org/a?b=1 or www.x.org or x.org/a", "see <link> or <link> or <link>"),
        ("@anna_k said it", "<name> said it"),
        ("my name is anna smith and it hurts", "my name is <name> and it hurts"),
        ("i am Rose", "i am <name>"),
        ("i am swolen", "i am swolen"),
        ("call me zimmer", "call me <name>"),
        ("dr zimmer said it is ok", "dr <name> said it is ok"),
        ("my dr said it is ok", "my dr said it is ok"),
        ("mrs it said so", "mrs <name> said so"),
        (f"did {CANARY} tell", "did <name> tell"),
        ("i live in Leeds, SW1A 1AA", "i <place>, <place>"),
        ("the clinic at 12 high street", "the clinic at <place>"),
        ("dGhpcyBpcyBhIHNlY3JldCBtZXNzYWdl is it", "<code> is it"),
        ("a1b2c3d4 is it", "<code> is it"),
        ("MY CHEEK HURTS", "MY CHEEK HURTS"),
        ("my\ncheek\u200b  hurts", "my cheek hurts"),
        ("cheek/skin/cheek/skin/cheek/skin", "cheek/skin/cheek/skin/cheek/skin"),
        ("", ""),
        ("12 @anna", ""),
    ],
)
def test_what_could_tell_who_asked_is_blotted_out(written: str, kept: str) -> None:
    """Numbers, addresses, names and codes go; the question stays."""
    assert REDACTOR.redacted(written) == kept


def test_a_long_question_is_cut_between_two_words() -> None:
    """At most 200 characters are kept, the last word whole."""
    kept = REDACTOR.redacted("cheek " * 100)

    assert len(kept) <= LONGEST
    assert set(kept.split()) == {"cheek"}


def test_words_of_the_base_are_no_names(knowledge: Knowledge) -> None:
    """A capital letter alone makes no name of a word that the base knows in small letters."""
    redactor = Redactor.of(knowledge)

    assert redactor.redacted("Swelling? Is Arnica ok") == "Swelling? Is Arnica ok"
    assert redactor.redacted(f"Is {CANARY} ok") == "Is <name> ok"


@given(st.lists(st.one_of(TRAPS, st.text(max_size=8)), max_size=40).map("".join))
def test_no_number_and_no_address_survives(written: str) -> None:
    """Whatever is typed, no digit, no @ and no beginning of an address is kept, and no canary."""
    kept = REDACTOR.redacted(written)

    assert len(kept) <= LONGEST
    assert not [letter for letter in kept if unicodedata.category(letter).startswith("N")]
    assert not [trace for trace in ("@", "://", "www.") if trace in kept.lower()]
    assert CANARY not in PLACEHOLDER.sub(" ", kept).split()
    kept.encode()
