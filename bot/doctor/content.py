"""The content: whether it is in order, who has reviewed it, and whether patients learn whom to call."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from bot.content.folders import DEFAULT_BASE
from bot.content.freshness import freshness
from bot.content.loading import load_base
from bot.content.problems import ContentError
from bot.core.clinic import Clinic
from bot.core.knowledge import Knowledge
from bot.doctor.findings import Finding, ok, warn, wrong

_WHOM_TO_CALL: Final = ("phone", "emergency_number")


def content_findings(clinic_file: Path | None, today: date) -> Iterator[Finding]:
    """Yield how the knowledge base and the clinic's own file are."""
    try:
        knowledge = load_base(DEFAULT_BASE, clinic_file)
    except ContentError as error:
        count, first = len(error.problems), error.problems[0]
        yield wrong("knowledge", f"{count} problems, the first: {first}", "run: aftercare check")
        return
    yield ok("knowledge", f"{len(knowledge.topics)} topics, in order")
    yield from review_findings(knowledge, today)
    yield from clinic_findings(knowledge.clinic, clinic_file)


def review_findings(knowledge: Knowledge, today: date) -> Iterator[Finding]:
    """Yield how many topics nobody has reviewed, and how many are due again or long overdue."""
    fresh = freshness(knowledge.topics, today)
    if fresh.unreviewed:
        yield warn(
            "reviews",
            f"no clinician has reviewed {len(fresh.unreviewed)} of {len(fresh.all)} topics",
            "have a clinician read knowledge/ and sign the review block of each topic",
        )
    if fresh.due:
        yield warn(
            "reviews",
            f"{len(fresh.due)} topics are due for another review",
            "have a clinician read them again; aftercare check names them",
        )
    if fresh.overdue:
        yield warn(
            "reviews",
            f"{len(fresh.overdue)} topics are long overdue; those about health are shown as being reviewed",
            "have a clinician read them again; aftercare check names them",
        )
    if fresh.ahead:
        yield warn(
            "reviews",
            f"{len(fresh.ahead)} topics are signed on a day that is still to come",
            "correct the day; aftercare check names them",
        )
    if not (fresh.unreviewed or fresh.due or fresh.overdue or fresh.ahead):
        yield ok("reviews", "a clinician has reviewed every topic, and none is due")


def clinic_findings(clinic: Clinic, clinic_file: Path | None) -> Iterator[Finding]:
    """Yield whether patients learn whom to call; the file is the one in which the clinic says it."""
    if clinic_file is None:
        yield warn(
            "clinic",
            "there is no CLINIC_FILE, so patients read “your clinic” and “your local emergency number”",
            "copy knowledge/clinic.example.yaml, fill it in, and name it in .env",
        )
        return
    general = Clinic()
    absent = [name for name in _WHOM_TO_CALL if getattr(clinic, name) == getattr(general, name)]
    for name in absent:
        yield warn("clinic", f"{clinic_file.name} has no {name}", f"write a line that begins with {name}:")
    if not absent:
        yield ok("clinic", f"{clinic.name}, with a phone and an emergency number")
