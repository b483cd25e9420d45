"""The grid has a square for each pair of topics, and room for their names."""

from bot.maintain.confusion import Confusion, Mixed
from bot.maintain.scorecard_page.grid import CELL, grid


def test_squares_stand_in_rows_and_columns() -> None:
    """Rows are what was asked about, columns what was answered, and empty pairs count 0."""
    mixed = (Mixed(asked="cost", answered="nerve", count=2), Mixed(asked="travel", answered="sport", count=1))
    drawn = grid(Confusion(mixed=mixed, asked=("cost", "travel"), answered=("nerve", "sport")))

    assert [cell.times for cell in drawn.cells] == [2, 0, 0, 1]
    assert {cell.x for cell in drawn.cells} == {drawn.left, drawn.left + CELL}
    assert {cell.y for cell in drawn.cells} == {drawn.top, drawn.top + CELL}
    assert drawn.width > drawn.left + 2 * CELL


def test_no_mix_up_is_an_empty_grid() -> None:
    """Without mix-ups there is no square."""
    assert grid(Confusion(mixed=(), asked=(), answered=())).cells == ()
