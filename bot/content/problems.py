"""What is wrong in the content, said so that its author can put it right."""

from pathlib import Path
from typing import Final, NamedTuple

FieldPath = tuple[str | int, ...]
"""The way to a value: names of fields, and positions in lists counted from 0."""

CONTENT: Final = "content"
"""The rule that content can be used; broken by every problem that has no rule of its own."""

_LONGEST_NAME: Final = 40


class Problem(NamedTuple):
    """One thing to put right; sorts by file and line, and reads as one line."""

    file: str
    line: int
    topic: str
    field: str
    text: str
    """What is wrong and what to do."""
    rule: str = CONTENT
    """What kind of problem it is, for tools that sort or silence them."""

    def __str__(self) -> str:
        place = f"{self.topic} > {self.field}" if self.field else self.topic
        return _printable(f"{self.file}:{self.line}: {place}: {self.text}")


class ContentError(Exception):
    """The content cannot be used; carries every problem of every file, one a line."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def shown(path: Path) -> str:
    """Return the path as a reader finds it: from the current folder where that is possible."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path.absolute())


def field_name(path: FieldPath) -> str:
    """Return a field's place as authors read it: `asks[3]` is the third item of asks."""
    name = ""
    for step in path:
        if isinstance(step, int):
            name += f"[{step + 1}]"
        else:
            name += f".{shortened(step)}" if name else shortened(step)
    return name


def shortened(text: str) -> str:
    """Return the beginning of a text, enough to recognise it."""
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"


def _printable(line: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in line)
