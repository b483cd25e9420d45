"""Findings: one thing that a check has found, how much it matters, and which rule it is about."""

from enum import StrEnum
from typing import NamedTuple

from bot.content.problems import Problem


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The bot does not start with it."""
    WARNING = "warning"
    """A reviewer must look at it."""
    NOTE = "note"
    """Worth a look when there is time."""


class Finding(NamedTuple):
    """One thing to look at; reads as one line."""

    problem: Problem
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        if self.severity is Severity.ERROR:
            return str(self.problem)
        place = f"{self.problem.file}:{self.problem.line}: "
        return f"{place}{self.severity}: {str(self.problem).removeprefix(place)}"
