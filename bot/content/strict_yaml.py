"""Strict YAML: bytes into plain values, refusing everything that YAML would quietly turn into something else.

It walks the parser's events itself, so nothing is ever built from a tag, an alias or a guess at a type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

import yaml

from bot.content.decoding import UNPRINTABLE, RefusedError, about_unprintable, decode, unprintable
from bot.content.problems import FieldPath, shortened
from bot.content.scalars import BOOLEANS, advice_against, advice_against_cutting, number_like
from bot.content.syntax import in_plain_words

Plain: TypeAlias = str | bool | list["Plain"] | dict[str, "Plain"]

DEEPEST: Final = 20
MOST_VALUES: Final = 20_000
MOST_FAULTS: Final = 100
_FURTHER: Final = 80
_PARSER: Final = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_NO_FIELDS: Final = (
    "the file must consist of fields, each a name, a colon and a space, such as id: track-marks"
)


class Fault(NamedTuple):
    """One thing in one file that is refused."""

    line: int
    path: FieldPath
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What one file holds: its values, the line of each, and what is wrong with it as YAML."""

    values: dict[str, Plain] | None
    """None when the file cannot be read to its end; a refused word stands as it was written."""
    lines: dict[FieldPath, int]
    faults: tuple[Fault, ...]

    def line_of(self, path: FieldPath) -> int:
        """Return the line of that very field or item, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def inside(value: Plain | None, path: FieldPath) -> Plain | None:
    """Return what stands at a place within a value, or None when nothing does."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def read(content: bytes) -> Document:
    """Read the bytes of one YAML file."""
    try:
        text = decode(content)
    except RefusedError as refused:
        return Document(None, {}, (Fault(refused.line, refused.path, refused.text),))
    if invisible := unprintable(text):
        return Document(None, {}, tuple(Fault(line, (), advice) for line, advice in invisible))
    return _Reader(text).document()


