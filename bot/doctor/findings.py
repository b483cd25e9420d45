"""What the doctor says: one finding for each thing that it looked at."""

from enum import StrEnum

from bot.core.model import Value


class Verdict(StrEnum):
    """How a thing is."""

    OK = "ok"
    WARN = "warn"
    """The bot runs, and somebody should look at this."""
    WRONG = "wrong"
    """The bot does not run so, or patients or their messages are not safe."""


class Finding(Value):
    """One thing that was looked at; reads as one line, and never holds a secret."""

    name: str
    verdict: Verdict
    found: str
    cure: str = ""
    """What to do; empty where nothing is to be done."""

    def __str__(self) -> str:
        line = f"{self.verdict:<5}  {self.name}: {self.found}"
        return f"{line} → {self.cure}" if self.cure else line


def ok(name: str, found: str) -> Finding:
    """Return the finding that a thing is as it should be."""
    return Finding(name=name, verdict=Verdict.OK, found=found)


def warn(name: str, found: str, cure: str) -> Finding:
    """Return the finding that somebody should look at a thing."""
    return Finding(name=name, verdict=Verdict.WARN, found=found, cure=cure)


def wrong(name: str, found: str, cure: str) -> Finding:
    """Return the finding that a thing must be put right."""
    return Finding(name=name, verdict=Verdict.WRONG, found=found, cure=cure)
