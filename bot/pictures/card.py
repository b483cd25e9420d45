"""The hand-out card: what a patient takes home on paper, as a picture and as a page to print."""

from typing import Final

from bot.pictures.values import Card

WIDTH_MM: Final = 105.0
HEIGHT_MM: Final = 148.0


def card_png(card: Card) -> bytes:
    """Return the card as a PNG picture of A6 at 300 dots an inch: 1240 by 1748 pixels.

    Raises:
        CannotDraw: The font lacks a letter, or the words have no room on the card.
    """
    # The drawing library takes a while to load.
    from bot.pictures.card_sheet import drawn  # noqa: PLC0415

    return drawn(card).png()


def card_pdf(card: Card) -> bytes:
    """Return the card as a PDF page of A6 with text that can be searched.

    Raises:
        CannotDraw: The font lacks a letter, or the words have no room on the card.
    """
    from bot.pictures.card_sheet import drawn  # noqa: PLC0415  As above.

    return drawn(card).pdf()
