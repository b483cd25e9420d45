"""Words on paper: which can be written, and where they break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.values import CannotDraw
from bot.pictures.writing import broken, writable


@pytest.mark.parametrize("words", ["Ünal Ästhetik", "Клиника Роза", "Κλινική", "1½ °C € – “ ”"])
def test_european_scripts_can_be_written(words: str) -> None:
    """Accents, Cyrillic and Greek need nothing to be installed."""
    assert writable(words, "bold") == words


def test_accents_are_joined_and_lines_too() -> None:
    """A letter and its accent, typed as two, become one; a break becomes a space."""
    assert writable("U\u0308nal\n  Clinic", "regular") == "Ünal Clinic"


@pytest.mark.parametrize("letter", ["玫", "🚑", "\x07"])
def test_a_letter_that_the_font_lacks_is_named(letter: str) -> None:
    """Instead of an empty box on the paper the author gets the letter, its number and a cure."""
    with pytest.raises(CannotDraw, match=rf"U\+{ord(letter):04X}.*Latin"):
        writable(f"Rose {letter} Clinic", "regular")


@given(st.text("ab  ", min_size=1), st.integers(1, 12))
def test_nothing_is_lost_where_lines_break(words: str, width: int) -> None:
    """Lines hold every letter, and none is wider than there is room."""
    line = " ".join(words.split())
    lines = list(broken(line, width, len))

    assert "".join(lines).replace(" ", "") == line.replace(" ", "")
    assert all(len(it) <= width for it in lines)


def test_lines_break_between_words() -> None:
    """A word breaks only where it is wider than the line."""
    assert list(broken("Rose Clinic", 8, len)) == ["Rose", "Clinic"]
    assert list(broken("Rosenklinik", 8, len)) == ["Rosenkli", "nik"]
