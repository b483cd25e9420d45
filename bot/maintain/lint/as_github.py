"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from typing import Final

from bot.maintain.lint.findings import Finding, Severity

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
# The sign that escapes comes first, or it would be escaped twice.
_IN_TEXT: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY: Final = {**_IN_TEXT, ":": "%3A", ",": "%2C"}


def as_github(finding: Finding) -> str:
    """Return one workflow command."""
    problem = finding.problem
    place = f"{problem.topic} > {problem.field}" if problem.field else problem.topic
    properties = {"file": problem.file, "line": str(problem.line), "title": problem.rule}
    given = ",".join(f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {given}::{_escaped(f'{place}: {problem.text}', _IN_TEXT)}"


def _escaped(text: str, signs: dict[str, str]) -> str:
    for sign, escape in signs.items():
        text = text.replace(sign, escape)
    return text
