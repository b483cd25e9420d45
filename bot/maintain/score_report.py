"""The scorecard and the misses, as tables for a reader or as JSON for a program."""

import json
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.maintain.kept_scores import Difference
from bot.maintain.misses import Miss
from bot.maintain.scorecard import (
    InScope,
    OutOfScope,
    RedFlagScore,
    Scorecard,
    Share,
    TopicRow,
    UrgentLineScore,
)

_COUNTS: Final = ("questions", "right", "asked", "declined", "wrong", "card")
_SHARES: Final = ("count", "of", "%", "95 % interval")
_WIDTH: Final = 110
"""Columns of the report, in a terminal and in a file alike."""

Rows = Sequence[tuple[str, Share]]


def as_text(
    card: Scorecard,
    missed: Sequence[Miss] | None = None,
    differences: Sequence[Difference] | None = None,
) -> str:
    """Return the scorecard as tables, what differs from the kept one, and one line for each miss."""
    page = Console(file=(text := StringIO()), width=_WIDTH, color_system=None, force_terminal=False)
    for table in _tables(card):
        page.print(table)
    if differences:
        page.print(_compared(differences))
    elif differences is not None:
        page.print("Compared with the kept numbers, no figure has changed.")
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    return _printable("\n".join([*lines, *map(str, missed or ())]))


def as_json(
    card: Scorecard,
    missed: Sequence[Miss] | None = None,
    differences: Sequence[Difference] | None = None,
) -> str:
    """Return all figures as one JSON object, with `misses` and `differences` when they are given."""
    figures = card.model_dump(mode="json")
    if missed is not None:
        figures["misses"] = [miss.model_dump(mode="json") for miss in missed]
    if differences is not None:
        figures["differences"] = [difference.model_dump(mode="json") for difference in differences]
    return _printable(json.dumps(figures, ensure_ascii=False))


def _printable(text: str) -> str:
    # Half of a surrogate pair is legal in JSON and cannot be printed.
    return text.encode("utf-8", "replace").decode()


def share_sections(card: Scorecard) -> Iterator[tuple[str, Rows]]:
    """Yield the shares under their headings, without the headings under which nothing is counted."""
    parts = (
        ("Questions about a topic", _in_scope(card.in_scope)),
        ("Questions out of scope", _out_of_scope(card.out_of_scope)),
        ("Red flags", _red_flags(card.red_flags)),
        ("Urgent line, or a card in its place (100 % is due)", _urgent_line(card.urgent_line)),
    )
    yield from ((title, rows) for title, rows in parts if any(share.of for _, share in rows))


def _tables(card: Scorecard) -> Iterator[Table]:
    for title, rows in share_sections(card):
        yield _shares(title, rows)
    if card.by_topic:
        yield _topics(card.by_topic)


def _in_scope(score: InScope) -> Rows:
    return (
        ("answered right", score.answered_right),
        ("asked back with a right option", score.asked_with_right_option),
        ("asked back without one", score.asked_without),
        ("declined", score.declined),
        ("wrong topic", score.wrong_topic),
        ("needless card alone", score.needless_card_alone),
        ("best topic answered or offered", score.best_answered_or_offered),
        ("of the right ones, with another topic", score.right_with_another_topic),
    )


def _out_of_scope(score: OutOfScope) -> Rows:
    return (
        ("declined", score.declined),
        ("asked back", score.asked_back),
        ("answered", score.answered),
        ("needless card alone", score.needless_card_alone),
    )


def _red_flags(score: RedFlagScore) -> Rows:
    return (
        ("raised where due", score.recall),
        ("  of emergencies", score.recall_of_emergencies),
        ("  of same-day flags", score.recall_of_same_day),
        *((f"  of {row.danger}", row.recall) for row in score.by_class),
        ("emergencies with a same-day card", score.emergencies_shown_as_same_day),
        ("false alarms on look-alikes", score.false_alarms_on_look_alikes),
        ("false alarms on ordinary questions", score.false_alarms_on_ordinary),
    )


def _urgent_line(score: UrgentLineScore) -> Rows:
    return (
        ("in all replies", score.in_all_replies),
        ("in replies that miss a red flag", score.in_replies_that_miss),
    )


def _shares(title: str, rows: Rows) -> Table:
    table = _table(title, "", _SHARES)
    for name, share in rows:
        table.add_row(escape(name), *_cells(share))
    return table


def _cells(share: Share) -> tuple[str, str, str, str]:
    interval = f"{share.interval[0]:.1f} to {share.interval[1]:.1f}" if share.interval else ""
    per_cent = "" if share.per_cent is None else f"{share.per_cent:.1f}"
    return str(share.count), str(share.of), per_cent, interval


def _topics(rows: Sequence[TopicRow]) -> Table:
    table = _table("By best label", "label", _COUNTS)
    table.add_column("most often instead", no_wrap=True)
    for row in rows:
        counts = (row.questions, row.right, row.asked, row.declined, row.wrong, row.needless_card)
        table.add_row(escape(row.topic), *map(str, counts), row.instead or "")
    return table


def _compared(differences: Sequence[Difference]) -> Table:
    table = _table("Compared with the kept numbers", "", ("before", "now", "points"))
    table.add_column("that is", no_wrap=True)
    for it in differences:
        shares = (f"{share.count} of {share.of}" for share in (it.before, it.now))
        verdict = "better" if it.is_better else "A DROP" if it.is_drop else "worse, tolerated"
        table.add_row(escape(it.name), *shares, f"{it.points:+.1f}", verdict)
    return table


def _table(title: str, first: str, figures: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    table.add_column(first, no_wrap=True)
    for figure in figures:
        table.add_column(figure, justify="right")
    return table
