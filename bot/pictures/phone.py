"""The measures of a picture that is looked at on a phone."""

from typing import Final

from bot.pictures import colours
from bot.pictures.sheet import Style

WIDTH: Final = 360.0
"""Points: as many as a narrow phone has pixels, so a size here is a size there."""
DPI: Final = 216.0
TALLEST: Final = 2000.0
"""Points in which a picture is laid out before it is cut to its height."""
MARGIN: Final = 18.0
INNER: Final = WIDTH - 2 * MARGIN
BAND: Final = 62.0
"""The height of the band with the title."""

TITLE: Final = Style(18, "bold", colours.WHITE)
SUBTITLE: Final = Style(12.5, "regular", colours.WHITE)
