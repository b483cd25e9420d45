"""Findings as lines for people: errors first, then warnings by file, then how many there are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.maintain.lint.findings import Finding, Severity


def as_text(findings: Sequence[Finding], *, with_notes: bool = False) -> Iterator[str]:
    """Yield the lines; an empty one parts the files of what is no error."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    shown = {Severity.WARNING, Severity.NOTE} if with_notes else {Severity.WARNING}
    others = sorted(finding for finding in findings if finding.severity in shown)
    yield from map(str, errors)
    for number, (_, of_file) in enumerate(groupby(others, key=lambda finding: finding.problem.file)):
        if errors or number:
            yield ""
        yield from map(str, of_file)


def summary(findings: Sequence[Finding], *, with_notes: bool = False) -> str:
    """Return how many findings of each severity there are, and how to see the notes."""
    counts = Counter(finding.severity for finding in findings)
    parts = [_counted(counts[severity], severity) for severity in Severity if counts[severity]]
    hidden = " (--notes shows them)" if counts[Severity.NOTE] and not with_notes else ""
    told = f"{', '.join(parts)}{hidden}"
    if counts[Severity.ERROR]:
        return f"{told}. The bot does not start with errors; once they are put right, all asks are compared."
    return f"The knowledge base is in order. {told}." if told else "The knowledge base is in order."


def _counted(count: int, severity: Severity) -> str:
    return f"{count} {severity}" if count == 1 else f"{count} {severity}s"
