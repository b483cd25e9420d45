"""Draws the hand-out card in black on white: the code and what to do with it, and whom to call."""

from typing import Final

import segno

from bot.pictures.card import HEIGHT_MM, WIDTH_MM
from bot.pictures.colours import BLACK, WHITE
from bot.pictures.dates import date_told
from bot.pictures.sheet import INCH, MILLIMETRE, Box, Sheet, Style
from bot.pictures.values import CannotDraw, Card

DPI: Final = 300.0
QUIET: Final = 4
"""Modules of white around the code, as the standard asks."""

_WIDTH: Final = WIDTH_MM * MILLIMETRE
_HEIGHT: Final = HEIGHT_MM * MILLIMETRE
_MARGIN: Final = 7 * MILLIMETRE
_INNER: Final = _WIDTH - 2 * _MARGIN
_DOT: Final = INCH / DPI
"""Points of one printed dot."""
_SMALLEST_CODE: Final = 35.2 * MILLIMETRE
_GAP: Final = 2.2 * MILLIMETRE
_CIRCLE: Final = 8.0

_HEADLINE: Final = Style(15.5, "bold", BLACK)
_TEXT: Final = Style(10, "regular", BLACK)
_STEP: Final = Style(10.5, "regular", BLACK)
_NUMBER: Final = Style(10, "bold", WHITE, "center")
_LINK: Final = Style(13, "mono", BLACK)
_SMALL: Final = Style(9, "regular", BLACK)
_EMERGENCY: Final = Style(11, "bold", BLACK, "center")
_EMERGENCY_NUMBER: Final = Style(44, "bold", BLACK, "center")
_NUMBER_SIZES: Final = (44.0, 36.0, 28.0, 20.0)
"""The emergency number is as large as the other words leave room for."""
_CALL: Final = Style(9, "regular", BLACK, "center")
_CLINIC: Final = Style(12, "bold", BLACK, "center")
_PHONE: Final = Style(17, "bold", BLACK, "center")
_LAST: Final = Style(9, "bold", BLACK, "center")
_LEAST: Final = 8.0
"""The smallest letters on the card, in points."""

_Lines = list[tuple[str, Style]]


def drawn(card: Card) -> Sheet:
    """Return the sheet with the card on it.

    Raises:
        CannotDraw: The font lacks a letter, or the words have no room on the card.
    """
    for size in _NUMBER_SIZES:
        hand_out = _HandOut(card, _EMERGENCY_NUMBER._replace(size=size))
        if hand_out.fits:
            return hand_out.sheet
    raise CannotDraw(
        "the words have no room on the card; shorten the clinic's name, or the card's words in phrases.yaml"
    )


def code_of(link: str) -> tuple[tuple[bool, ...], ...]:
    """Return the QR code of a link, row by row, True where it is black; a seventh of it may be damaged."""
    code = segno.make_qr(link, error="m")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


