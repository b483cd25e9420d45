"""A bar that shows how far a command is, on a terminal only."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def tracked(items: Iterable[Item], total: int, words: str) -> Iterator[Item]:
    """Yield the items; a terminal shows on standard error what is going on, and how much of it is done."""
    if not sys.stderr.isatty():
        yield from items
        return
    # Without what draws the bar, commands start at once.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track  # noqa: PLC0415

    yield from track(items, words, total, console=Console(stderr=True), transient=True)
