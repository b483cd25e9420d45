"""Words as quotations: what is not seen is gone, the rest is read back letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import utf16_length
from bot.playground.refusals import Json
from bot.telegram.buttons import HandOver, KeepToMyself
from bot.telegram.desk.quoting import cleaned, fits, is_internal, offers, quotation, quoted_in, words_of
from tests.telegram.received import received

HEADING = "What 🚨 is sent:"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  left ear \n", "left ear"),
        ("a\u202eb\u202cc\u2066d\u2069e\u200ff", "abcdef"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("line one\n\nline two\tend", "line one\n\nline two\tend"),
        ("👩\u200d⚕️ مرحبا", "👩\u200d⚕️ مرحبا"),
        (None, ""),
    ],
)
def test_what_is_not_seen_is_not_sent(text: str | None, shown: str) -> None:
    """Signs that turn the direction and control characters go; lines, emoji and every script stay."""
    assert cleaned(text) == shown


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=200))
def test_what_is_shown_is_what_is_read_back(text: str) -> None:
    """A quotation comes back from Telegram as the very words, whatever alphabet or emoji they hold."""
    words = cleaned(text)
    quoted: Json = {"type": "blockquote", "offset": utf16_length(HEADING), "length": utf16_length(words)}
    message = received({"text": HEADING + words, "entities": [quoted] if words else []})

    assert (quoted_in(message) or "") == words


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=100))
def test_nothing_leaves_a_quotation(text: str) -> None:
    """However it is written, Telegram reads all of it as one quotation."""
    if words := cleaned(text):
        html = quotation(words).lines[0].html

        assert html.startswith("<blockquote>")
        assert html.endswith("</blockquote>")
        assert html.count("<") == 2


@pytest.mark.parametrize("text", ["/note x", " /x", "\u200b/x", "\ufeff /x", "／x", "//x", "\n\n/x"])
def test_a_slash_keeps_words_inside(text: str) -> None:
    """Also behind what is not seen, and in the form of other keyboards."""
    assert is_internal(text)


@pytest.mark.parametrize("text", ["and/or", "x /note", "", "÷", "\\note"])
def test_a_slash_elsewhere_is_a_letter(text: str) -> None:
    """Only the beginning counts."""
    assert not is_internal(text)


def test_length_is_counted_as_telegrams_apps_do() -> None:
    """An emoji counts two."""
    assert fits("🚨" * 5, 10)
    assert not fits("🚨" * 5 + "x", 10)


def test_only_a_button_that_stands_there_counts() -> None:
    """Callback data can be forged, a keyboard cannot."""
    button = {"text": "Send", "callback_data": "1:h"}
    message = received({"text": "x", "reply_markup": {"inline_keyboard": [[button]]}})

    assert offers(message, HandOver())
    assert not offers(message, KeepToMyself())
    assert not offers(received("x"), HandOver())


def test_a_caption_is_words_too() -> None:
    """Whatever a person wrote, be it beside a picture."""
    assert words_of(received({"photo": [], "caption": " left ear "})) == "left ear"