class _HandOut:
    def __init__(self, card: Card, number: Style) -> None:
        self._card = card
        self._words = card.words.card
        self._number = number
        self.sheet = Sheet(_WIDTH, _HEIGHT, dpi=DPI, paper=WHITE)
        upper = self._link(self._code(self._what_it_is()))
        self.fits = upper <= self._emergency(self._clinic(self._last()))

    def _what_it_is(self) -> float:
        y = _MARGIN - 4
        for line, style in self._fitted(self._words.headline, _HEADLINE, 1):
            y = self.sheet.words(line, _MARGIN, y, style)
        return self.sheet.paragraph(self._words.what_it_is, _MARGIN, y + 3, _INNER, _TEXT)

    def _code(self, y: float) -> float:
        """Draw the code with its white edge, the steps beside it; edges lie on whole dots."""
        code = code_of(self._card.link)
        module = -(-_SMALLEST_CODE // (len(code) * _DOT)) * _DOT
        left, top = (round(it / _DOT) * _DOT for it in (_MARGIN, y + QUIET * module))
        self.sheet.squares(
            [
                Box(left + column * module, top + row * module, module, module)
                for row, modules in enumerate(code)
                for column, black in enumerate(modules)
                if black
            ],
            BLACK,
        )
        size = len(code) * module
        end = self._steps(Box(left + size + QUIET * module, top, 0, size))
        return max(top + size + QUIET * module, end)

    def _steps(self, room: Box) -> float:
        """Write the numbered steps beside the code, spread over its height."""
        x = room.x + 2 * _CIRCLE + 5
        lines = [self.sheet.lines(step, _WIDTH - _MARGIN - x, _STEP) for step in self._words.steps]
        free = room.height - sum(map(len, lines)) * _STEP.line
        gap = max(free / len(lines), 2.0)
        y = room.y + gap / 2
        for number, step in enumerate(lines, start=1):
            middle = y + _STEP.line / 2
            self._circle(str(number), room.x + _CIRCLE, middle)
            for line in step:
                y = self.sheet.words(line, x, y, _STEP)
            y += gap
        return y - gap / 2

    def _circle(self, number: str, x: float, y: float) -> None:
        self.sheet.disc(x, y, _CIRCLE, BLACK)
        self.sheet.words(number, x, y - _NUMBER.size * 0.66, _NUMBER, ground=BLACK)

    def _link(self, y: float) -> float:
        """Write the link in letters, without what only the code has to carry, and the procedure day."""
        link = self._card.link.removeprefix("https://").partition("?")[0]
        lines = [(self._words.or_type, _SMALL), *self._fitted(link, _LINK, 1)]
        if day := self._card.procedure_day:
            told = f"{self._words.procedure_day} {date_told(day, self._card.words.dates)}"
            lines += self._fitted(told, _TEXT, 2)
        for line, style in lines:
            y = self.sheet.words(line, _MARGIN, y, style)
        return y + 3

    def _last(self) -> float:
        lines = self._fitted(self._words.not_a_doctor, _LAST, 1)
        lines += self._fitted(self._words.nobody_live, _LAST, 1)
        return self._above(_HEIGHT - _MARGIN + 4, lines) - _GAP

    def _clinic(self, bottom: float) -> float:
        lines = [(self._words.call_clinic, _CALL), *self._fitted(self._card.clinic, _CLINIC, 2)]
        if phone := self._card.phone:
            in_one = self._fitted(phone, _PHONE, 1)
            # Two numbers, or a number and a word, are easier to read below each other than small.
            lines += in_one if in_one[0][1].size >= _CLINIC.size else self._fitted(phone, _PHONE, 2)
        return self._above(bottom, lines) - _GAP

    def _emergency(self, bottom: float) -> float:
        """Write the emergency number in a thick frame, as large as it can be."""
        number = self._fitted(self._card.emergency_number, self._number, 1)
        top = self._above(bottom - _GAP, [(self._words.emergency, _EMERGENCY), *number]) - _GAP
        self.sheet.box(Box(_MARGIN, top, _INNER, bottom - top), edge=BLACK, line=2.5, round_by=6)
        return top

    def _above(self, bottom: float, lines: _Lines) -> float:
        """Write lines in the middle, the last one above `bottom`, and return where they begin."""
        top = y = bottom - sum(style.line for _, style in lines)
        for line, style in lines:
            y = self.sheet.words(line, _WIDTH / 2, y, style)
        return top

    def _fitted(self, words: str, style: Style, most: int) -> _Lines:
        """Return words in at most so many lines, smaller where they must be, and never too small to read."""
        room = _INNER - 2 * _GAP
        wide = max(self.sheet.measured(words, style) / most, room)
        style = style._replace(size=max(style.size * room / wide // 0.5 * 0.5, _LEAST))
        while len(lines := self.sheet.lines(words, room, style)) > most and style.size > _LEAST:
            style = style._replace(size=style.size - 0.5)
        return [(line, style) for line in lines]
