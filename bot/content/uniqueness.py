"""Telling what two places say twice: ids, titles, names, and phrasings of questions."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, TypeAlias

from bot.content.pages import Page
from bot.content.problems import FieldPath, Problem
from bot.core.text import normalise

Texts: TypeAlias = Iterator[tuple[Page, FieldPath, str]]
"""Texts, each with its page and its place there."""

_Place: TypeAlias = tuple[Page, FieldPath]

_key: Final = cache(normalise)
"""What makes two texts one; several rules ask for it. Only authors' texts come here, no patient's."""


def every(page: Page, *path: str | int) -> Texts:
    """Yield every text of the list at a place."""
    return ((page, at, text) for at, text in page.texts(*path))


def each(page: Page, group: str, field: str) -> Texts:
    """Yield one field of each member of a list."""
    for at in page.items(group):
        yield from field_of(page, group, at, field)


def field_of(page: Page, *path: str | int) -> Texts:
    """Yield the text at a place, or nothing when no text stands there."""
    value = page.value(*path)
    if isinstance(value, str) and value:
        yield page, path, value


def shared(texts: Texts) -> Texts:
    """Yield the texts that do not come from a clinic's file."""
    return (found for found in texts if not found[0].is_laid_over(found[1]))


def laid_over(texts: Texts) -> Texts:
    """Yield the texts that come from a clinic's file."""
    return (found for found in texts if found[0].is_laid_over(found[1]))


def repeated(texts: Texts, describe: Callable[[str, str], str]) -> Iterator[Problem]:
    """Yield each text that reads like an earlier one; `describe` gets the text and the earlier place.

    A clinic's texts come after all shared ones, so that the clinic is told to change its own.
    """
    seen: dict[str, _Place] = {}
    for page, path, text in sorted(texts, key=lambda found: found[0].is_laid_over(found[1])):
        first_page, first_path = seen.setdefault(_key(text), (page, path))
        if (first_page.file, first_path) != (page.file, path):
            yield page.problem(path, describe(text, first_page.place(first_path)))


def wordless(texts: Texts) -> Iterator[Problem]:
    """Yield each text that has no word in it."""
    for page, path, text in texts:
        if not _key(text):
            yield page.problem(path, f'"{text}" holds no word; delete it')


def phrasing_repeated(texts: Texts) -> Iterator[Problem]:
    """Yield what one list of phrasings says twice, and what has no word in it."""
    spoken = []
    for page, path, text in texts:
        if _key(text):
            spoken.append((page, path, text))
        else:
            yield page.problem(path, f'"{text}" holds no word; delete it')
    yield from repeated(iter(spoken), lambda text, first: f'"{text}" stands in {first} already; delete one')


class Claims:
    """Who claimed which phrasing first: a question can only have one answer."""

    def __init__(self) -> None:
        self._first: dict[str, _Place] = {}

    def contested(self, texts: Texts) -> Iterator[Problem]:
        """Yield each phrasing that another list has claimed before."""
        for page, path, text in texts:
            if not (key := _key(text)):
                continue
            owner, place = self._first.setdefault(key, (page, path))
            if (owner.file, place[:-1]) != (page.file, path[:-1]):
                rival = f"{owner.topic} ({owner.place(place)})"
                yield page.problem(path, f'"{text}" is also claimed by {rival}; keep it in one of the two')
