"""Pages: content files as they were read, before anybody trusts them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from bot.content.decoding import LARGEST_FILE
from bot.content.problems import CONTENT, FieldPath, Problem, field_name, shown
from bot.content.strict_yaml import Document, Fault, Plain, inside, read

ID: Final = re.compile(r"[a-z][a-z0-9-]{1,39}")


@dataclass(frozen=True)
class Page:
    """One content file: where it lies and what it holds."""

    path: Path
    document: Document
    origins: Mapping[FieldPath, "Place"] = field(default_factory=dict)
    """Where each part really stands that another page has laid over this one; the whole page is `()`."""

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

    def is_laid_over(self, path: FieldPath) -> bool:
        """Whether what stands at a place comes from another file."""
        return self._origin(path).page.path != self.path

    def problem(self, path: FieldPath, text: str, rule: str = CONTENT) -> Problem:
        """Return a problem with the field at a place, told where that field was written."""
        page, path = self._origin(path)
        return Problem(page.file, page.document.line_of(path), page.topic, field_name(path), text, rule)

    def refused(self, fault: Fault) -> Problem:
        """Return a fault of the file itself as a problem, at the line where it was found."""
        return Problem(self.file, fault.line, self.topic, field_name(fault.path), fault.text)

    def place(self, path: FieldPath) -> str:
        """Return where a field stands, for a problem elsewhere that speaks of it."""
        page, path = self._origin(path)
        return f"{page.file}:{page.document.line_of(path)}"

    def _origin(self, path: FieldPath) -> "Place":
        if not path:
            return self.origins.get((), Place(self, ()))
        for length in range(len(path), 0, -1):
            if origin := self.origins.get(path[:length]):
                return Place(origin.page, (*origin.path, *path[length:]))
        return Place(self, path)


class Place(NamedTuple):
    """A place in a page."""

    page: Page
    path: FieldPath


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
            return _parsed(file.read(LARGEST_FILE + 1))
    except OSError as error:
        return _unread(f"the file cannot be opened ({error.strerror}); check who may read it")


# Of a base that is read again, most files are as they were.
_parsed: Final = lru_cache(maxsize=128)(read)


def _unread(text: str) -> Document:
    return Document(None, {}, (Fault(1, (), text),))
