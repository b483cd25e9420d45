"""The ways in which a saved file may be broken: by a slip, an editor, a transfer or a disk."""

from collections.abc import Callable
from random import Random
from typing import Final

Spoiling = Callable[[bytes, Random], bytes]

LARGE: Final = 2 * 1024 * 1024 + 1
"""Bytes; more than is read of any file."""


def flipped(content: bytes, chance: Random) -> bytes:
    """Change some single bits."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut_off(content: bytes, chance: Random) -> bytes:
    """Keep the beginning alone, as a full disk does."""
    return content[: chance.randrange(len(content))]


def swapped(content: bytes, chance: Random) -> bytes:
    """Exchange two lines."""
    lines = content.splitlines(keepends=True)
    here, there = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[here], lines[there] = lines[there], lines[here]
    return b"".join(lines)


def doubled(content: bytes, chance: Random) -> bytes:
    """Write a line twice, such as a field with its name."""
    lines = content.splitlines(keepends=True)
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))
    return b"".join(lines)


def left_out(content: bytes, chance: Random) -> bytes:
    """Leave out some lines."""
    lines = content.splitlines(keepends=True)
    start = chance.randrange(len(lines))
    return b"".join(lines[:start] + lines[start + chance.randint(1, 3) :])


def indented(content: bytes, chance: Random) -> bytes:
    """Begin a line further to the right, with spaces or a tab."""
    lines = content.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b" ", b"   ", b"\t")) + lines[at]
    return b"".join(lines)


def inserted(content: bytes, chance: Random) -> bytes:
    """Put a piece in that means something to YAML, to Unicode, or to nobody."""
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(_PIECES) + content[at:]


def encoded(content: bytes, chance: Random) -> bytes:
    """Save it in another encoding."""
    text = content.decode()
    return chance.choice(
        (
            text.encode("utf-16"),
            text.encode("utf-16-be"),
            text.encode("utf-32"),
            text.encode("utf-8-sig"),
            text.replace("e", "é").encode("latin-1", "replace"),
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\r").encode(),
            text.replace("\n", "\u2028").encode(),
        )
    )


def noise(content: bytes, chance: Random) -> bytes:
    """Write other bytes over a stretch."""
    start = chance.randrange(len(content))
    length = chance.randint(1, 60)
    return content[:start] + chance.randbytes(length) + content[start + length :]


def emptied(_: bytes, chance: Random) -> bytes:
    """Leave nothing, or next to nothing."""
    return chance.choice((b"", b"\n", b"# nothing\n", b"---\n", b"[]", b"{}", b"null", b"\x00" * 4096))


def enlarged(content: bytes, chance: Random) -> bytes:
    """Let it grow beyond everything that is read, or nest beyond everything that is followed."""
    if chance.random() < 0.1:  # noqa: PLR2004  Writing it takes longer than all the rest.
        return content + b"#" * LARGE
    return content + chance.choice(
        (b"\nx: " + b"[" * 5_000, b"\n" + b"- " * 5_000, b"\nx: " + b"{a: " * 5_000)
    )


_PIECES: Final = (
    *(b"\x00", b"\xff", b"\x1b[0m", b"\xed\xa0\x80", "\u202e".encode(), "\ufeff".encode()),
    *(
        b"&a ",
        b"*a ",
        b"!!python/object/apply:os.system ",
        b"<<: ",
        b"? ",
        b"%YAML 9.9\n",
        b"\n...\n",
        b"\n---\n",
    ),
    *(b"{", b"}", b"[", b"]", b"'", b'"', b": ", b"- ", b"|", b">", b"#", b"\t", b"{clinic}", b"{nobody}"),
)
SPOILINGS: Final[tuple[Spoiling, ...]] = (
    *(flipped, cut_off, swapped, doubled, left_out, indented),
    *(inserted, encoded, noise, emptied, enlarged),
)
