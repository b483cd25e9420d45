"""The command line, and the one place where the parts are put together."""

import asyncio
import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.content.problems import ContentError
from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.replies import Reply
from bot.logs import traced
from bot.maintain import ask as asking
from bot.maintain import check as checking
from bot.maintain import evaluate as evaluating
from bot.maintain.labelled import LabelError, read_labelled
from bot.maintain.misses import misses as misses_among
from bot.maintain.scorecard import scorecard
from bot.settings import Settings, SettingsError, load_settings
from bot.telegram.rendering import Renderer

WRONG: Final = 1
"""Exit code when the content, a setting or the input is wrong."""
BUG: Final = 3
"""Exit code when the program itself is wrong."""
TOKEN_REFUSED: Final = 78
"""Exit code when Telegram has not known the token for minutes: starting again cannot mend that."""
LANGUAGE: Final = "en"

app = typer.Typer(
    help="Answers patients after a facial thread lift from a reviewed knowledge base, and never guesses.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.command()
def run(
    *,
    show: Annotated[bool, typer.Option("--open", help="Open the playground's page in a browser.")] = False,
    webhook: Annotated[
        bool, typer.Option("--webhook", help="Let Telegram bring the updates to WEBHOOK_URL.")
    ] = False,
) -> None:
    """Run the bot: on Telegram, or without a token in the playground on this computer."""
    # Without Telegram's library and the web server, `ask` and `check` start at once.
    from bot.running import CannotOpen, CannotStart, TokenRefused, event_loop, serve  # noqa: PLC0415

    settings = load_settings()
    try:
        with asyncio.Runner(loop_factory=event_loop) as runner:
            runner.run(serve(_knowledge(settings), settings, show=show, webhook=webhook))
    except (CannotOpen, CannotStart) as error:
        typer.echo(error, err=True)
        raise typer.Exit(WRONG) from None
    except TokenRefused as error:
        typer.echo(error, err=True)
        raise typer.Exit(TOKEN_REFUSED) from None


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What a patient types.")] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answer each line of standard input.")] = False,
) -> None:
    """Print the reply that a patient would get."""
    if jsonl == (question is not None):
        raise typer.BadParameter("write a question in quotes, or --jsonl with questions on standard input")
    knowledge = _knowledge(load_settings())
    answerer, show = Answerer(knowledge), _shown(knowledge)
    if question is None:
        lines = typer.get_text_stream("stdin", encoding="utf-8-sig", errors="replace")
        for line in asking.answer_lines(lines, answerer, show):
            typer.echo(line)
    else:
        typer.echo(show(answerer.reply_to(Question(text=question))).text)


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; all without any.")] = None,
) -> None:
    """Check the knowledge base: every problem with its file, its line and its cure."""
    problems = checking.check(paths or (), load_settings().clinic_file)
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(WRONG)
    typer.echo("The knowledge base is in order.")


@app.command()
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

    knowledge = _knowledge(load_settings())
    lines = read_labelled(files, [topic.id for topic in knowledge.topics], lang)
    urgent_line = knowledge.phrases.urgent_line
    results = tuple(evaluating.evaluate(lines, Answerer(knowledge), _shown(knowledge), urgent_line))
    missed = tuple(misses_among(results)) if misses else None
    report = score_report.as_json if as_json else score_report.as_text
    typer.echo(report(scorecard(results), missed))


@app.command()
def doctor() -> None:
    """Look over the installation: settings, files, content, database, token, webhook, each with its cure."""
    # Without the database and the web client, `ask` and `check` start at once.
    from bot.doctor.checkup import checkup  # noqa: PLC0415
    from bot.doctor.findings import Verdict  # noqa: PLC0415

    findings = asyncio.run(checkup(time.time()))
    for finding in findings:
        typer.echo(finding)
    if any(finding.verdict is Verdict.WRONG for finding in findings):
        raise typer.Exit(WRONG)


def ended(command: Callable[[], None]) -> int:
    """Run a command, tell what went wrong, and return the exit code."""
    try:
        command()
    except (ContentError, SettingsError, LabelError, asking.AskError) as error:
        typer.echo(error, err=True)
        return WRONG
    except Exception as error:  # noqa: BLE001  What nobody expected is a bug, and is told as one.
        # Without the error's own words: they may be a patient's.
        typer.echo(traced(error), err=True)
        return BUG
    return 0


def main() -> None:
    """Run the command line and leave with its exit code."""
    # What is built at the start stays: looking for garbage among it costs a fifth of the start.
    gc.set_threshold(1_000_000)
    sys.exit(ended(app))


def _knowledge(settings: Settings) -> Knowledge:
    return load(DEFAULT_BASE / LANGUAGE, settings.clinic_file)


def _shown(knowledge: Knowledge) -> asking.Render:
    renderer = Renderer(knowledge)

    def shown(reply: Reply) -> asking.Shown:
        offered = tuple(topic.id for topic in renderer.offered(reply))
        return asking.Shown(renderer.reply(reply).text, offered)

    return shown


if __name__ == "__main__":
    main()
