"""A topic that a person is putting together, and the file that it becomes."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from bot.content.folders import yaml_files
from bot.core.model import NOT_REVIEWED, Kind, Value
from bot.maintain.yaml_edit import scalar

NOT_COVERED: Final = "not in the article"
_SCHEMA: Final = "# yaml-language-server:"
_BEGUN: Final = (
    "# Begun with `aftercare topic new`. Add asks until `aftercare check` has nothing to say of them."
)


class NetDraft(Value):
    """The four parts of a safety net, as far as they are written."""

    uncertain: str = ""
    look_for: tuple[str, ...] = ()
    get_help: str = ""
    time_course: str = ""


class Draft(Value):
    """A topic as far as it is written; nothing in it has been checked."""

    id: str = ""
    kind: Kind = Kind.COMPLICATION
    title: str = ""
    covered: bool = False
    asks: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    """The answer."""
    net: NetDraft | None = None
    related: tuple[str, ...] = ()
    section: str = NOT_COVERED
    facts: tuple[str, ...] = ()
    due: date


def as_yaml(draft: Draft, header: Sequence[str] = ()) -> str:
    """Return the file of a topic in the order and the style of its neighbours, after these comments."""
    return "".join(f"{line}\n" for line in (*header, *_lines(draft)))


def header(topics: Path) -> tuple[str, ...]:
    """Return the comments above a topic: its neighbours' schema, if they name one, and where it came from."""
    for neighbour in yaml_files(topics)[:1]:
        first = neighbour.read_text("utf-8").partition("\n")[0]
        if first.startswith(_SCHEMA):
            return (first, _BEGUN)
    return (_BEGUN,)


def _lines(draft: Draft) -> Iterator[str]:
    yield f"id: {scalar(draft.id)}"
    yield f"kind: {draft.kind}"
    yield f"title: {scalar(draft.title)}"
    if not draft.covered:
        yield "covered: false"
    yield "asks:" if draft.asks else "asks: []"
    yield from (f"  - {scalar(ask)}" for ask in draft.asks)
    yield "answer: |"
    yield from "\n\n".join(f"  {paragraph}" for paragraph in draft.paragraphs).split("\n")
    if draft.net:
        yield from _net(draft.net)
    if draft.related:
        yield f"related: [{', '.join(draft.related)}]"
    yield "source:"
    yield f"  section: {scalar(draft.section)}"
    if draft.facts:
        yield f"  facts: [{', '.join(map(scalar, draft.facts))}]"
    yield "review:"
    yield f"  by: {NOT_REVIEWED}"
    yield "  on: not yet"
    yield f'  due: "{draft.due.isoformat()}"'


def _net(net: NetDraft) -> Iterator[str]:
    yield "safety_net:"
    yield f"  uncertain: {scalar(net.uncertain)}"
    yield "  look_for:" if net.look_for else "  look_for: []"
    yield from (f"    - {scalar(sign)}" for sign in net.look_for)
    yield f"  get_help: {scalar(net.get_help)}"
    yield f"  time_course: {scalar(net.time_course)}"
