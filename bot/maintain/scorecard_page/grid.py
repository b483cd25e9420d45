"""The mix-ups as a grid: a row for each topic that was asked about, a column for each that was answered."""

from typing import Final, NamedTuple

from bot.maintain.confusion import Confusion

CELL: Final = 30
"""Units of the picture, as all numbers here."""
_LETTER: Final = 7.5
_EDGE: Final = 10


class Cell(NamedTuple):
    """One square of the grid."""

    x: float
    y: float
    times: int
    """0 where nothing was mixed up."""


class Grid(NamedTuple):
    """The picture: its size, where its squares begin, and what stands in them."""

    confusion: Confusion
    width: float
    height: float
    left: float
    top: float
    cells: tuple[Cell, ...]


def grid(confusion: Confusion) -> Grid:
    """Lay the mix-ups out."""
    left = _room(confusion.asked)
    top = _room(confusion.answered)
    cells = tuple(
        Cell(left + column * CELL, top + row * CELL, confusion.count(asked, answered))
        for row, asked in enumerate(confusion.asked)
        for column, answered in enumerate(confusion.answered)
    )
    return Grid(
        confusion=confusion,
        width=left + len(confusion.answered) * CELL + _EDGE,
        height=top + len(confusion.asked) * CELL + _EDGE,
        left=left,
        top=top,
        cells=cells,
    )


def _room(names: tuple[str, ...]) -> float:
    return _LETTER * max(map(len, names), default=0) + _EDGE
