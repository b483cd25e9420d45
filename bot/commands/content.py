"""Commands for maintainers of the texts: ask, explain, compare, look up."""

from datetime import date
from typing import Annotated

import typer

from bot.commands.base import knowledge_of, shown_by, today
from bot.commands.completion import topic_ids
from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load_base
from bot.core.answering import Answerer, Question
from bot.core.replies import Answer, NotCovered
from bot.maintain import ask as asking
from bot.maintain.overlay import differences
from bot.maintain.reference import topic_with
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


def why(
    question: Annotated[str, typer.Argument(help="What a patient types.")],
    *,
    after: Annotated[
        str | None,
        typer.Option(
            metavar="TOPIC",
            autocompletion=topic_ids,
            help="The id of the topic that was answered just before.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the account as one JSON object.")] = False,
) -> None:
    """Print why a question gets its reply: words, red flags, candidates with their evidence, and the rule."""
    # Without what draws tables, `ask` and `check` start at once.
    from rich.console import Console  # noqa: PLC0415

    from bot.maintain import why as telling  # noqa: PLC0415

    knowledge = knowledge_of(load_settings())
    if after is not None and knowledge.topic(after) is None:
        raise typer.BadParameter(
            "there is no such topic; write the id that its file begins with", param_hint="--after"
        )
    # What is half a character reads as nothing, and cannot be printed.
    text = question.encode("utf-8", "ignore").decode()
    account = Answerer(knowledge).why(Question(text=text, topic_before=after))
    if as_json:
        typer.echo(telling.as_json(account))
    else:
        Console(highlight=False).print(*telling.told(account), sep="\n")


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
