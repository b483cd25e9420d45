"""Draws the clinic's numbers: a column for each week, what was asked about most, and the votes."""

from typing import Final, NamedTuple

from bot.pictures import colours
from bot.pictures.numbers import outcome_names, time_told
from bot.pictures.phone import BAND, DPI, INNER, MARGIN, SUBTITLE, TALLEST, TITLE, WIDTH
from bot.pictures.sheet import Box, Sheet, Style
from bot.pictures.values import Figures, Week

_CHART: Final = 130.0
_WIDEST: Final = 40.0
_SWATCH: Final = 13.0
_BAR: Final = 11.0
_GRID: Final = 3
"""Lines over the base line, at most."""

_HEADING: Final = Style(13.5, "bold")
_PLAIN: Final = Style(12)
_COUNT: Final = Style(12, "bold", side="right")
_TICK: Final = Style(11, "regular", colours.QUIET)
_SMALL: Final = Style(11, "regular", colours.QUIET)


class _Look(NamedTuple):
    """How the part of a column looks; a hatch tells it from others without colours."""

    fill: str
    edge: str
    hatch: str | None = None


_LOOKS: Final = (
    _Look(colours.TEAL, colours.TEAL),
    _Look(colours.PAPER, colours.TEAL, "////"),
    _Look(colours.PALE, colours.BAND),
    _Look(colours.PAPER, colours.LINE, "...."),
    _Look(colours.TODAY, colours.TODAY),
    _Look(colours.PAPER, colours.TODAY, r"\\\\"),
)


def drawn(figures: Figures) -> Sheet:
    """Return the sheet with the figures on it.

    Raises:
        CannotDraw: The font lacks a letter of the words.
    """
    return _Numbers(figures).sheet


def rounded_up(count: int) -> int:
    """Return the least of 3, 6, 9, 12, 15, 18, 24, 30 … that reaches a count; its thirds are round."""
    ten = 1
    while True:
        for step in (1, 2, 3, 4, 5, 6, 8):
            if step * ten * _GRID >= count:
                return step * ten * _GRID
        ten *= 10


