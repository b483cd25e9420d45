"""Writes a drawn picture as a small PNG file: with a palette of the 256 colours that it uses most."""

import struct
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_MOST_COLOURS: Final = 256
_DOTS_A_METRE: Final = 1 / 0.0254
_BY_PALETTE: Final = 3
_BITS: Final = 8

Pixels = NDArray[np.uint8]
"""Rows of pixels, each red, green, blue and opacity; the last one is ignored."""


def png(pixels: Pixels, dpi: float) -> bytes:
    """Return the picture as a PNG file that tells its resolution in dots an inch.

    Rarer colours, which only soften edges, become the nearest of the others.
    """
    height, width = pixels.shape[:2]
    palette, drawn = _with_palette(pixels)
    rows = np.zeros((height, width + 1), np.uint8)
    rows[:, 1:] = drawn
    dots = round(dpi * _DOTS_A_METRE)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, _BITS, _BY_PALETTE, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)),
            _chunk(b"PLTE", palette.tobytes()),
            _chunk(b"IDAT", zlib.compress(rows.tobytes(), 8)),
            _chunk(b"IEND", b""),
        )
    )


def _with_palette(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Return up to 256 colours, and for each pixel which of them it has."""
    red, green, blue = (pixels[..., channel].astype(np.uint32).ravel() for channel in range(3))
    codes = (red << 16) | (green << 8) | blue
    # Most of a picture is plain, so runs of one colour are looked at instead of pixels.
    starts = np.concatenate(([0], np.flatnonzero(codes[1:] != codes[:-1]) + 1))
    lengths = np.diff(starts, append=codes.size)
    found, which = np.unique(codes[starts], return_inverse=True)
    counts = np.bincount(which, weights=lengths)
    colours = np.stack([found >> 16, found >> 8 & 0xFF, found & 0xFF], axis=1).astype(np.int32)
    palette = colours[np.sort(np.argsort(-counts, kind="stable")[:_MOST_COLOURS])]
    nearest = np.array([np.abs(palette - colour).sum(axis=1).argmin() for colour in colours], np.uint8)
    return palette.astype(np.uint8), np.repeat(nearest[which], lengths).reshape(pixels.shape[:2])


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
