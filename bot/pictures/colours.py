"""The colours of every picture, and how well one stands out from another."""

from typing import Final

PAPER: Final = "#FBF9F5"
"""An opaque ground of its own, so that a picture reads the same in a light and in a dark chat."""
BAND: Final = "#154A52"
"""The header: dark where the paper is light, so that the picture has an edge in either chat."""
WHITE: Final = "#FFFFFF"
BLACK: Final = "#000000"
INK: Final = "#1C2A2E"
QUIET: Final = "#4B5B60"
"""Words of less weight."""
LINE: Final = "#66757A"
"""Lines and edges that mean something."""
SHADE: Final = "#ECE8DF"
"""Stripes that only guide the eye."""
TEAL: Final = "#1F7A84"
STEP: Final = "#CFE3E3"
PALE: Final = "#EAF3F2"
TODAY: Final = "#A23B12"

_LINEAR_BELOW: Final = 0.04045


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours `#RRGGBB` as WCAG defines it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4
