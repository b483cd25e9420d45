"""What patients read of each page: the texts that rules of wording look at."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from bot.content.pages import Page
from bot.content.placeholders import Words, texts
from bot.content.problems import FieldPath
from bot.content.rules import Pages
from bot.core.clinic import Clinic

Texts: TypeAlias = list[tuple[FieldPath, str]]
"""Texts of one page, each with its place there; what a clinic fills in is filled."""

# Authors cannot change what a clinic fills in, and its numbers are shorter than the general words.
_FILLED: Final = Words(Clinic(emergency_number="112", crisis_line="Listeners (116 123)"))


def told_by(pages: Pages) -> Iterator[tuple[Page, Texts]]:
    """Yield each page with its texts that patients read."""
    for topic in pages.topics:
        yield topic, _texts(topic, _is_told)
    yield pages.red_flags, _texts(pages.red_flags, _is_card)
    yield pages.phrases, _texts(pages.phrases, _is_said)
    yield pages.calendar, _texts(pages.calendar, _is_dated)


def details(topic: Page) -> Texts:
    """Return what a topic tells that need not be a sentence, such as an address."""
    return _texts(topic, lambda path: path[:2] == ("own", "details"))


def wholes(page: Page, told: Texts) -> Texts:
    """Return what patients read in one piece: a topic's texts together, and any other text by itself."""
    if page.value("asks") is None:
        return told
    whole: FieldPath = () if page.origins else ("answer",)
    return [(whole, "\n".join(text for path, text in told if path != ("title",)))]


def _is_told(path: FieldPath) -> bool:
    return path[0] in {"title", "answer", "safety_net", "course"} or path[:2] == ("own", "added")


def _is_card(path: FieldPath) -> bool:
    return path[-1] == "card"


def _is_dated(path: FieldPath) -> bool:
    return path[-1] in {"label", "note", "title", "check_in"}


def _is_said(path: FieldPath) -> bool:
    return "says" not in path and "main_topics" not in path and path[-1] != "id"


def _texts(page: Page, is_read: Callable[[FieldPath], bool]) -> Texts:
    found = texts(page.document.values) if page.document.values else []
    return [(path, _FILLED.fill(text)) for path, text in found if is_read(path)]