class _Reader:
    """Turns one text into a document, one event after the other."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._text_lines = text.splitlines()
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_PARSER)
        self._lines: dict[FieldPath, int] = {}
        self._faults: dict[tuple[int, FieldPath], Fault] = {}
        self._count = 0
        self._open_quote: RefusedError | None = None

    def document(self) -> Document:
        values: dict[str, Plain] | None = None
        try:
            values = self._whole_file()
        except RefusedError as refused:
            self._faults[refused.line, refused.path] = Fault(refused.line, refused.path, refused.text)
        except yaml.YAMLError as error:
            plain = self._open_quote or in_plain_words(error, self._text)
            self._faults[plain.line, ()] = Fault(plain.line, (), plain.text)
        return Document(values, self._lines, tuple(self._faults.values()))

    def _whole_file(self) -> dict[str, Plain]:
        next(self._events)  # the stream's start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise RefusedError(1, "the file holds only comments; fill it in, or delete it")
        first = next(self._events)
        if isinstance(first, yaml.ScalarEvent):
            raise RefusedError(_line(first), _NO_FIELDS)
        values = self._value(first, ())
        next(self._events)  # the document's end
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise RefusedError(_line(following), "a line of --- begins a second document; delete it")
        if not isinstance(values, dict):
            raise RefusedError(_line(first), _NO_FIELDS)
        return values

    def _value(self, event: yaml.Event, path: FieldPath) -> Plain:
        self._refuse_excess(event, path)
        self._refuse_decoration(event, path)
        match event:
            case yaml.ScalarEvent():
                return self._word(event, path)
            case yaml.SequenceStartEvent():
                return self._items(path)
            case yaml.MappingStartEvent():
                return self._fields(path)
            case _:
                self._fault(event, path, "* points to another place in the file; write the text out here")
                return ""

    def _items(self, path: FieldPath) -> list[Plain]:
        items: list[Plain] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            item = (*path, len(items))
            self._lines.setdefault(item, _line(event))
            items.append(self._value(event, item))
        return items

    def _fields(self, path: FieldPath) -> dict[str, Plain]:
        fields: dict[str, Plain] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            name = self._name(event, path)
            field = (*path, name)
            self._lines.setdefault(field, _line(event))
            if name in fields:
                first = self._lines[field]
                twice = f"{shortened(name)} stands here and in line {first}; delete one of the two"
                self._fault(event, field, twice)
            value = self._value(next(self._events), field)
            fields.setdefault(name, value)
        return fields

    def _name(self, event: yaml.Event, path: FieldPath) -> str:
        """Return a field's name; `on` and `no` are words here, whatever YAML would make of them."""
        if not isinstance(event, yaml.ScalarEvent):
            self._fault(
                event, path, "a field's name must be a plain word; put quotes around a text with [ or {"
            )
            self._value(event, (*path, "?"))
            return "?"
        self._refuse_decoration(event, (*path, event.value))
        if not event.style and number_like(event.value):
            self._fault(
                event, (*path, event.value), "a field's name must be a plain word; correct or quote it"
            )
        return event.value

    def _word(self, event: yaml.ScalarEvent, path: FieldPath) -> Plain:
        if found := UNPRINTABLE.search(event.value):
            self._fault(event, path, about_unprintable(found.group()))
        self._open_quote = _open_quote(event)
        if event.style:
            return event.value  # quoted, or a block
        if " - " in event.value and _lines(event) > 1:
            self._fault(
                event, path, "a dash inside joins two lines to one text; indent it like its neighbours"
            )
        if advice := advice_against_cutting(self._after(event)):
            self._fault(event, path, advice)
        if event.value in BOOLEANS:
            return BOOLEANS[event.value]
        if advice := advice_against(event.value):
            self._fault(event, path, advice)
        return event.value

    def _after(self, event: yaml.Event) -> str:
        """Return the beginning of what follows a value on the line where it ends."""
        if (mark := event.end_mark) is None:
            return ""
        lines = self._text_lines[mark.line : mark.line + 1]
        return "".join(line[mark.column : mark.column + _FURTHER] for line in lines)

    def _refuse_excess(self, event: yaml.Event, path: FieldPath) -> None:
        self._count += 1
        if len(path) > DEEPEST:
            raise RefusedError(
                _line(event), f"fields stand inside fields more than {DEEPEST} times; flatten them"
            )
        if self._count > MOST_VALUES:
            raise RefusedError(
                _line(event), f"the file holds more than {MOST_VALUES:,} values; divide it into several"
            )

    def _refuse_decoration(self, event: yaml.Event, path: FieldPath) -> None:
        if isinstance(event, yaml.AliasEvent) or not isinstance(event, yaml.NodeEvent):
            return
        if event.anchor is not None:
            self._fault(event, path, f"&{shortened(event.anchor)} names a place to copy from; delete it")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            self._fault(
                event, path, "! changes the type of what follows; delete it, or put quotes around the text"
            )

    def _fault(self, event: yaml.Event, path: FieldPath, text: str) -> None:
        # What is missing at the end of the file stands behind its last line.
        line = min(_line(event), len(self._text_lines))
        self._faults.setdefault((line, path), Fault(line, path, text))
        if len(self._faults) > MOST_FAULTS:
            raise RefusedError(
                line, f"more than {MOST_FAULTS} problems in this file; put the first ones right"
            )


def _open_quote(event: yaml.ScalarEvent) -> RefusedError | None:
    """Return what to say of a quoted text over several lines, should the file break off behind it."""
    if event.style not in {"'", '"'} or _lines(event) == 1:
        return None
    closed = _line(event) + _lines(event) - 1
    return RefusedError(
        _line(event), f"the quote in this line is closed only in line {closed}; close it where the text ends"
    )


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _lines(event: yaml.ScalarEvent) -> int:
    return event.end_mark.line - event.start_mark.line + 1 if event.start_mark and event.end_mark else 1
