"""The clinic's numbers: readable from the first day on."""

import pytest

from bot.pictures import colours
from bot.pictures.numbers import numbers, told
from bot.pictures.numbers_sheet import drawn, rounded_up
from bot.pictures.phone import DPI
from bot.pictures.values import Figures
from tests.pictures.conftest import Look
from tests.pictures.content import FIGURES, NOTHING, ONE_WEEK, ONE_YEAR, collisions, cut_off

ALL = (FIGURES, NOTHING, ONE_WEEK, ONE_YEAR)


@pytest.mark.parametrize("figures", ALL)
def test_every_word_has_its_place(figures: Figures) -> None:
    """No word lies over another or over the edge, with nothing to show and with a year of it."""
    sheet = drawn(figures)

    assert not collisions(sheet)
    assert not cut_off(sheet)
    assert min(it.style.size for it in sheet.written) >= 11


@pytest.mark.parametrize("figures", ALL)
def test_words_stand_out_from_what_is_under_them(figures: Figures, look: Look) -> None:
    """Every word has the contrast that WCAG AA asks for, against the colour that is really there."""
    sheet = drawn(figures)
    pixels = look(sheet.png())
    for it in sheet.written:
        assert colours.contrast(it.style.colour, it.ground) >= 4.5
        x, y = (round(at * DPI / 72) for at in (it.box.x, it.box.y + it.box.height / 2))
        assert tuple(pixels[y, x - 4]) == tuple(bytes.fromhex(it.ground[1:])), it.words


@pytest.mark.parametrize("figures", ALL)
def test_the_picture_is_light(figures: Figures) -> None:
    """A picture is small enough for a slow connection, and the same whenever it is drawn."""
    picture = numbers(figures)

    assert len(picture) <= 150_000
    assert picture == numbers(figures)


def test_every_number_is_told() -> None:
    """The text holds the sum, each outcome, each week, the topics and the votes."""
    assert told(FIGURES).splitlines() == [
        "Your bot in numbers, 23 Nov to 13 Dec 2026",
        "123 questions",
        "answered: 63",
        "asked back: 18",
        "not covered: 15",
        "not understood: 12",
        "urgent: 9",
        "handed to staff: 6",
        "Questions by week:",
        "Week of 23 Nov 2026: 40",
        "Week of 30 Nov 2026: 41",
        "Week of 7 Dec 2026: 42",
        "Asked about most:",
        "Swelling: 30",
        "Bruises: 9",
        "Was it helpful? helpful: 12, not helpful: 3",
        "These are counts only.",
    ]


def test_nothing_is_told_as_nothing() -> None:
    """Before the first question both picture and text say that nothing has been counted."""
    shown = [it.words for it in drawn(NOTHING).written]

    assert "Nothing has been counted yet." in told(NOTHING)
    assert "Nobody has voted yet." in told(NOTHING)
    assert {"Nothing has been counted yet.", "Nobody has voted yet."} <= set(shown)


def test_outcomes_are_named_with_their_counts() -> None:
    """Beside each look stand its name and its number, so that no colour has to be known."""
    shown = [it.words for it in drawn(FIGURES).written]

    for name, count in (("answered", "63"), ("urgent", "9"), ("handed to staff", "6")):
        assert shown[shown.index(name) + 1] == count


@pytest.mark.parametrize(
    ("count", "top"), [(1, 3), (3, 3), (4, 6), (25, 30), (55, 60), (64, 90), (1000, 1200)]
)
def test_the_scale_ends_at_a_round_number(count: int, top: int) -> None:
    """The highest line reaches the highest column, and thirds of it are whole numbers."""
    assert rounded_up(count) == top
    assert top % 3 == 0
