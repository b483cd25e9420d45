"""The command that checks the knowledge base, and mends what a program can mend."""

import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.base import WRONG, today
from bot.commands.progress import tracked
from bot.maintain.check import warned
from bot.maintain.lint.as_github import as_github
from bot.maintain.lint.as_sarif import as_sarif
from bot.maintain.lint.as_text import as_text, summary
from bot.maintain.lint.findings import Finding, Severity
from bot.maintain.lint.looking import looked_over, subjects
from bot.maintain.lint.mending import mend
from bot.settings import load_settings


class Form(StrEnum):
    """For whom the findings are printed."""

    TEXT = "text"
    GITHUB = "github"
    SARIF = "sarif"


def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; all without any.")] = None,
    form: Annotated[
        Form, typer.Option("--format", help="Lines, GitHub annotations, or a SARIF log.")
    ] = Form.TEXT,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 on warnings as well.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Also tell what matters least.")] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="First mend spaces, quotes, and asks that stand twice.")
    ] = False,
) -> None:
    """Check the knowledge base: every error and warning with its file, its line and its cure."""
    named, clinic_file = paths or (), load_settings().clinic_file
    if fix:
        for subject, files in subjects(named, clinic_file):
            for file in mend(subject, files):
                typer.echo(f"mended: {file}", err=True)
    findings = looked_over(named, clinic_file, _shown_on_terminal)
    has_errors = any(it.severity is Severity.ERROR for it in findings)
    reviews = () if has_errors else tuple(warned(named, clinic_file, today()))
    _print(findings, reviews, form, with_notes=notes)
    if has_errors or (strict and any(it.severity is Severity.WARNING for it in findings)):
        raise typer.Exit(WRONG)


def _print(findings: Sequence[Finding], reviews: Sequence[str], form: Form, *, with_notes: bool) -> None:
    match form:
        case Form.TEXT:
            for line in as_text(findings, with_notes=with_notes):
                typer.echo(line)
            for sentence in reviews:
                typer.echo(f"warning: {sentence}")
            typer.echo(summary(findings, with_notes=with_notes))
        case Form.GITHUB:
            for finding in findings:
                if with_notes or finding.severity is not Severity.NOTE:
                    typer.echo(as_github(finding))
            typer.echo(summary(findings, with_notes=with_notes))
        case Form.SARIF:
            typer.echo(json.dumps(as_sarif(findings), ensure_ascii=False, indent=2))


def _shown_on_terminal(steps: Iterable[int], count: int) -> Iterable[int]:
    return tracked(steps, count, "Comparing asks")