class _Numbers:
    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._words = figures.words.numbers
        self.sheet = Sheet(WIDTH, TALLEST, dpi=DPI)
        y = self._head()
        if figures.questions:
            y = self._legend(self._weeks(y))
        else:
            y = self.sheet.paragraph(self._words.nothing_yet, MARGIN, y, INNER, _PLAIN) + 10
        if figures.top_topics:
            y = self._topics(self._rule(y))
        y = self._votes(self._rule(y))
        y = self.sheet.paragraph(self._words.closing, MARGIN, self._rule(y), INNER, _SMALL)
        self.sheet.cut(y + 12)

    def _head(self) -> float:
        self.sheet.box(Box(0, 0, WIDTH, BAND), fill=colours.BAND)
        self.sheet.words(self._words.title, MARGIN, 11, TITLE, ground=colours.BAND)
        self.sheet.words(time_told(self._figures), MARGIN, 36, SUBTITLE, ground=colours.BAND)
        return BAND + 12

    def _rule(self, y: float) -> float:
        self.sheet.line([(MARGIN, y), (WIDTH - MARGIN, y)], colours.SHADE, 1)
        return y + 9

    def _weeks(self, y: float) -> float:
        total = f"{self._figures.questions} {self._words.questions}"
        self.sheet.words(total, WIDTH - MARGIN, y + 1, _PLAIN._replace(side="right"))
        top = self.sheet.words(self._words.by_week, MARGIN, y, _HEADING) + 10
        most = rounded_up(max(sum(week.outcomes) for week in self._figures.weeks))
        left = MARGIN + self.sheet.measured(str(most), _TICK) + 6
        for third in range(_GRID + 1):
            level = top + _CHART * (1 - third / _GRID)
            colour = colours.LINE if third == 0 else colours.SHADE
            self.sheet.line([(left, level), (WIDTH - MARGIN, level)], colour, 1)
            count = str(most * third // _GRID)
            self.sheet.words(count, left - 6, level - _TICK.size * 0.66, _TICK._replace(side="right"))
        each = (WIDTH - MARGIN - left) / len(self._figures.weeks)
        width = min(each * 0.72, _WIDEST)
        for number, week in enumerate(self._figures.weeks):
            middle = left + each * (number + 0.5)
            self._column(week, Box(middle - width / 2, top, width, _CHART), most)
        return self._dates(top + _CHART + 4, left, each) + 8

    def _column(self, week: Week, room: Box, most: int) -> None:
        bottom = room.bottom
        for look, count in zip(_LOOKS, week.outcomes, strict=True):
            if count:
                height = room.height * count / most
                bottom -= height
                self._part(look, Box(room.x, bottom, room.width, height))

    def _part(self, look: _Look, box: Box) -> None:
        self.sheet.box(box, fill=look.fill, edge=look.edge, line=0.8, hatch=look.hatch)

    def _dates(self, y: float, left: float, each: float) -> float:
        """Write the Mondays below their columns, as many as have room."""
        end = 0.0
        months = self._figures.words.dates.month_names
        for number, week in enumerate(self._figures.weeks):
            words = f"{week.monday.day} {months[week.monday.month - 1]}"
            half = self.sheet.measured(words, _TICK) / 2
            middle = min(left + each * (number + 0.5), WIDTH - 6 - half)
            if middle - half > end:
                self.sheet.words(words, middle, y, _TICK._replace(side="center"))
                end = middle + half + 8
        return y + _TICK.line

    def _legend(self, y: float) -> float:
        """Write each outcome with its look and its count, in two columns."""
        half = INNER / 2
        names = outcome_names(self._words)
        for number, (look, name, count) in enumerate(zip(_LOOKS, names, self._figures.outcomes, strict=True)):
            x, top = MARGIN + half * (number % 2), y + 19 * (number // 2)
            self._part(look, Box(x, top + 1.5, _SWATCH, _SWATCH))
            self.sheet.words(name, x + _SWATCH + 6, top, _PLAIN)
            right = x + half - (14 if number % 2 == 0 else 0)
            self.sheet.words(str(count), right, top, _COUNT)
        return y + 19 * ((len(names) + 1) // 2) + 4

    def _topics(self, y: float) -> float:
        y = self.sheet.words(self._words.top_topics, MARGIN, y, _HEADING) + 4
        most = self._figures.top_topics[0].questions
        for topic in self._figures.top_topics:
            self.sheet.words(str(topic.questions), WIDTH - MARGIN, y, _COUNT)
            y = self.sheet.paragraph(topic.title, MARGIN, y, INNER - 50, _PLAIN) + 1
            self._bar(y, topic.questions / most)
            y += _BAR
        return y + 3

    def _bar(self, y: float, part: float) -> None:
        self.sheet.box(Box(MARGIN, y, INNER, 5), fill=colours.SHADE)
        self.sheet.box(Box(MARGIN, y, INNER * part, 5), fill=colours.TEAL)

    def _votes(self, y: float) -> float:
        y = self.sheet.words(self._words.votes, MARGIN, y, _HEADING) + 4
        helpful, not_helpful = self._figures.helpful, self._figures.not_helpful
        if not helpful + not_helpful:
            return self.sheet.paragraph(self._words.no_votes, MARGIN, y, INNER, _PLAIN) + 9
        width = INNER * helpful / (helpful + not_helpful)
        self.sheet.box(Box(MARGIN, y, INNER, 14), fill=colours.PAPER, edge=colours.LINE, hatch="////")
        if helpful:
            self.sheet.box(Box(MARGIN, y, width, 14), fill=colours.TEAL, edge=colours.TEAL)
        self.sheet.words(f"{helpful} {self._words.helpful}", MARGIN, y + 18, _PLAIN)
        right = f"{not_helpful} {self._words.not_helpful}"
        return self.sheet.words(right, WIDTH - MARGIN, y + 18, _PLAIN._replace(side="right")) + 9
