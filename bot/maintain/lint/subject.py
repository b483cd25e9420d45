"""The subject of the lint: one language as patients get it, and what the article says."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

from bot.content import article_facts
from bot.content.article_facts import Fact
from bot.content.folders import TOPICS, yaml_files
from bot.content.loading import load_pages
from bot.content.pages import Page, read_page
from bot.content.parsing import Parsed, parse
from bot.content.placeholders import Words
from bot.content.plain_language import PlainLanguage
from bot.content.problems import Problem
from bot.content.readability import Syllables
from bot.content.rules import Pages
from bot.content.schemas import ARTICLE_FACTS
from bot.core.clinic import Clinic
from bot.core.knowledge import Knowledge
from bot.maintain.lint.findings import Finding


class Subject(NamedTuple):
    """One language, with a clinic's own words laid over it."""

    pages: Pages
    plain_language: PlainLanguage = PlainLanguage()
    syllables: Syllables | None = None
    facts_page: Page | None = None
    facts: tuple[Fact, ...] = ()
    knowledge: Knowledge | None = None
    """None when the content has errors; then nothing can be matched."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the file of facts, which only the lint reads."""
    files: tuple[Path, ...] = ()
    """Every file of it, as people wrote it."""

    def facts_of(self, topic: Page) -> tuple[Fact, ...]:
        """Return what the article says about a topic."""
        return tuple(fact for fact in self.facts if fact.topic == topic.topic)


Rule: TypeAlias = Callable[[Subject], Iterator[Finding]]
Track: TypeAlias = Callable[[Iterable[int], int], Iterable[int]]
"""Shows how far somebody has come through so many steps."""


def read_subject(folder: Path, clinic_file: Path | None = None) -> Subject:
    """Read one language's folder, with the clinic's own words filled in and laid over it.

    Raises:
        ContentError: The word vectors, which no person writes, cannot be read.
    """
    loaded = load_pages(folder, clinic_file)
    path = folder / article_facts.FILE
    page = read_page(path) if path.exists() else None
    facts = parse(page, ARTICLE_FACTS, Words(Clinic())) if page else Parsed(None)
    wording = loaded.wording
    return Subject(
        pages=loaded.pages,
        plain_language=wording.plain_language if wording else PlainLanguage(),
        syllables=wording.syllables if wording else None,
        facts_page=page,
        facts=facts.value.facts if facts.value else (),
        knowledge=loaded.knowledge,
        problems=facts.problems,
        files=(*yaml_files(folder), *yaml_files(folder / TOPICS), *([clinic_file] if clinic_file else [])),
    )
