"""Bytes become text only when every author's editor would show the same."""

import pytest

from bot.content.decoding import LARGEST_FILE, RefusedError, decode, unprintable


def test_a_file_may_be_as_large_as_allowed() -> None:
    """A file of exactly the largest size is read, and one byte more is refused."""
    assert len(decode(b"x" * LARGEST_FILE)) == LARGEST_FILE
    with pytest.raises(RefusedError, match="larger than 2 MB"):
        decode(b"x" * (LARGEST_FILE + 1))


@pytest.mark.parametrize(
    "text",
    ["naïve “quotes” – 3 °C", "ليفتينغ", "ยกกระชับ", "실 리프팅", "👩\u200d⚕️ 🇬🇧", "a\tb\r\nc", "a\u00a0b"],
)
def test_what_people_write_is_kept(text: str) -> None:
    """Any language, joined emoji, tabs and line breaks come through as they are."""
    assert decode(text.encode()) == text
    assert unprintable(text) == []


@pytest.mark.parametrize(
    "letter", ["\x00", "\x1b", "\x7f", "\x85", "\u200f", "\u2028", "\u202e", "\u2066", "\ud800", "\ufeff"]
)
def test_what_nobody_sees_is_told(letter: str) -> None:
    """A control character, a mark of direction or half a character is told with its line and number."""
    ((line, advice),) = unprintable(f"a: b\nc: {letter}d\n")

    assert line == 2
    assert f"(U+{ord(letter):04X})" in advice
    assert advice.isprintable()


def test_a_file_full_of_them_is_told_in_few_lines() -> None:
    """Of thousands of invisible characters the first 20 are told, each at its line."""
    told = unprintable("\x07\n" * 5_000)

    assert [line for line, _ in told] == list(range(1, 21))
