"""The account of a reply, told to maintainers: as tables on a terminal, and as sentences for a report."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.core import text
from bot.core.explaining.values import CandidateLooked, FlagLooked, Verdict, Why, WordRead

_STYLES: Final = {
    Verdict.RAISED: "bold red",
    Verdict.LESS_URGENT: "red",
    Verdict.LOWERED: "green",
    Verdict.NEAR: "yellow",
}
_LIKELY: Final = 0.004
"""Confidence from which a candidate is worth a line, beside the first two."""
_FIRST: Final = 2
_MOST_WORDS: Final = 5
"""Words that are told of a candidate's evidence."""
_WIDEST: Final = 24
"""Columns of an entry's key."""


def told(why: Why) -> tuple[RenderableType, ...]:
    """Return what a terminal shows of an account, from the decision down to its grounds."""
    return (
        _decision(why),
        *_section("Read as", _reading(why.words)),
        *_section("Red flags", [_flag(flag) for flag in why.flags] or [Text("nothing speaks for one")]),
        *_section("Questions, each by itself", [Text(line) for line in _parts(why)]),
        *_section("Candidates", [_candidates(why)] if why.candidates else [Text("none")]),
    )


def as_json(why: Why) -> str:
    """Return the account as one line of JSON."""
    return json.dumps(why.model_dump(mode="json"), ensure_ascii=False)


def in_words(why: Why) -> tuple[str, ...]:
    """Return the account as short sentences, from the decision down to its grounds."""
    return tuple(_sentences(why))


def _sentences(why: Why) -> Iterator[str]:
    yield f"{_outcome(why)}, because: {_rule(why)}."
    for word in why.words:
        if _is_corrected(word):
            yield f"“{word.typed}” is read as “{word.read_as}”."
    for flag in why.flags:
        yield f"{_heading(flag)}: {'; '.join(flag.because)}."
    for line in _parts(why):
        yield f"Asked by itself: {line}."
    for candidate in _worth_telling(why):
        evidence = f"; {told_of}" if (told_of := _evidence(candidate)) else ""
        yield (
            f"{candidate.key} {candidate.confidence:.2f}: nearest ask “{candidate.nearest_ask}”{evidence}."
        )
    if why.candidates:
        yield f"The lead is {why.lead:.2f}."


def _decision(why: Why) -> Text:
    decision = Text(_outcome(why), style="bold")
    return decision.append(f"\nbecause: {_rule(why)}", style="not bold")


def _outcome(why: Why) -> str:
    return f"{why.kind}: {', '.join(why.topics)}" if why.topics else why.kind


def _rule(why: Why) -> str:
    below = f"; the answer below: {why.below}" if why.below else ""
    numbers = ", ".join(f"{name} {number:g}" for name, number in why.thresholds)
    return f"{why.rule}{below}{f' ({numbers})' if numbers else ''}"


def _section(title: str, content: Sequence[RenderableType]) -> Iterator[RenderableType]:
    if content:
        yield Text(f"\n{title}", style="bold")
        yield Padding(Group(*content), (0, 0, 0, 2))


def _reading(words: Sequence[WordRead]) -> list[RenderableType]:
    """Return the sentence as it was read, and a line for each word of which there is something to tell."""
    if not words:
        return [Text("no word at all")]
    telling = dict.fromkeys(word for word in words if _is_corrected(word) or word.concepts)
    return [Text(" ".join(word.read_as for word in words)), *map(_word, telling)]


def _word(word: WordRead) -> Text:
    line = Text(f"{word.typed} → {word.read_as}" if _is_corrected(word) else word.typed, style="cyan")
    if word.concepts:
        line.append(f"  names {', '.join(word.concepts)}", style="not bold default")
    return line


def _is_corrected(word: WordRead) -> bool:
    return text.words(word.typed) != (word.read_as,)


def _flag(flag: FlagLooked) -> Text:
    line = Text(_heading(flag), style=_STYLES[flag.verdict])
    for reason in flag.because:
        line.append(f"\n  {reason}", style="not bold default")
    return line


def _heading(flag: FlagLooked) -> str:
    return f"{flag.id} ({flag.level}, by {flag.net}): {flag.verdict}"


def _parts(why: Why) -> list[str]:
    return [
        f"“{part.words}” → {part.key} {part.confidence:.2f}" if part.key else f"“{part.words}” → nothing"
        for part in why.parts
    ]


def _candidates(why: Why) -> Group:
    table = Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("entry", no_wrap=True, max_width=_WIDEST)
    table.add_column("sure", justify="right", no_wrap=True)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("nearest ask", ratio=1, overflow="fold")
    table.add_column("speaks for it", ratio=1, overflow="fold")
    for place, it in enumerate(_worth_telling(why)):
        cells = (it.key, f"{it.confidence:.2f}", f"{it.score:.2f}", it.nearest_ask, _evidence(it))
        table.add_row(*map(Text, cells), style="" if place else "bold")
    return Group(table, Text(f"lead {why.lead:.2f}; a word's share is what the score loses without it"))


def _worth_telling(why: Why) -> Iterator[CandidateLooked]:
    for place, candidate in enumerate(why.candidates):
        if place < _FIRST or candidate.confidence >= _LIKELY:
            yield candidate


def _evidence(candidate: CandidateLooked) -> str:
    return ", ".join(f"{it.words} {100 * it.share:+.0f}%" for it in candidate.evidence[:_MOST_WORDS])
