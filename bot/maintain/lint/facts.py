"""The article's facts: each stands in the topic that must tell it."""

from collections.abc import Iterator
from typing import Final

from bot.content.article_facts import Fact
from bot.content.pages import Page
from bot.content.plain_language import first_said
from bot.content.problems import FieldPath
from bot.content.told import told_by
from bot.content.uniqueness import every
from bot.maintain.lint.findings import Finding, Severity
from bot.maintain.lint.subject import Subject

MISSING_FACT: Final = "missing-fact"
UNKNOWN_FACT: Final = "unknown-fact"
LOST_FACT: Final = "fact-without-topic"


def missing_facts(subject: Subject) -> Iterator[Finding]:
    """Yield what the article says and the topic about it does not."""
    for page, told in told_by(subject.pages):
        text = "\n".join(text for _, text in told)
        for fact in subject.facts_of(page):
            for terms in fact.must_say:
                if not first_said(terms, text):
                    yield _missing(page, fact, " or ".join(f'"{term.rstrip("*")}"' for term in terms))


def unlisted_facts(subject: Subject) -> Iterator[Finding]:
    """Yield where the topics' own lists of facts differ from the list of the article's facts."""
    if not subject.facts:
        return
    for page in subject.pages.topics:
        due = {fact.id for fact in subject.facts_of(page)}
        given = {fact: path for _, path, fact in every(page, "source", "facts")}
        for fact, path in given.items():
            if fact not in due and not page.origins:
                wrong = f"facts.yaml knows no fact {fact} of this topic"
                yield Finding(page.problem(path, f"{wrong}; correct the id, or delete it here", UNKNOWN_FACT))
        lacking = sorted(due - given.keys())
        if lacking and not page.origins:
            wrong = f"the list lacks {', '.join(lacking)} of facts.yaml"
            yield Finding(
                page.problem(("source", "facts"), f"{wrong}; add what the answer tells", MISSING_FACT)
            )


def facts_without_topic(subject: Subject) -> Iterator[Finding]:
    """Yield the facts that no topic can tell, since there is no such topic."""
    known = {page.topic for page in subject.pages.topics}
    for at, fact in enumerate(subject.facts):
        if subject.facts_page and fact.topic not in known:
            path: FieldPath = ("facts", at, "topic")
            wrong = f"there is no topic {fact.topic} to tell {fact.id}; correct the id, or add the topic"
            yield Finding(subject.facts_page.problem(path, wrong, LOST_FACT))


def _missing(page: Page, fact: Fact, terms: str) -> Finding:
    wrong = f"the fact {fact.id} is not told ({fact.tells.rstrip('.')}); write {terms}"
    is_own = page.is_laid_over(("answer",))
    # A clinic may have its reasons for an answer of its own, and has signed for it.
    severity = Severity.NOTE if is_own else Severity.WARNING
    return Finding(page.problem(("answer",), wrong, MISSING_FACT), severity)
