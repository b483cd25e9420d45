"""The hand-out card: it can be printed, scanned and read."""

import re
import zlib
from collections.abc import Iterator
from math import ceil

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.pictures.card import HEIGHT_MM, WIDTH_MM, card_pdf, card_png
from bot.pictures.card_sheet import DPI, QUIET, code_of, drawn
from bot.pictures.values import CannotDraw, Card
from tests.pictures.conftest import Look
from tests.pictures.content import CARD, CARDS, DAY_CARD, GENERAL_CARD, collisions, cut_off

SMALLEST_CODE = 35 / 25.4 * DPI
"""Dots."""


def texts_of(pdf: bytes) -> Iterator[str]:
    """Yield the texts of a page, as who searches it finds them; only letters of Latin-1."""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            commands = zlib.decompress(stream)
        except zlib.error:
            continue
        for shown in re.findall(rb"\[((?:[^\]\\]|\\.)*)\]\s*TJ", commands, re.DOTALL):
            letters = re.findall(rb"\(((?:[^()\\]|\\.)*)\)", shown)
            yield re.sub(rb"\\(.)", rb"\1", b"".join(letters)).decode("latin-1")


def corner_in(pixels: NDArray[np.uint8]) -> tuple[int, int]:
    """Return left and top of the code: the first dot with 60 black ones below it and beside it."""
    black = pixels[..., 0] < 128
    rows, columns = np.nonzero(black)
    for top, left in zip(rows.tolist(), columns.tolist(), strict=True):
        if black[top : top + 60, left].all() and black[top, left : left + 60].all():
            return left, top
    raise AssertionError("there is no code")


@pytest.mark.parametrize("card", CARDS)
def test_every_word_has_its_place(card: Card) -> None:
    """No word lies over another or over the edge, however long the clinic's words are."""
    sheet = drawn(card)

    assert not collisions(sheet)
    assert not cut_off(sheet)
    assert min(it.style.size for it in sheet.written) >= 8


@pytest.mark.parametrize("card", CARDS)
def test_the_card_tells_everything(card: Card) -> None:
    """The clinic, its number, the emergency number, the link and what the bot is stand on it whole."""
    shown = "".join(it.words for it in drawn(card).written).replace(" ", "")

    for words in (
        card.clinic,
        card.phone or "",
        card.emergency_number,
        card.link.removeprefix("https://").partition("?")[0],
        "23 Nov 2026" if card.procedure_day else "",
        "A computer program, not a doctor. Nobody reads it live.",
        "In an emergency call",
    ):
        assert words.replace(" ", "") in shown


def test_the_emergency_number_is_the_largest() -> None:
    """Who is frightened finds the number at a glance."""
    number, *others = sorted(drawn(CARD).written, key=lambda it: -it.style.size)

    assert number.words == "999"
    assert number.style.size >= 2 * others[0].style.size


def test_two_numbers_stand_below_each_other() -> None:
    """A phone line that would have to be small in one line is written in two, in letters that can be read."""
    phone = "+44 20 7946 0000 or +44 20 7946 0001 (ask for the nurse)"
    written = drawn(CARD.model_copy(update={"phone": phone})).written
    lines = [it for it in written if len(it.words) > 1 and it.words in phone]

    assert len(lines) == 2
    assert min(it.style.size for it in lines) >= 11


@pytest.mark.parametrize("card", CARDS)
def test_the_code_can_be_scanned(card: Card, look: Look) -> None:
    """In the picture every module of the code has its colour, around it is quiet, and it is 35 mm wide."""
    code = np.array(code_of(card.link))
    pixels = look(card_png(card))
    left, top = corner_in(pixels)
    module = ceil(35.2 / 25.4 * DPI / len(code))
    size = module * len(code)
    drawn_code = pixels[top : top + size, left : left + size, 0]
    around = pixels[
        top - QUIET * module : top + size + QUIET * module,
        left - QUIET * module : left + size + QUIET * module,
    ]

    assert size >= SMALLEST_CODE
    assert np.array_equal(np.kron(code, np.ones((module, module), bool)), drawn_code < 128)
    assert set(np.unique(drawn_code)) == {0, 255}
    assert int((around[..., 0] < 255).sum()) == int((drawn_code < 255).sum())


def test_the_picture_is_a6_at_300_dots_an_inch() -> None:
    """A print shop gets 1240 by 1748 dots, and is told their size."""
    picture = card_png(CARD)

    assert (int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")) == (1240, 1748)
    assert b"pHYs" + (11811).to_bytes(4, "big") * 2 in picture


def test_the_page_is_a6() -> None:
    """The page has the size of the paper, to a thousandth of a millimetre."""
    box = re.search(rb"/MediaBox \[([^\]]*)\]", card_pdf(CARD))

    assert box
    assert [float(it) * 25.4 / 72 for it in box[1].split()] == pytest.approx(
        [0, 0, WIDTH_MM, HEIGHT_MM], abs=1e-3
    )


def test_the_page_can_be_searched() -> None:
    """Phone, emergency number and link are text in the page, and no picture."""
    texts = list(texts_of(card_pdf(CARD)))

    assert {"+44 20 7946 0000", "999", "t.me/rose_clinic_bot", "Rose Clinic"} <= set(texts)


def test_the_same_card_is_the_same_file() -> None:
    """Nothing of the time of drawing gets into picture or page."""
    assert card_png(CARD) == card_png(CARD)
    assert card_pdf(CARD) == card_pdf(CARD)
    assert b"CreationDate" not in card_pdf(CARD)


@pytest.mark.parametrize("card", [CARD, GENERAL_CARD])
def test_the_card_is_black_and_white(card: Card, look: Look) -> None:
    """A printer without colours loses nothing."""
    pixels = look(card_png(card)).astype(int)

    assert np.array_equal(pixels[..., 0], pixels[..., 1])
    assert np.array_equal(pixels[..., 1], pixels[..., 2])


def test_the_day_is_in_the_code_only() -> None:
    """Nobody has to type a signature: the link in letters is the bot's own."""
    shown = [it.words for it in drawn(DAY_CARD).written]

    assert "t.me/rose_clinic_bot" in shown
    assert not [words for words in shown if "start=" in words]


def test_words_without_room_are_refused() -> None:
    """A card on which something would be cut is not made; the author learns what to shorten."""
    words = CARD.words
    long = words.card.model_copy(update={"what_it_is": "long words " * 30})

    with pytest.raises(CannotDraw, match="shorten"):
        drawn(CARD.model_copy(update={"words": words.model_copy(update={"card": long})}))
