"""Bytes of a content file into text: size, encoding and invisible characters are checked here."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from bot.content.problems import FieldPath

LARGEST_FILE: Final = 2 * 1024 * 1024
"""Bytes; the largest file that is read at all."""

UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
"""Control characters, marks that turn the direction of text, foreign line ends and half characters."""

_MOST_SHOWN: Final = 20
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_NO_PLAIN_TEXT: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF")
"""How the files of word processors begin."""
_ODD_SPACE: Final = re.compile(
    r"^[ \t]*(?:- *)?(?:[A-Za-z_-]+:[ \t]*)?([\u00a0\u2000-\u200b\u202f\u205f\u3000])", re.MULTILINE
)
"""What looks like the space before a field or after its colon, and is none to YAML."""


class RefusedError(Exception):
    """A file of which nothing more can be read; carries where and why."""

    def __init__(self, line: int, text: str, path: FieldPath = ()) -> None:
        super().__init__(text)
        self.line = line
        self.text = text
        self.path = path


def decode(content: bytes) -> str:
    """Return the text of a UTF-8 file, without the mark that Windows editors put first.

    Raises:
        RefusedError: The file is empty, too large, no plain text, or not UTF-8.
    """
    if len(content) > LARGEST_FILE:
        raise RefusedError(1, "the file is larger than 2 MB; divide it into several")
    if content.startswith(_NO_PLAIN_TEXT):
        raise RefusedError(1, "this is a document of a word processor; save its words again as plain text")
    if content.startswith(_UTF16):
        raise RefusedError(1, "the file is saved as UTF-16; save it again with the encoding UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        advice = f"byte {error.start + 1} of the file is not UTF-8; save the file with the encoding UTF-8"
        raise RefusedError(line, advice) from None
    if not text.strip():
        raise RefusedError(1, "the file is empty; fill it in, or delete it")
    return text


def unprintable(text: str) -> list[tuple[int, str]]:
    """Return the line and the advice for the first invisible characters that no text needs."""
    hidden = [(found.start(), about_unprintable(found.group())) for found in _first(UNPRINTABLE, text)]
    odd = [(found.start(1), _about_space(found[1])) for found in _first(_ODD_SPACE, text)]
    first = sorted((*hidden, *odd))[:_MOST_SHOWN]
    return [(text.count("\n", 0, at) + 1, advice) for at, advice in first]


def _first(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return islice(pattern.finditer(text), _MOST_SHOWN)


def about_unprintable(letter: str) -> str:
    """Return the advice for one invisible character."""
    return (
        f"an invisible control character (U+{ord(letter):04X}) stands here; delete it and type the text again"
    )


def _about_space(letter: str) -> str:
    return (
        f"what looks like a space here is none (U+{ord(letter):04X}), as copied from a web page; "
        "delete it and press the space bar"
    )
