"""The content: mistakes, reviews and whom patients call."""

from datetime import date
from pathlib import Path

import pytest

from bot.core.clinic import Clinic
from bot.core.knowledge import Knowledge
from bot.core.model import Review
from bot.doctor.content import clinic_findings, review_findings
from bot.doctor.findings import Verdict
from tests.doctor.installation import Installation

TODAY = date(2026, 6, 1)
FRESH = Review(by="Dr Rose", on=date(2026, 1, 1), due=date(2027, 1, 1))
DUE = Review(by="Dr Rose", on=date(2025, 1, 1), due=date(2026, 5, 31))
OVERDUE = Review(by="Dr Rose", on=date(2025, 1, 1), due=date(2026, 1, 1))


def reviewed(knowledge: Knowledge, *reviews: Review) -> Knowledge:
    """Return the knowledge with the first topics reviewed so, and the others fresh."""
    given = (*reviews, *(FRESH for _ in knowledge.topics))
    topics = tuple(
        topic.model_copy(update={"review": review})
        for topic, review in zip(knowledge.topics, given, strict=False)
    )
    return knowledge.model_copy(update={"topics": topics})


def test_reviewed_content_is_sound(knowledge: Knowledge) -> None:
    """Every topic is reviewed, and none is overdue."""
    (finding,) = review_findings(reviewed(knowledge), TODAY)

    assert finding.verdict is Verdict.OK


def test_open_and_overdue_reviews_are_counted(knowledge: Knowledge) -> None:
    """Topics that nobody reviewed, that are due again and that are long overdue are told apart."""
    open_review = knowledge.topics[0].review
    given = reviewed(knowledge, open_review, DUE, OVERDUE, OVERDUE)

    never, due, overdue = review_findings(given, TODAY)

    assert f"1 of {len(knowledge.topics)}" in never.found
    assert due.found.startswith("1 topics are due")
    assert overdue.found.startswith("2 topics are long overdue")
    assert {never.verdict, due.verdict, overdue.verdict} == {Verdict.WARN}


@pytest.mark.parametrize("field", ["phone", "emergency_number"])
def test_a_clinic_without_a_number_is_told(field: str) -> None:
    """Patients must learn whom to call."""
    numbers = {"phone": "020 7946 0000", "emergency_number": "999"}
    del numbers[field]

    (finding,) = clinic_findings(Clinic(name="Rose Clinic", **numbers), Path("clinic.yaml"))

    assert finding.verdict is Verdict.WARN
    assert field in finding.found


def test_a_clinic_that_says_all_is_sound() -> None:
    """With both numbers there is nothing to do."""
    clinic = Clinic(name="Rose Clinic", phone="020 7946 0000", emergency_number="999")

    (finding,) = clinic_findings(clinic, Path("clinic.yaml"))

    assert finding.verdict is Verdict.OK


def test_no_clinic_is_told() -> None:
    """Without a clinic's own file, patients read general words."""
    (finding,) = clinic_findings(Clinic(), None)

    assert finding.verdict is Verdict.WARN
    assert "clinic.example.yaml" in finding.cure


async def test_broken_content_is_wrong(installation: Installation) -> None:
    """A mistake in the clinic's file is told with its line, and the command that tells all."""
    installation.write("clinic.yaml", "name: Rose Clinic\nfone: '1'\n", mode=0o644)

    finding = await installation.finding("knowledge")

    assert finding.verdict is Verdict.WRONG
    assert "clinic.yaml:2" in finding.found
    assert finding.cure == "run: aftercare check"
