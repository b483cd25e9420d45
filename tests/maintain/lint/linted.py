"""What the tests of the lint share: what it says of a small base."""

from collections.abc import Sequence
from pathlib import Path

from bot.content.problems import shown
from bot.maintain.lint.findings import Finding, Severity
from bot.maintain.lint.linting import lint
from bot.maintain.lint.subject import read_subject
from tests.content.base import SmallBase

PLAIN_LANGUAGE = """\
plain_language:
  medical_words:
    - {says: [oedema], plain: [swell*]}
    - {says: [palsy, paralys*], plain: [does not move]}
  explained_by: [the medical word is]
  redness: {says: [red, redness], signs: [darker, hot]}
  vague_words:
    - {of: time, says: [soon, a while]}
  quotes: {opening: “, closing: ”, apostrophe: ’}
"""
FACTS = """\
article: About numbness
facts:
  - id: C5a
    topic: numbness
    tells: Skin can be numb.
    must_say:
      - [numb*, no feeling]
"""


def told(base: SmallBase, *rules: str, clinic: str | None = None) -> list[str]:
    """Return what the lint says about some rules, with the names of the files."""
    clinic_file = base.write("../clinic.yaml", clinic) if clinic else None
    findings = linted(base, clinic_file)
    return [_shown(finding, base) for finding in findings if finding.problem.rule in rules]


def linted(base: SmallBase, clinic_file: Path | None = None) -> tuple[Finding, ...]:
    """Return everything that the lint says of all files."""
    subject = read_subject(base.folder, clinic_file)
    return lint(subject, {shown(path) for path in subject.files})


def severities(findings: Sequence[Finding]) -> list[Severity]:
    """Return how much each finding matters."""
    return [finding.severity for finding in findings]


def _shown(finding: Finding, base: SmallBase) -> str:
    return (
        str(finding)
        .replace(f"{base.folder}/topics/", "")
        .replace(f"{base.folder}/", "")
        .replace(f"{base.root}/", "")
    )
