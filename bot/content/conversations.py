"""What patients type, from the files of conversation tests: the words, and the topic that they hang on."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from bot.content.folders import yaml_files
from bot.content.problems import shown


class Line(NamedTuple):
    """One line that a patient types."""

    place: str
    says: str
    after: str | None
    """The topic that was answered before, where the line hangs on one."""


def conversation_lines(folder: Path) -> tuple[Line, ...]:
    """Return the lines of every file; what is no line, and a file that cannot be read, is left out."""
    return tuple(line for file in yaml_files(folder) for line in _lines(file))


def _lines(file: Path) -> Iterator[Line]:
    try:
        written = yaml.compose(file.read_text("utf-8"), yaml.SafeLoader)
    except (yaml.YAMLError, OSError, UnicodeDecodeError):
        return
    for item in written.value if isinstance(written, yaml.SequenceNode) else ():
        fields = _fields(item)
        if "says" in fields:
            place = f"{shown(file)}:{item.start_mark.line + 1}"
            yield Line(place, fields["says"], fields.get("after"))


def _fields(item: yaml.Node) -> dict[str, str]:
    pairs = item.value if isinstance(item, yaml.MappingNode) else []
    return {key.value: value.value for key, value in pairs if isinstance(value, yaml.ScalarNode)}
