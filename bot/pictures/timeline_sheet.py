"""Draws the recovery calendar: one stepped strip, today's mark on it, and a row for each stage."""

from typing import Final

from bot.pictures import colours
from bot.pictures.dates import day_told
from bot.pictures.phone import BAND, DPI, INNER, MARGIN, SUBTITLE, TALLEST, TITLE, WIDTH
from bot.pictures.sheet import Box, Sheet, Style
from bot.pictures.steps import Steps
from bot.pictures.timeline import (
    State,
    dates_told,
    next_told,
    procedure_told,
    state_of,
    state_told,
    today_told,
)
from bot.pictures.values import Stage, Strip

_EDGE: Final = 8.0
_AFTER: Final = 16.0
"""The room behind the last step, for whoever is past it."""
_LOW_BAND: Final = 44.0
"""The band of a calendar on which no day is marked."""
_PILL: Final = 24.0
_STRIP: Final = 16.0
_LANE: Final = 11.0
_NARROWEST: Final = 5.0

_TODAY: Final = Style(12.5, "bold", colours.WHITE, "center")
_TICK: Final = Style(11, "regular", colours.INK, "center")
_LABEL: Final = Style(13.5, "bold")
_STATE: Final = Style(12, "bold")
_PLAIN: Final = Style(12)
_NOTE: Final = Style(12, "regular", colours.QUIET)
_SMALL: Final = Style(11, "regular", colours.QUIET)
_PAST: Final = Style(12.5, "bold", colours.TODAY)


def drawn(strip: Strip) -> Sheet:
    """Return the sheet with the calendar on it.

    Raises:
        CannotDraw: The font lacks a letter of the calendar's words.
    """
    return _Timeline(strip).sheet


