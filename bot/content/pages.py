"""Pages: content files as they were read, before anybody trusts them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from bot.content.decoding import LARGEST_FILE
from bot.content.problems import FieldPath, Problem, field_name, shown
from bot.content.strict_yaml import Document, Fault, Plain, inside, read

ID: Final = re.compile(r"[a-z][a-z0-9-]{1,39}")


@dataclass(frozen=True)
class Page:
    """One content file: where it lies and what it holds."""

    path: Path
    document: Document

    @cached_property
    def file(self) -> str:
        """The file's path as readers see it."""
        return shown(self.path)

    @cached_property
    def topic(self) -> str:
        """The id that the page gives itself, or else the file's name without its ending."""
        given = self.value("id")
        return given if isinstance(given, str) and ID.fullmatch(given) else self.path.stem

    def value(self, *path: str | int) -> Plain | None:
        """Return what stands at a place, or None when nothing does."""
        return inside(self.document.values, path)

    def names(self, *path: str | int) -> tuple[str, ...]:
        """Return the names of the fields at a place."""
        here = self.value(*path)
        return tuple(here) if isinstance(here, dict) else ()

    def items(self, *path: str | int) -> range:
        """Return the positions of the list at a place."""
        here = self.value(*path)
        return range(len(here) if isinstance(here, list) else 0)

    def texts(self, *path: str | int) -> Iterator[tuple[FieldPath, str]]:
        """Yield each text of the list at a place, with its own place."""
        for at in self.items(*path):
            here = self.value(*path, at)
            if isinstance(here, str) and here:
                yield (*path, at), here

    def problem(self, path: FieldPath, text: str) -> Problem:
        """Return a problem with the field at a place."""
        return Problem(self.file, self.document.line_of(path), self.topic, field_name(path), text)

    def place(self, path: FieldPath) -> str:
        """Return where a field stands, for a problem elsewhere that speaks of it."""
        return f"{self.file}:{self.document.line_of(path)}"


def read_page(path: Path) -> Page:
    """Read one file; what is wrong with it, its absence included, stands in the page's document."""
    return Page(path, _document(path))


def _document(path: Path) -> Document:
    if path.is_dir():
        return _unread("is a folder; name a file in it")
    if not path.is_file():
        return _unread("there is no such file; create it, or correct the name")
    try:
        with path.open("rb") as file:
            return read(file.read(LARGEST_FILE + 1))
    except OSError as error:
        return _unread(f"the file cannot be opened ({error.strerror}); check who may read it")


def _unread(text: str) -> Document:
    return Document(None, {}, (Fault(1, (), text),))
