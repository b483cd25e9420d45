"""Linting: every rule, over one language."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from bot.maintain.lint.asks import compared_asks, few_asks
from bot.maintain.lint.clarity import hard_to_read, redness_alone, unexplained, vague
from bot.maintain.lint.facts import facts_without_topic, missing_facts, unlisted_facts
from bot.maintain.lint.findings import Finding, Severity
from bot.maintain.lint.subject import Rule, Subject, Track
from bot.maintain.lint.tidiness import spaces, straight_quotes

RULES: Final[tuple[Rule, ...]] = (
    hard_to_read,
    unexplained,
    redness_alone,
    vague,
    missing_facts,
    unlisted_facts,
    facts_without_topic,
    few_asks,
    spaces,
    straight_quotes,
)
"""Everything but the comparison of all asks, which takes seconds."""


def untracked(steps: Iterable[int], _count: int) -> Iterable[int]:
    """Return the steps, and show nobody how far they have come."""
    return steps


def lint(subject: Subject, files: AbstractSet[str], track: Track = untracked) -> tuple[Finding, ...]:
    """Return what a reviewer must see in these files of a language; `track` shows the progress."""
    found = [Finding(problem, Severity.ERROR) for problem in subject.problems]
    found += [finding for rule in RULES for finding in rule(subject)]
    found += compared_asks(subject, files, track)
    return tuple(sorted(finding for finding in found if finding.problem.file in files))
