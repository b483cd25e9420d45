"""The comparison of a clinic's words with the shared ones, printed: in colour on a terminal, else plain."""

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.text import Text

from bot.maintain.overlay import Compared, Mark

_STYLES: Final = {
    Mark.HEADING: "bold",
    Mark.FIELD: "cyan",
    Mark.SAME: "dim",
    Mark.SHARED: "red",
    Mark.OWN: "green",
}


def printed(lines: Iterable[Compared], console: Console | None = None) -> None:
    """Print the comparison, a line as it is, however narrow the terminal."""
    console = console or Console()
    for line in lines:
        console.print(Text(str(line), style=_STYLES[line.mark]), soft_wrap=True)
