"""How words become lines: the fonts, what they can write, and where a line breaks."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, Literal

from matplotlib import get_data_path
from matplotlib.font_manager import FontProperties, get_font

from bot.pictures.values import CannotDraw

Face = Literal["regular", "bold", "mono"]

_FILES: Final[dict[Face, str]] = {
    "regular": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "mono": "DejaVuSansMono-Bold.ttf",
}


@cache
def font(face: Face, size: float) -> FontProperties:
    """Return a font of the drawing library's own, in points: the same on every machine."""
    return FontProperties(fname=_file(face), size=size)


def writable(words: str, face: Face) -> str:
    """Return the words on one line, with letters and accents joined.

    Raises:
        CannotDraw: The font has no such letter.
    """
    line = " ".join(unicodedata.normalize("NFC", words).split())
    for letter in line:
        if ord(letter) not in _letters(face):
            name = unicodedata.name(letter, "a letter without a name").lower()
            raise CannotDraw(
                f"“{letter}” (U+{ord(letter):04X}, {name}) cannot be drawn: the font has no such letter; "
                "write it in Latin, Greek or Cyrillic letters, or leave it out"
            )
    return line


def broken(line: str, width: float, measured: Callable[[str], float]) -> Iterator[str]:
    """Yield the lines into which a line breaks so that none is wider; a word breaks only when it must."""
    rest = line
    while measured(rest) > width and len(rest) > 1:
        lengths = range(1, len(rest))
        fitting = bisect_right(lengths, width, key=lambda length: measured(rest[:length].rstrip()))
        at = max(fitting, 1)
        gap = at if rest[at] == " " else rest.rfind(" ", 0, at)
        end = gap if gap > 0 else at
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    yield rest


def _file(face: Face) -> Path:
    return Path(get_data_path(), "fonts", "ttf", _FILES[face])


@cache
def _letters(face: Face) -> frozenset[int]:
    return frozenset(get_font(str(_file(face))).get_charmap())
