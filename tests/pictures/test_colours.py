"""Colours: what is drawn can be seen, by day and by night."""

import pytest

from bot.pictures import colours
from bot.pictures.colours import contrast

LIGHT_CHATS = ("#FFFFFF", "#EFEFF4", "#DFE7D2")
DARK_CHATS = ("#000000", "#0E1621", "#17212B")
DRAWN = (colours.BAND, colours.LINE, colours.TEAL, colours.TODAY)


def test_contrast_is_that_of_wcag() -> None:
    """Black on white has contrast 21, grey #767676 on white the 4.5 that text needs."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("chat", LIGHT_CHATS)
def test_a_picture_has_an_edge_in_a_light_chat(chat: str) -> None:
    """The header stands out from a light chat, as much as WCAG asks of what is not text."""
    assert contrast(colours.BAND, chat) >= 3


@pytest.mark.parametrize("chat", DARK_CHATS)
def test_a_picture_has_an_edge_in_a_dark_chat(chat: str) -> None:
    """The paper stands out from a dark chat."""
    assert contrast(colours.PAPER, chat) >= 3


@pytest.mark.parametrize("colour", DRAWN)
def test_what_means_something_stands_out(colour: str) -> None:
    """Bars, edges and marks stand out from the paper and from the stripes under them."""
    assert contrast(colour, colours.PAPER) >= 3
    assert contrast(colour, colours.SHADE) >= 3
    assert contrast(colour, colours.PALE) >= 3
    assert contrast(colour, colours.STEP) >= 3
