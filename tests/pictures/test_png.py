"""PNG files: small, and true to what was drawn."""

import numpy as np

from bot.pictures.png import png
from tests.pictures.conftest import Look


def test_few_colours_are_kept(look: Look) -> None:
    """A picture of up to 256 colours is read again as it was drawn."""
    drawn = np.random.default_rng(1).integers(0, 6, (40, 30, 4), np.uint8) * np.uint8(51)

    assert np.array_equal(look(png(drawn, 216)), drawn[..., :3])


def test_many_colours_become_the_nearest(look: Look) -> None:
    """What is drawn most keeps its colour, and what is rare hardly changes."""
    drawn = np.full((100, 100, 4), 250, np.uint8)
    for channel in range(3):
        drawn[channel, :, channel] = np.arange(100)
        drawn[3 + channel, :, channel] = np.arange(100) // 2 * 2
    seen = look(png(drawn, 216))

    assert np.array_equal(seen[3:], drawn[3:, :, :3])
    assert int(np.abs(seen.astype(int) - drawn[..., :3]).max()) == 1


def test_the_resolution_is_told() -> None:
    """A printer knows how large the picture is meant to be."""
    told = png(np.zeros((2, 2, 4), np.uint8), 300)

    assert b"pHYs" + (11811).to_bytes(4, "big") * 2 + b"\x01" in told
