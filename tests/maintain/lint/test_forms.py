"""Findings are told to people, to GitHub and to tools."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from bot.content.problems import Problem
from bot.maintain.lint.as_github import as_github
from bot.maintain.lint.as_sarif import as_sarif
from bot.maintain.lint.as_text import as_text, summary
from bot.maintain.lint.findings import Finding, Severity
from bot.maintain.lint.rules_told import kept_by

ERROR = Finding(Problem("b.yaml", 3, "numbness", "title", "100% wrong,\nso: mend it"), Severity.ERROR)
WARNING = Finding(Problem("a file.yaml", 7, "numbness", "asks[2]", "look at it", "few-asks"))
OTHER = Finding(Problem("a file.yaml", 2, "numbness", "", "look at it", "dose"))
NOTE = Finding(Problem("b.yaml", 1, "numbness", "", "nice to have", "few-asks"), Severity.NOTE)
ALL = (ERROR, WARNING, OTHER, NOTE)


def test_errors_come_first_and_files_stand_apart() -> None:
    """Errors are one block, and the warnings of each file another, by line."""
    assert [*as_text(ALL, with_notes=True)] == [
        str(ERROR),
        "",
        "a file.yaml:2: warning: numbness: look at it",
        "a file.yaml:7: warning: numbness > asks[2]: look at it",
        "",
        "b.yaml:1: note: numbness: nice to have",
    ]


def test_notes_wait_until_somebody_asks() -> None:
    """What matters least is counted only."""
    assert str(NOTE) not in [*as_text(ALL)]


@pytest.mark.parametrize(
    ("findings", "told"),
    [
        ((), "The knowledge base is in order."),
        ((WARNING, OTHER, NOTE), "The knowledge base is in order. 2 warnings, 1 note (--notes shows them)."),
        (
            (ERROR,),
            "1 error. The bot does not start with errors; once they are put right, all asks are compared.",
        ),
    ],
)
def test_the_last_line_counts(findings: tuple[Finding, ...], told: str) -> None:
    """The last line says how many findings there are, and whether the bot starts."""
    assert summary(findings) == told


def test_github_gets_one_escaped_command_a_finding() -> None:
    """What would end a property or a command early is escaped."""
    assert as_github(ERROR) == (
        "::error file=b.yaml,line=3,title=content::numbness > title: 100%25 wrong,%0Aso: mend it"
    )
    odd = Finding(Problem("a,b:c%.yaml", 1, "numb", "", "x", "few-asks"), Severity.NOTE)
    assert as_github(odd) == "::notice file=a%2Cb%3Ac%25.yaml,line=1,title=few-asks::numb: x"


def test_sarif_has_what_the_standard_requires() -> None:
    """A log has its version and runs, a run its tool, and a result its message, rule, level and place."""
    log = as_sarif(ALL)
    assert log["version"] == "2.1.0"
    assert isinstance(log["runs"], list)
    (run,) = log["runs"]
    driver, results = run["tool"]["driver"], run["results"]

    assert driver["name"]
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    assert len(results) == len(ALL)
    for finding, result in zip(ALL, results, strict=True):
        (place,) = result["locations"]
        physical = place["physicalLocation"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert result["message"]["text"].endswith(finding.problem.text)
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.problem.rule
        assert physical["region"]["startLine"] == finding.problem.line >= 1
        assert unquote(physical["artifactLocation"]["uri"]) == finding.problem.file
        assert " " not in physical["artifactLocation"]["uri"]


def test_sarif_names_files_elsewhere_by_their_address(tmp_path: Path) -> None:
    """A file that is not under the current folder has an address of its own."""
    elsewhere = Finding(Problem(str(tmp_path / "clinic.yaml"), 1, "clinic", "", "x"))
    log = as_sarif([elsewhere])
    assert isinstance(log["runs"], list)

    address = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert address == (tmp_path / "clinic.yaml").as_uri()


def test_every_rule_says_what_it_keeps() -> None:
    """A rule is told in a sentence, one of wording.yaml by its name."""
    assert kept_by([WARNING, OTHER]) == {
        "dose": "No text that patients read breaks the wording rule dose.",
        "few-asks": "A topic has asks enough to be found.",
    }
