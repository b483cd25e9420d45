"""What a trial is to be like, and what is told of it afterwards."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from benchmarks.crashing.checks import Counts, Verdict

FIRST_ANSWER: Final = 35.0
"""Seconds after an outage within which the first answer must be there."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a trial goes."""

    questions: int
    kills: int
    patients: int
    seed: int = 1
    fault_rate: float = 0.1
    """The share of Telegram's answers, to polls and to everything else, that goes wrong."""
    window: float = 0.5
    """Seconds of work, at most, before the bot is killed."""
    outage: float = 0.0
    """Seconds for which Telegram cannot be reached once all the kills are done."""
    webhook: bool = False
    replicas: int = 1
    whole: bool = False
    """Whether the program starts as an operator starts it, which takes seconds, with all its content."""
    limit: float = 600.0
    """Seconds after which the trial has failed."""


class Moment(StrEnum):
    """When the bot is killed."""

    STARTING = "while it starts"
    WORKING = "while it works"
    SENDING = "just after Telegram has shown an answer"


@dataclass
class Report:
    """How a trial went."""

    verdict: Verdict = field(default_factory=lambda: Verdict(Counts()))
    seconds: float = 0.0
    kills: Counter[Moment] = field(default_factory=Counter)
    faults: int = 0
    repeated: int = 0
    """Updates that Telegram delivered again."""
    own_ends: int = 0
    """How often the program gave up by itself, because Telegram did not let it begin."""
    first_answer: float | None = None
    """Seconds from the end of the outage to the first answer."""

    @property
    def wrong(self) -> list[str]:
        """Everything that must not be, each in a sentence."""
        return self.verdict.wrong

    def add(self, other: "Report") -> None:
        """Count another trial in."""
        self.verdict.counts += other.verdict.counts
        self.verdict.wrong += other.verdict.wrong
        self.seconds += other.seconds
        self.kills += other.kills
        self.faults += other.faults
        self.repeated += other.repeated
        self.own_ends += other.own_ends
        if other.first_answer is not None:
            self.first_answer = max(self.first_answer or 0.0, other.first_answer)