class _Timeline:
    def __init__(self, strip: Strip) -> None:
        self._strip = strip
        self._steps = Steps(day for stage in strip.stages for day in (stage.first_day, stage.last_day))
        self.sheet = Sheet(WIDTH, TALLEST, dpi=DPI)
        y = self._axis(self._head())
        for stage in strip.stages:
            y = self._row(stage, y)
        self.sheet.cut(self._foot(y))

    def _x(self, day: int) -> float:
        if day > self._strip.last_day:
            return MARGIN + INNER - _AFTER / 2
        return MARGIN + self._steps.place(day) * (INNER - _AFTER)

    def _head(self) -> float:
        words, height = self._strip.words.timeline, _LOW_BAND if self._strip.today is None else BAND
        self.sheet.box(Box(0, 0, WIDTH, height), fill=colours.BAND)
        self.sheet.words(words.title, MARGIN, 11, TITLE, ground=colours.BAND)
        if self._strip.today is not None:
            self.sheet.words(procedure_told(self._strip), MARGIN, 36, SUBTITLE, ground=colours.BAND)
        return height + 14

    def _axis(self, y: float) -> float:
        strip_top = self._today(y)
        box = Box(MARGIN, strip_top, INNER - _AFTER, _STRIP)
        for number, (first, last) in enumerate(self._steps.stretches()):
            fill = colours.PALE if number % 2 else colours.STEP
            step = Box(self._x(first), strip_top, self._x(last) - self._x(first), _STRIP)
            self.sheet.box(step, fill=fill)
        self.sheet.box(box, edge=colours.TEAL, line=1.2)
        self._arrow(box)
        self._mark(strip_top, strip_top + _STRIP)
        for milestone in self._strip.milestones:
            self._diamond(self._x(milestone.day), strip_top + _STRIP / 2)
        y = self._ticks(box.bottom + 5)
        return self._next(y) + 10

    def _next(self, y: float) -> float:
        if self._strip.is_over:
            past = self._strip.words.timeline.past_the_end
            return self.sheet.paragraph(past, MARGIN, y, INNER, _PAST)
        milestone = self._strip.next_milestone
        if milestone is None:
            return y
        self._diamond(MARGIN + 5, y + 8.5)
        return self.sheet.paragraph(next_told(self._strip, milestone), MARGIN + 16, y, INNER - 16, _PLAIN)

    def _today(self, y: float) -> float:
        """Draw the label of today with its pointer, and return where the strip begins."""
        if self._strip.today is None:
            return y
        words = today_told(self._strip)
        width = self.sheet.measured(words, _TODAY) + 20
        x = self._x(self._strip.today)
        left = min(max(x - width / 2, _EDGE), WIDTH - _EDGE - width)
        self.sheet.shape([(x - 6, y + _PILL - 1), (x + 6, y + _PILL - 1), (x, y + _PILL + 8)], colours.TODAY)
        self.sheet.box(Box(left, y, width, _PILL), fill=colours.TODAY, round_by=6)
        self.sheet.words(words, left + width / 2, y + 3.5, _TODAY, ground=colours.TODAY)
        return y + _PILL + 9

    def _mark(self, top: float, bottom: float) -> None:
        if self._strip.today is None:
            return
        x = self._x(self._strip.today)
        self.sheet.line([(x, top), (x, bottom)], colours.PAPER, 5.4)
        self.sheet.line([(x, top - 2), (x, bottom + 2)], colours.TODAY, 2.4)

    def _arrow(self, strip: Box) -> None:
        middle = strip.y + strip.height / 2
        tip = strip.right + _AFTER
        self.sheet.line([(strip.right, middle), (tip - 5, middle)], colours.TEAL, 1.6)
        self.sheet.shape([(tip - 6, middle - 4), (tip, middle), (tip - 6, middle + 4)], colours.TEAL)

    def _diamond(self, x: float, y: float) -> None:
        points = [(x - 5, y), (x, y - 5), (x + 5, y), (x, y + 5)]
        self.sheet.shape(points, colours.BAND, colours.PAPER)

    def _ticks(self, y: float) -> float:
        """Write the days of the steps, in a second line where one line is too narrow."""
        ends = [0.0, 0.0]
        for day in self._steps.days:
            words = day_told(day, self._strip.words.dates)
            width = self.sheet.measured(words, _TICK)
            x = min(max(self._x(day), MARGIN + width / 2), WIDTH - 4 - width / 2)
            row = next((it for it, end in enumerate(ends) if x - width / 2 > end), None)
            if row is None:
                continue
            if row:
                self.sheet.line([(self._x(day), y - 4), (self._x(day), y + _TICK.line)], colours.LINE, 0.8)
            self.sheet.words(words, x, y + row * _TICK.line, _TICK)
            ends[row] = x + width / 2 + 5
        return y + _TICK.line * (2 if ends[1] else 1) + 8

    def _row(self, stage: Stage, y: float) -> float:
        self.sheet.line([(MARGIN, y), (WIDTH - MARGIN, y)], colours.SHADE, 1)
        y = self._name(stage, y + 9) + 4
        self._lane(stage, y)
        return self._state(stage, y + _LANE + 4) + 9

    def _name(self, stage: Stage, y: float) -> float:
        """Write a stage's name with its note beside it, or below where both have no room."""
        room = INNER - self.sheet.measured(stage.label, _LABEL) - 10
        if self.sheet.measured(stage.note, _NOTE) > room:
            y = self.sheet.paragraph(stage.label, MARGIN, y, INNER, _LABEL)
            return self.sheet.paragraph(stage.note, MARGIN, y, INNER, _NOTE)
        self.sheet.words(stage.note, WIDTH - MARGIN, y + 1.5, _NOTE._replace(side="right"))
        return self.sheet.words(stage.label, MARGIN, y, _LABEL)

    def _lane(self, stage: Stage, y: float) -> None:
        self.sheet.box(Box(MARGIN, y, INNER - _AFTER, _LANE), fill=colours.SHADE, round_by=3)
        left = self._x(stage.first_day)
        width = max(self._x(stage.last_day) - left, _NARROWEST)
        box = Box(left, y, width, _LANE)
        match state_of(stage, self._strip.today):
            case State.NOW:
                self.sheet.box(box, fill=colours.TEAL, edge=colours.TEAL, round_by=3)
            case State.PASSED:
                self.sheet.box(box, fill=colours.PAPER, edge=colours.LINE, round_by=3, hatch="/////")
            case State.LATER:
                self.sheet.box(box, fill=colours.PAPER, edge=colours.TEAL, line=1.4, round_by=3)
        self._mark(y, y + _LANE)

    def _state(self, stage: Stage, y: float) -> float:
        if self._strip.today is None:
            return y
        state = state_told(stage, self._strip.today, self._strip.words.timeline)
        dates, end = dates_told(self._strip, stage), MARGIN + self.sheet.measured(f"{state} ", _STATE) + 3
        self.sheet.words(state, MARGIN, y, _STATE)
        if end + self.sheet.measured(dates, _PLAIN) > WIDTH - MARGIN:
            return self.sheet.paragraph(dates, MARGIN, y + _STATE.line, INNER, _PLAIN)
        return self.sheet.words(dates, end, y, _PLAIN)

    def _foot(self, y: float) -> float:
        words = self._strip.words.timeline
        self.sheet.line([(MARGIN, y), (WIDTH - MARGIN, y)], colours.SHADE, 1)
        y += 9
        y = self.sheet.paragraph(words.closing, MARGIN, y, INNER, _PLAIN)
        y = self.sheet.paragraph(words.not_to_scale, MARGIN, y + 4, INNER, _SMALL)
        return y + 12
