"""What is looked over is what somebody names."""

from pathlib import Path

from bot.maintain.lint.findings import Finding, Severity
from bot.maintain.lint.looking import looked_over
from tests.content.base import SmallBase


def of_files(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    """Return the name of each file with a finding, and how much it matters."""
    return {(Path(it.problem.file).name, it.severity.value) for it in findings}


def test_errors_and_warnings_come_together(base: SmallBase) -> None:
    """A base with a mistake is told of it, and of what can be seen of the rest."""
    base.change("topics/numbness.yaml", "title: Numb skin", "titel: Numb skin")

    assert of_files(looked_over([base.root])) == {
        ("numbness.yaml", "error"),
        ("numbness.yaml", "warning"),
        ("arnica.yaml", "warning"),
    }


def test_a_named_file_gets_only_its_own_findings(base: SmallBase) -> None:
    """Who names one topic is told of that topic."""
    assert of_files(looked_over([base.folder / "topics/arnica.yaml"])) == {("arnica.yaml", "warning")}


def test_a_clinics_file_is_linted_over_the_base_beside_it(base: SmallBase) -> None:
    """A clinic's file alone tells what its own words make worse."""
    clinic = base.write("../clinic.yaml", 'topics: {numbness: {asks: ["my  lip is numb"]}}\n')

    assert of_files(looked_over([clinic])) == {("clinic.yaml", "warning")}


def test_a_clinics_file_takes_part_in_the_check_of_the_base(base: SmallBase) -> None:
    """The clinic's own asks count for a topic, and what is wrong with them is told."""
    clinic = base.write("../mine.yaml", 'topics: {numbness: {asks: ["my  lip is numb"]}}\n')

    assert ("mine.yaml", "warning") in of_files(looked_over([base.folder], clinic))


def test_the_facts_are_checked_by_name(base: SmallBase) -> None:
    """A mistake in the list of facts is told to whoever names that file."""
    base.change("facts.yaml", "article:", "paper:")

    findings = looked_over([base.folder / "facts.yaml"])

    assert {it.severity for it in findings} == {Severity.ERROR}
