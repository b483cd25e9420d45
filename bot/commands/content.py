"""Commands for maintainers of the texts: ask, check, compare, look up, score."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.base import WRONG, knowledge_of, shown_by, today
from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load_base
from bot.core.answering import Answerer, Question
from bot.core.replies import Answer, NotCovered
from bot.maintain import ask as asking
from bot.maintain import check as checking
from bot.maintain import evaluate as evaluating
from bot.maintain.labelled import read_labelled
from bot.maintain.misses import misses as misses_among
from bot.maintain.overlay import differences
from bot.maintain.reference import topic_with
from bot.maintain.scorecard import scorecard
from bot.settings import SettingsError, load_settings
from bot.telegram.rendering import Renderer


def ask(
    question: Annotated[str | None, typer.Argument(help="What a patient types.")] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answer each line of standard input.")] = False,
) -> None:
    """Print the reply that a patient would get."""
    if jsonl == (question is not None):
        raise typer.BadParameter("write a question in quotes, or --jsonl with questions on standard input")
    knowledge = knowledge_of(load_settings())
    answerer, show = Answerer(knowledge), shown_by(knowledge)
    if question is None:
        lines = typer.get_text_stream("stdin", encoding="utf-8-sig", errors="replace")
        for line in asking.answer_lines(lines, answerer, show):
            typer.echo(line)
    else:
        typer.echo(show(answerer.reply_to(Question(text=question))).text)


def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; all without any.")] = None,
) -> None:
    """Check the knowledge base: every problem with its file, its line and its cure."""
    problems = checking.check(paths or (), load_settings().clinic_file)
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(WRONG)
    for sentence in checking.warned(paths or (), load_settings().clinic_file, today()):
        typer.echo(f"warning: {sentence}")
    typer.echo("The knowledge base is in order.")


def diff() -> None:
    """Print what the clinic's own file changes: the shared text (-) against the clinic's (+)."""
    # Without what draws colours, `ask` and `check` start at once.
    from bot.maintain.overlay_report import printed  # noqa: PLC0415

    clinic_file = load_settings().clinic_file
    if clinic_file is None:
        raise SettingsError(
            "CLINIC_FILE (environment or .env): there is no clinic's own file to compare; "
            "copy knowledge/clinic.example.yaml, fill it in, and name it"
        )
    own = load_base(DEFAULT_BASE, clinic_file)
    printed(differences(load_base(DEFAULT_BASE, clinic_file, overlaid=False), own))


def reference(
    written: Annotated[str, typer.Argument(metavar="REFERENCE", help="Such as infection·3fa9c2.")],
) -> None:
    """Print the text that a reference under an answer stands for, if it is today's."""
    knowledge = knowledge_of(load_settings())
    topic = topic_with(written, knowledge)
    reply = Answer if topic.covered else NotCovered
    # As it was said: on no day before its review was due is a text withdrawn.
    renderer = Renderer(knowledge, today=lambda: date.min)
    typer.echo(renderer.reply(reply(topics=(topic,))).text)
    if topic.is_withdrawn_on(today()):
        typer.echo("warning: its review is long overdue, so patients do not read this text today", err=True)


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Labelled questions, one JSON object a line.")],
    *,
    lang: Annotated[str | None, typer.Option(help="Leave out the lines of other languages.")] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="Also print each reply that costs points.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as one JSON object.")] = False,
) -> None:
    """Score labelled questions: right, asked back, declined, wrong; red flags raised and missed."""
    # Without what draws tables, `ask` and `check` start at once.
    from bot.maintain import score_report  # noqa: PLC0415

    knowledge = knowledge_of(load_settings())
    lines = read_labelled(files, [topic.id for topic in knowledge.topics], lang)
    urgent_line = knowledge.phrases.urgent_line
    results = tuple(evaluating.evaluate(lines, Answerer(knowledge), shown_by(knowledge), urgent_line))
    missed = tuple(misses_among(results)) if misses else None
    report = score_report.as_json if as_json else score_report.as_text
    typer.echo(report(scorecard(results), missed))
