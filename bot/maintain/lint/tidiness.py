"""Tidiness: spaces and quotes, which a program can put right by itself."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.content.plain_language import Quotes
from bot.content.problems import Problem, shortened, shown
from bot.content.told import told_by
from bot.maintain.lint.findings import Finding
from bot.maintain.lint.subject import Subject

SPACES: Final = "needless-spaces"
STRAIGHT_QUOTES: Final = "straight-quotes"

_AT_THE_END: Final = re.compile(r"[ \t]+(?=\r?\n?$)")
# Behind a colon or a comma, spaces may make columns of a list; before #, they set a comment apart.
_DOUBLE: Final = re.compile(r"(?<=[^\s:,-]) {2,}(?=[^\s#])")
_STRAIGHT: Final = re.compile(r"\"|(?<=\w)'(?=\w)")
_PAIR: Final = re.compile(r"\"([^\"]*)\"")


def spaces(subject: Subject) -> Iterator[Finding]:
    """Yield the lines with spaces at their end, or with more than one between two words."""
    for path in subject.files:
        for number, line in enumerate(_lines(path), start=1):
            if without_needless_spaces(line) != line:
                wrong = "needless spaces stand in this line; delete them, or run aftercare check --fix"
                yield Finding(Problem(shown(path), number, path.stem, "", wrong, SPACES))


def straight_quotes(subject: Subject) -> Iterator[Finding]:
    """Yield the texts that patients read with the straight quotes of a keyboard in them."""
    quotes = subject.plain_language.quotes
    for page, told in told_by(subject.pages):
        for path, text in told:
            if quotes and (found := _STRAIGHT.search(text)):
                signs = f"{quotes.opening}…{quotes.closing} and {quotes.apostrophe}"
                beginning = shortened(" ".join(text[max(0, found.start() - 20) :].split()))
                wrong = (
                    f"a straight quote stands in “{beginning}”; write {signs}, or run aftercare check --fix"
                )
                yield Finding(page.problem(path, wrong, STRAIGHT_QUOTES))


def without_needless_spaces(line: str) -> str:
    """Return a line of YAML without spaces that nobody needs; a comment stays as it is laid out."""
    ended = _AT_THE_END.sub("", line)
    return ended if "#" in line else _DOUBLE.sub(" ", ended)


def with_curly_quotes(line: str, quotes: Quotes) -> str:
    """Return a line of a text with the quotes of print; a lone straight quote stays."""
    if line.count('"') % 2 == 0:
        line = _PAIR.sub(rf"{quotes.opening}\1{quotes.closing}", line)
    return re.sub(r"(?<=\w)'(?=\w)", quotes.apostrophe, line)


def _lines(path: Path) -> list[str]:
    # A file that cannot be read, or is not UTF-8, has been told of as an error.
    return path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
