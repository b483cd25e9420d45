"""Editing a content file as a careful person would: lines are added, and every other byte stays as it is."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.content.problems import shown
from bot.content.strict_yaml import Document, Plain, read

_BROKEN: Final = "it has problems of its own; run `aftercare check` first"
_IN_A_ROW: Final = "its asks stand in one line; write each on a line of its own that begins with -"


class EditError(Exception):
    """A file cannot be edited without a person's help; the message says why and what to do."""


def scalar(text: str) -> str:
    """Return a text as YAML on one line: bare where that reads back as the same text, else between quotes."""
    bare = read(f"asks:\n  - {text}\n".encode())
    return text if text and bare == read(f"asks:\n  - {quoted(text)}\n".encode()) else quoted(text)


def quoted(text: str) -> str:
    """Return a text as YAML between quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def add_asks(path: Path, asks: Sequence[str]) -> None:
    """Write asks under the last one of a topic's file; comments, order and everything else stay.

    Raises:
        EditError: The file cannot be edited so, or somebody has changed it meanwhile; it is as it was.
    """
    before = _bytes_of(path)
    replace(path, _checked(path, before, asks), before)


def replace(path: Path, content: bytes, before: bytes | None) -> None:
    """Put a whole new content in the place of what a file held before; None where there was no file.

    Raises:
        EditError: It holds something else by now, or cannot be written.
    """
    target = path.resolve()
    draft = target.with_name(f".{target.name}.draft")
    try:
        draft.write_bytes(content)
        if before is not None:
            shutil.copymode(target, draft)
        if (target.read_bytes() if target.exists() else None) != before:
            raise EditError(f"{shown(path)}: somebody has changed it meanwhile; begin again")
        draft.replace(target)
    except OSError as error:
        raise EditError(f"{shown(path)}: it cannot be written ({error.strerror})") from None
    finally:
        draft.unlink(missing_ok=True)


def with_asks(content: bytes, asks: Sequence[str]) -> bytes:
    """Return the bytes of a topic's file with more asks.

    Raises:
        EditError: It cannot be told where they belong.
    """
    document = read(content)
    lines = content.decode("utf-8-sig", "replace").splitlines(keepends=True)
    after = _end_of_asks(document, lines)
    written = lines[after - 1]
    begin = lines[_last_ask(document) - 1]
    indent = begin[: len(begin) - len(begin.lstrip(" "))]
    end = "\r\n" if written.endswith("\r\n") else "\n"
    if not written.endswith("\n"):
        lines[after - 1] += end
    lines[after:after] = [f"{indent}- {scalar(ask)}{end}" for ask in asks]
    mark = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    return mark + "".join(lines).encode()


def _checked(path: Path, before: bytes, asks: Sequence[str]) -> bytes:
    """Return the file with more asks, once a strict reading has shown that nothing else differs."""
    try:
        after = with_asks(before, asks)
    except EditError as error:
        raise EditError(f"{shown(path)}: {error}") from None
    old, new = read(before), read(after)
    if new.faults or new.values is None or new.values != _expected(old, asks):
        raise EditError(f"{shown(path)}: the asks cannot be added by program here; add them with an editor")
    return after


def _expected(document: Document, asks: Sequence[str]) -> dict[str, Plain]:
    values = document.values or {}
    held = values.get("asks")
    return {**values, "asks": [*held, *asks]} if isinstance(held, list) else values


def _last_ask(document: Document) -> int:
    held = document.values.get("asks") if document.values and not document.faults else None
    if not isinstance(held, list) or not held:
        raise EditError(_BROKEN)
    return document.line_of(("asks", len(held) - 1))


def _end_of_asks(document: Document, lines: Sequence[str]) -> int:
    """Return the number of the last line of the last ask, which may go on for several."""
    number = _last_ask(document)
    line = lines[number - 1]
    if not line.lstrip(" ").startswith("- "):
        raise EditError(_IN_A_ROW)
    depth = len(line) - len(line.lstrip(" "))
    while number < len(lines) and _depth(lines[number]) > depth:
        number += 1
    return number


def _depth(line: str) -> int:
    """Return how far a line stands to the right; one that says nothing of its own ends what is before it."""
    spoken = line.strip()
    return len(line) - len(line.lstrip(" ")) if spoken and not spoken.startswith("#") else -1


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EditError(f"{shown(path)}: it cannot be read ({error.strerror})") from None
