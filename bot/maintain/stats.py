"""The clinic's numbers for the command line: tables to read, and rows for a spreadsheet."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from io import StringIO
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table

from bot.core.knowledge import Knowledge
from bot.pictures.dates import date_told
from bot.pictures.figures import Count, figures
from bot.pictures.numbers import outcome_names
from bot.pictures.values import Figures

COLUMNS: Final = ("week", "kind", "topic", "times")

_WIDTH: Final = 110
_FORMULA: Final = frozenset("=+-@\t\r\n\0＝＋－＠")
"""What a cell must not begin with: a spreadsheet would work it out."""
_UNSEEN: Final = "\ufeff\u200b\u200c\u200d\u2060"


def as_text(counts: Iterable[Count], since: date, until: date, knowledge: Knowledge) -> str:
    """Return the numbers of the weeks that hold these days as tables."""
    titles = {topic.id: topic.title for topic in knowledge.topics}
    words = knowledge.phrases.pictures
    return _told(figures(counts, since, until, words=words, titles=titles))


def as_csv(counts: Iterable[Count]) -> str:
    """Return one row for each week, kind and topic; no cell is a formula to a spreadsheet."""
    weeks = Counter[tuple[str, str, str]]()
    for one in counts:
        weeks[_monday_of(one.day), one.name, one.topic] += one.times
    rows = csv.writer(text := StringIO())
    rows.writerow(COLUMNS)
    for (week, name, topic), times in sorted(weeks.items()):
        rows.writerow((week, harmless(name), harmless(topic), times))
    return text.getvalue()


def harmless(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula; what could be one gets an apostrophe first."""
    shown = cell.lstrip(_UNSEEN + " \u00a0\u3000")
    return f"'{cell}" if not _FORMULA.isdisjoint((*cell[:1], *shown[:1])) else cell


def _told(found: Figures) -> str:
    page = Console(file=(text := StringIO()), width=_WIDTH, color_system=None, force_terminal=False)
    for table in _tables(found):
        page.print(table)
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    return "\n".join((*lines, found.words.numbers.closing))


def _tables(found: Figures) -> Iterator[Table | str]:
    words = found.words.numbers
    weeks = _table(words.title, (words.week_of, *outcome_names(words)))
    for week in found.weeks:
        weeks.add_row(date_told(week.monday, found.words.dates), *map(str, week.outcomes))
    weeks.add_section()
    weeks.add_row("", *map(str, found.outcomes))
    yield weeks
    if not any(found.outcomes):
        yield f"{words.nothing_yet}\n"
        return
    topics = _table(words.top_topics, ("", words.questions))
    for topic in found.top_topics:
        topics.add_row(topic.title, str(topic.questions))
    yield topics
    yield _pairs(words.votes, {words.helpful: found.helpful, words.not_helpful: found.not_helpful})


def _pairs(title: str, numbers: Mapping[str, int]) -> Table:
    table = _table(title, ("", ""))
    for name, number in numbers.items():
        table.add_row(name, str(number))
    return table


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place else "left")
    return table


def _monday_of(day: str) -> str:
    on = date.fromisoformat(day)
    return (on - timedelta(days=on.weekday())).isoformat()
