"""How hard a text is to read is counted as readers count."""

import pytest

from bot.content.readability import Syllables, grade, paragraphs, sentences

ENGLISH = Syllables(vowels="aeiouy", silent=("e", "es", "ed"))


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("skin", 1),
        ("swelling", 2),
        ("face", 1),
        ("the", 1),
        ("threads", 1),
        ("emergency", 4),
        ("999", 1),
        ("mg", 1),
    ],
)
def test_syllables_are_runs_of_vowels(word: str, count: int) -> None:
    """Each run of vowels is a syllable, a silent ending is none, and every word has at least one."""
    assert ENGLISH.of(word) == count


def test_a_line_break_ends_a_paragraph() -> None:
    """Whatever stands on a line by itself is a paragraph by itself; an empty line is none."""
    assert paragraphs("One. Two!\nThree?\n\n\nFour.") == (("One.", "Two!"), ("Three?",), ("Four.",))


def test_a_colon_announces_a_sentence() -> None:
    """What a colon announces is read by itself, and counts as the same sentence of its paragraph."""
    assert sentences("Call 1.5 doctors: at once. 🚨") == ("Call 1.5 doctors:", "at once.")
    assert paragraphs("Call: at once.") == (("Call: at once.",),)


def test_long_words_and_long_sentences_are_harder() -> None:
    """The grade rises with the length of words, and with the length of sentences."""
    easy = grade("Rest. Call us. Drink tea.", ENGLISH)

    assert easy < grade("Rest, call us, drink tea.", ENGLISH)
    assert easy < grade("Recuperate. Telephone immediately. Drink chamomile.", ENGLISH)


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    """Ten words of ten syllables in two sentences have the published formula's grade."""
    assert grade("The skin can feel numb. Call us if it grows.", ENGLISH) == pytest.approx(
        0.39 * 5 + 11.8 - 15.59
    )
