"""The command line: every command in one place, and what each kind of error ends with."""

import gc
import sys
from collections.abc import Callable
from typing import Final

import typer

from bot.commands import checking, clinic, content, editing, scoring, serving, topics
from bot.commands.base import WRONG
from bot.content.problems import ContentError
from bot.logs import traced
from bot.maintain.ask import AskError
from bot.maintain.card import CardError
from bot.maintain.kept_scores import KeptError
from bot.maintain.labelled import LabelError
from bot.maintain.reference import NoSuchTextError
from bot.maintain.yaml_edit import EditError
from bot.settings import SettingsError

BUG: Final = 3
"""Exit code when the program itself is wrong."""
EXPECTED: Final = (
    ContentError,
    SettingsError,
    LabelError,
    KeptError,
    AskError,
    CardError,
    EditError,
    NoSuchTextError,
)
"""Errors of whoever uses the program; each explains itself."""

app = typer.Typer(
    help="Answers patients after a facial thread lift from a reviewed knowledge base, and never guesses.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for command in (
    *(serving.run, serving.doctor),
    *(content.ask, content.why, checking.check, content.reference, scoring.evaluate, editing.schema),
    *(clinic.card, clinic.publish, clinic.stats),
):
    app.command()(command)

overlay = typer.Typer(help="The clinic's own words on top of the shared knowledge.", no_args_is_help=True)
overlay.command()(content.diff)
app.add_typer(overlay, name="overlay")
app.command()(topics.suggest)

topic = typer.Typer(help="The topics of the shared knowledge.", no_args_is_help=True)
topic.command()(topics.new)
app.add_typer(topic, name="topic")


def ended(command: Callable[[], None]) -> int:
    """Run a command, tell what went wrong, and return the exit code."""
    try:
        command()
    except EXPECTED as error:
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


if __name__ == "__main__":
    main()
