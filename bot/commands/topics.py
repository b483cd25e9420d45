"""Commands for maintainers of the topics: begin one, and learn from the questions that were missed."""

import asyncio
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.commands.base import WRONG, today
from bot.commands.progress import tracked
from bot.content.folders import DEFAULT_BASE
from bot.content.loading import language_folder, load
from bot.maintain.ask import AskError, questions_in
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.content.conversations import Line
    from bot.storage.records import Missed

CONVERSATIONS: Final = DEFAULT_BASE.parent / "tests" / "conversations"
"""Where a checkout keeps what patients type, and what must come back."""


class AtTerminal:
    """A person at the terminal."""

    def tell(self, line: str = "") -> None:
        """Show a line, broken between words where the screen ends."""
        indent = " " * (len(line) - len(line.lstrip()))
        # A question from a file may hold what would move the cursor.
        line = "".join(letter if letter.isprintable() else "�" for letter in line)
        room = shutil.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize
        rows = textwrap.wrap(line, room - 1, subsequent_indent=indent, break_on_hyphens=False)
        typer.echo("\n".join(rows))

    def answer_to(self, question: str, default: str = "") -> str:
        """Return what the person types after a question, without spaces around it, or else the default."""
        shown = f"{question} [{default}]: " if default else f"{question}: "
        try:
            return input(shown).strip() or default
        except (EOFError, KeyboardInterrupt):
            raise typer.Abort from None


def new() -> None:
    """Begin a topic by asking for it; nothing is written before the last answer."""
    # Without what only this command needs, `ask` and `check` start at once.
    from bot.maintain.topic_new import Place, begin_topic  # noqa: PLC0415

    folder = _shared_folder()
    begin_topic(AtTerminal(), Place(folder, CONVERSATIONS, today()), load(folder))


def suggest(
    *,
    source: Annotated[
        Path | None, typer.Option("--from", help="A file of questions: one a line, or JSON lines with q.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=1000, help="Groups to go through.")] = 20,
) -> None:
    """Go through questions that were missed, and add asks that a person agrees to."""
    # Without what only this command needs, `ask` and `check` start at once.
    from bot.content.conversations import conversation_lines  # noqa: PLC0415
    from bot.maintain.suggest import Suggesting  # noqa: PLC0415
    from bot.maintain.topic_new import Place  # noqa: PLC0415

    asked = _missed() if source is None else _read(source)
    place = Place(_shared_folder(), CONVERSATIONS, today())
    going = Suggesting(AtTerminal(), place, conversation_lines(CONVERSATIONS), _tracked)
    going.go_through(asked, most, is_asked=_is_terminal())


def _shared_folder() -> Path:
    """Return the folder of the shared base in the clinic's language; a clinic's own words are not its own."""
    return language_folder(DEFAULT_BASE, load_settings().clinic_file)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _missed() -> Mapping[str, int]:
    from bot.storage.failures import CannotOpen  # noqa: PLC0415
    from bot.storage.looking import file_of, missed_in  # noqa: PLC0415

    url = load_settings().database_url.get_secret_value()
    kept: tuple[Missed, ...] = ()
    try:
        if not (file := file_of(url)) or file.exists():
            kept = asyncio.run(missed_in(url))
    except CannotOpen as error:
        typer.echo(f"The missed questions cannot be read: {error}", err=True)
        raise typer.Exit(WRONG) from None
    if not kept:
        typer.echo(
            "No question is kept. MISSED_QUESTIONS=on keeps those that could not be answered, redacted."
        )
        raise typer.Exit
    times = Counter[str]()
    for one in kept:
        times[one.text] += one.times
    return times


def _read(source: Path) -> Mapping[str, int]:
    try:
        lines = source.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise AskError(
            f"{source}: the file cannot be read; name one with a question a line, in UTF-8"
        ) from None
    return Counter(question for question in questions_in(lines) if question.strip())


def _tracked(lines: "Sequence[Line]") -> "Iterable[Line]":
    return tracked(lines, len(lines), "Asking the base")
