"""Mending: what a program can put right by itself, and nothing else, in the files as people wrote them.

A mended file is read again. It is written only when its values are the same but for spaces, quotes and asks
that stood twice.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from bot.content.pages import Page
from bot.content.placeholders import replaced
from bot.content.plain_language import Quotes
from bot.content.problems import shown
from bot.content.strict_yaml import Document, Plain, read
from bot.content.told import told_by
from bot.content.uniqueness import every
from bot.core.text import normalise
from bot.maintain.lint.subject import Subject
from bot.maintain.lint.tidiness import with_curly_quotes, without_needless_spaces
from bot.maintain.yaml_edit import replace

_ITEM: Final = re.compile(r"\s*- ")
_QUOTED: Final = re.compile(r"\s*(- )?([\w-]+:\s+)?[\"']")
_SPACES: Final = re.compile(r"\s+")


def mend(subject: Subject, files: Collection[str]) -> Iterator[str]:
    """Mend these files of a language, and yield those that have changed.

    Raises:
        EditError: A file has changed meanwhile, or cannot be written; it is as it was.
    """
    read_by_patients = set(_places(subject))
    for path in (path for path in subject.files if shown(path) in files):
        before = path.read_bytes()
        told = {line for file, line in read_by_patients if file == shown(path)}
        after = mended(before, told, subject.plain_language.quotes)
        if after != before:
            replace(path, after, before)
            yield shown(path)


def mended(content: bytes, told: Collection[int], quotes: Quotes | None) -> bytes:
    """Return a file mended; `told` holds the lines in which a text that patients read begins."""
    document = read(content)
    if document.values is None:
        return content
    lines = content.decode("utf-8").splitlines(keepends=True)
    if quotes:
        for number in _lines_of_texts(document, lines, told):
            lines[number] = with_curly_quotes(lines[number], quotes)
    twice = _asks_standing_twice(document, lines)
    kept = [line for number, line in enumerate(lines) if number not in twice]
    after = "".join(map(without_needless_spaces, kept)).encode()
    return after if _essence(read(after).values, quotes) == _essence(document.values, quotes) else content


def _places(subject: Subject) -> Iterator[tuple[str, int]]:
    for page, told in told_by(subject.pages):
        for path, _ in told:
            place = page.problem(path, "")
            yield place.file, place.line


def _lines_of_texts(document: Document, lines: list[str], told: Collection[int]) -> Iterator[int]:
    """Yield the lines, from 0, of the texts that stand without quotes of YAML's own."""
    begins = sorted({*document.lines.values(), len(lines) + 1})
    for first, following in pairwise(begins):
        if first in told and not _QUOTED.match(lines[first - 1]):
            yield from (number for number in range(first - 1, following - 1) if "#" not in lines[number])


def _asks_standing_twice(document: Document, lines: list[str]) -> set[int]:
    """Return the lines, from 0, of asks that an earlier one of the topic repeats, if each is one line."""
    page, seen, twice = Page(Path(), document), set[str](), set[int]()
    for _, path, ask in every(page, "asks"):
        number = document.line_of(path) - 1
        alone = _ITEM.match(lines[number]) and normalise(ask) == normalise(lines[number].partition("- ")[2])
        if alone and normalise(ask) in seen:
            twice.add(number)
        seen.add(normalise(ask))
    return twice


def _essence(values: dict[str, Plain] | None, quotes: Quotes | None) -> Plain | None:
    """Return what mending must not change."""
    if values is None:
        return None
    asks = values.get("asks")
    unique = {normalise(ask): ask for ask in _texts(asks)} if isinstance(asks, list) else {}
    once: dict[str, Plain] = {**values, "asks": [*unique]} if unique else values
    return replaced(once, lambda _, text: _SPACES.sub(" ", _straight(text, quotes)).strip())


def _texts(items: Iterable[Plain]) -> Iterator[str]:
    return (item for item in items if isinstance(item, str))


def _straight(text: str, quotes: Quotes | None) -> str:
    if quotes is None:
        return text
    for curly, straight in ((quotes.opening, '"'), (quotes.closing, '"'), (quotes.apostrophe, "'")):
        text = text.replace(curly, straight)
    return text
