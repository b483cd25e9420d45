"""Filling the page: the figures with their bars, the mix-ups as a grid, and each miss with its account."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.core.explaining.values import Why
from bot.maintain.confusion import confusion
from bot.maintain.evaluate import Scored
from bot.maintain.kept_scores import Difference
from bot.maintain.misses import Miss, misses
from bot.maintain.score_report import share_sections
from bot.maintain.scorecard import Scorecard, Share, TopicRow
from bot.maintain.scorecard_page.grid import grid
from bot.maintain.why import in_words

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ALL: Final = 100.0
_KINDS: Final = (
    ("right", "answered right"),
    ("asked", "asked back"),
    ("declined", "declined"),
    ("wrong", "wrong topic"),
    ("card", "needless card"),
)
"""What becomes of a question, by the name of its pattern."""

Explain = Callable[[str], Why]
"""Gives the account of a question."""


class Evaluated(NamedTuple):
    """Everything that the page is about."""

    card: Scorecard
    results: Sequence[Scored]
    files: Sequence[str]
    differences: Sequence[Difference] | None
    """None where there is nothing to compare with."""


class Segment(NamedTuple):
    """A part of a bar; both numbers are per cent of its width."""

    kind: str
    start: float
    width: float


class ToldMiss(NamedTuple):
    """A miss, and the sentences that tell why it got its reply."""

    miss: Miss
    because: tuple[str, ...]


def page(evaluated: Evaluated, explain: Explain, today: date) -> str:
    """Return the page as HTML; it holds the questions that cost points, word for word."""
    card = evaluated.card
    filled = _TEMPLATES.get_template("page.html").render(
        evaluated=evaluated,
        card=card,
        glance=tuple(_at_a_glance(card)),
        sections=tuple(share_sections(card)),
        kinds=_KINDS,
        segments=segments,
        grid=grid(confusion(evaluated.results)),
        told=tuple(_told(evaluated.results, explain)),
        today=today,
    )
    # Half of a surrogate pair is legal in JSON and in no file.
    return filled.encode("utf-8", "replace").decode()


def segments(row: TopicRow) -> tuple[Segment, ...]:
    """Return the parts of a topic's bar that are not empty."""
    counts = (row.right, row.asked, row.declined, row.wrong, row.needless_card)
    parts: list[Segment] = []
    for (kind, _), count in zip(_KINDS, counts, strict=True):
        start = parts[-1].start + parts[-1].width if parts else 0.0
        parts.append(Segment(kind, start, _ALL * count / row.questions))
    return tuple(part for part in parts if part.width)


def _at_a_glance(card: Scorecard) -> Iterator[tuple[str, Share]]:
    shares = (
        ("answered right", card.in_scope.answered_right),
        ("answered about a wrong topic", card.in_scope.wrong_topic),
        ("out of scope, and yet answered", card.out_of_scope.answered),
        ("red flags raised where due", card.red_flags.recall),
        ("replies with the urgent line or a card", card.urgent_line.in_all_replies),
    )
    yield from ((name, share) for name, share in shares if share.of)


def _told(results: Sequence[Scored], explain: Explain) -> Iterator[ToldMiss]:
    for miss in misses(results):
        yield ToldMiss(miss, in_words(explain(miss.question)))
