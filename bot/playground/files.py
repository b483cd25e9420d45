"""Files in this Telegram: what was uploaded, what kind of picture it is and how large."""

from dataclasses import dataclass
from typing import Final

from bot.playground.refusals import Json, bad_request

LARGEST_PHOTO: Final = 10 * 1024 * 1024
MOST_PIXELS_AROUND: Final = 10_000
"""The largest sum of a photo's width and height."""
LONGEST_SHAPE: Final = 20
"""How many times as long as wide a photo may be."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_MARKER: Final = 0xFF
_FRAMES: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG that tell its size."""


@dataclass(frozen=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    kind: str
    """The media type that the caller gave."""


@dataclass(frozen=True)
class File:
    """A file that this Telegram keeps."""

    content: bytes
    kind: str
    """Its media type."""
    part: str
    """As what it was sent: `photo` or `document`."""
    shape: Json
    """How messages name it: a list of sizes for a photo."""


def picture_type(content: bytes) -> str | None:
    """Return the media type of a picture, or None for anything else."""
    if content.startswith(_PNG):
        return "image/png"
    if content.startswith(_JPEG):
        return "image/jpeg"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def check_photo(content: bytes) -> tuple[int, int]:
    """Return the width and the height of a photo in pixels.

    Raises:
        Refusal: Telegram would not show it: it is no PNG or JPEG, too large, or far too long.
    """
    if not content:
        raise bad_request("file must be non-empty")
    if len(content) > LARGEST_PHOTO:
        raise bad_request("file is too big for a photo")
    size = _size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if min(size) < 1 or sum(size) > MOST_PIXELS_AROUND or max(size) > LONGEST_SHAPE * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def _size(content: bytes) -> tuple[int, int] | None:
    match picture_type(content):
        case "image/png":
            return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
        case "image/jpeg":
            return _jpeg_size(content)
        case _:
            return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == _MARKER:
        if content[at + 1] in _FRAMES:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return None
