"""A sheet of paper to draw on, measured in points from its top left corner.

Figures are built by hand, without `pyplot` and its global state: sheets can be drawn in threads.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Final, Literal, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from bot.pictures.colours import INK, PAPER
from bot.pictures.png import png
from bot.pictures.writing import Face, broken, font, writable

INCH: Final = 72.0
"""Points in an inch."""
MILLIMETRE: Final = INCH / 25.4
LEADING: Final = 1.32
"""The height of a line, in sizes of its letters."""

Side = Literal["left", "center", "right"]


class Box(NamedTuple):
    """A rectangle in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


class Style(NamedTuple):
    """How words look."""

    size: float
    """In points."""
    face: Face = "regular"
    colour: str = INK
    side: Side = "left"

    @property
    def line(self) -> float:
        """The height of one line, in points."""
        return self.size * LEADING


class Written(NamedTuple):
    """One line of words on the sheet, and where it stands."""

    words: str
    style: Style
    box: Box
    ground: str
    """The colour under it."""


class Sheet:
    """Paper of a size in points, and what is drawn on it, later things over earlier ones."""

    def __init__(self, width: float, height: float, *, dpi: float, paper: str = PAPER) -> None:
        self.width, self.height = width, height
        self.written: list[Written] = []
        self._paper = paper
        self._figure = Figure(figsize=(width / INCH, height / INCH), dpi=dpi, facecolor=paper)
        self._canvas = FigureCanvasAgg(self._figure)
        self._from_top_left = Affine2D()
        self._in_points = self._from_top_left + self._figure.dpi_scale_trans
        self.cut(height)

    def cut(self, height: float) -> None:
        """Cut the sheet to a height in points, once it is known what stands on it."""
        self.height = height
        self._figure.set_size_inches(self.width / INCH, height / INCH)
        # The first row of dots begins at the top, also where the height is no whole number of them.
        rows = int(height / INCH * self._figure.dpi)
        self._from_top_left.clear().scale(1 / INCH, -1 / INCH).translate(0, rows / self._figure.dpi)

    def box(  # noqa: PLR0913  Each is given by name, and has a default.
        self,
        box: Box,
        *,
        fill: str | None = None,
        edge: str | None = None,
        line: float = 1.0,
        round_by: float = 0.0,
        hatch: str | None = None,
        dashed: bool = False,
    ) -> None:
        """Draw a rectangle; `round_by` is its corners' radius, `hatch` is drawn in the edge's colour."""
        style = f"round,pad=0,rounding_size={round_by}" if round_by else "square,pad=0"
        patch = FancyBboxPatch(
            (box.x, box.y),
            box.width,
            box.height,
            boxstyle=style,
            facecolor=fill or "none",
            edgecolor=edge or "none",
            linewidth=line if edge else 0.0,
            linestyle="--" if dashed else "-",
            hatch=hatch,
            transform=self._in_points,
        )
        self._add(patch)

    def line(self, points: Sequence[tuple[float, float]], colour: str, width: float = 1.0) -> None:
        """Draw straight lines from point to point."""
        xs, ys = zip(*points, strict=True)
        line = Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", marker="")
        line.set_transform(self._in_points)
        self._add(line)

    def shape(self, points: Sequence[tuple[float, float]], fill: str, edge: str | None = None) -> None:
        """Draw a filled shape."""
        self._add(
            Polygon(
                points,
                closed=True,
                facecolor=fill,
                edgecolor=edge or "none",
                linewidth=1.0 if edge else 0.0,
                transform=self._in_points,
            )
        )

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a filled circle around a point."""
        self._add(Circle((x, y), radius, facecolor=fill, linewidth=0.0, transform=self._in_points))

    def squares(self, squares: Sequence[Box], fill: str) -> None:
        """Draw many rectangles as one shape with hard edges."""
        rings = [
            Outline(
                [(it.x, it.y), (it.right, it.y), (it.right, it.bottom), (it.x, it.bottom), (it.x, it.y)],
                closed=True,
            )
            for it in squares
        ]
        self._add(
            PathPatch(
                Outline.make_compound_path(*rings),
                facecolor=fill,
                linewidth=0.0,
                antialiased=False,
                snap=False,
                transform=self._in_points,
            )
        )

    def words(self, words: str, x: float, y: float, style: Style, *, ground: str | None = None) -> float:
        """Write one line whose top is at `y`, and return where the next one begins.

        Raises:
            CannotDraw: The font lacks a letter.
        """
        artist = self._text(writable(words, style.face), x, y, style)
        if artist.get_text():
            self._add(artist)
            self.written.append(
                Written(artist.get_text(), style, self._extent(artist), ground or self._paper)
            )
        return y + style.line

    def paragraph(  # noqa: PLR0913  Place, width and look of the words.
        self, words: str, x: float, y: float, width: float, style: Style, *, ground: str | None = None
    ) -> float:
        """Write words in as many lines as they need, and return where the next line begins.

        Raises:
            CannotDraw: The font lacks a letter.
        """
        for line in self.lines(words, width, style):
            y = self.words(line, x, y, style, ground=ground)
        return y

    def lines(self, words: str, width: float, style: Style) -> tuple[str, ...]:
        """Return the lines that words need at a width.

        Raises:
            CannotDraw: The font lacks a letter.
        """
        return tuple(broken(writable(words, style.face), width, lambda line: self.measured(line, style)))

    def measured(self, words: str, style: Style) -> float:
        """Return the width of words in one line.

        Raises:
            CannotDraw: The font lacks a letter.
        """
        line = writable(words, style.face)
        return self._extent(self._text(line, 0.0, 0.0, style)).width if line else 0.0

    def png(self) -> bytes:
        """Return the sheet as a PNG picture."""
        self._canvas.draw()  # type: ignore[no-untyped-call]  # the library's gap
        pixels = self._canvas.buffer_rgba()  # type: ignore[no-untyped-call]  # the same
        return png(np.asarray(pixels), self._figure.dpi)

    def pdf(self) -> bytes:
        """Return the sheet as a PDF page with text that can be searched."""
        # Without metadata the same sheet is the same file, whenever it is drawn.
        metadata = {"Creator": None, "Producer": None, "CreationDate": None}
        self._figure.savefig(file := BytesIO(), format="pdf", metadata=metadata)
        return file.getvalue()

    def _add(self, artist: Artist) -> None:
        artist.set_zorder(len(self._figure.get_children()))
        self._figure.add_artist(artist)

    def _text(self, line: str, x: float, y: float, style: Style) -> Text:
        return Text(
            x,
            y + style.size * 1.02,
            line,
            color=style.colour,
            fontproperties=font(style.face, style.size),
            horizontalalignment=style.side,
            verticalalignment="baseline",
            parse_math=False,
            usetex=False,
            transform=self._in_points,
            figure=self._figure,
        )

    def _extent(self, artist: Text) -> Box:
        extent = artist.get_window_extent(self._canvas.get_renderer())  # type: ignore[no-untyped-call]  # the same
        left, top, width, height = (
            float(it) * INCH / self._figure.dpi for it in (extent.x0, extent.y1, extent.width, extent.height)
        )
        return Box(left, self.height - top, width, height)
