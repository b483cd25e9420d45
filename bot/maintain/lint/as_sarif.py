"""Findings as SARIF 2.1.0, the form in which tools hand findings to code hosts and editors."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from bot.maintain.lint.findings import Finding
from bot.maintain.lint.rules_told import kept_by

VERSION: Final = "2.1.0"
SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
TOOL: Final = "aftercare"

Json = Mapping[str, object]


def as_sarif(findings: Sequence[Finding]) -> Json:
    """Return the log of one run; files outside of the current folder are named as `file:` addresses."""
    rules = kept_by(findings)
    numbers = {rule: number for number, rule in enumerate(rules)}
    told = [{"id": rule, "shortDescription": {"text": sentence}} for rule, sentence in rules.items()]
    return {
        "$schema": SCHEMA,
        "version": VERSION,
        "runs": [
            {
                "tool": {"driver": {"name": TOOL, "rules": told}},
                "results": [_result(finding, numbers[finding.problem.rule]) for finding in findings],
            }
        ],
    }


def _result(finding: Finding, rule_number: int) -> Json:
    problem = finding.problem
    place = f"{problem.topic} > {problem.field}" if problem.field else problem.topic
    return {
        "ruleId": problem.rule,
        "ruleIndex": rule_number,
        "level": str(finding.severity),
        "message": {"text": f"{place}: {problem.text}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _address(problem.file)},
                    "region": {"startLine": problem.line},
                }
            }
        ],
    }


def _address(file: str) -> str:
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
