"""Labelled question sets of others: JSON lines, or HINT3's CSV."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from bot.content.problems import shown

NO_LABEL_IN_CSV: Final = "NO_NODES_DETECTED"
"""What HINT3 writes where no label is right."""
_COLUMNS: Final = {"sentence", "label"}


class LabelledQuestion(NamedTuple):
    """A question and its label."""

    text: str
    label: str | None
    """None when the question is out of scope."""


class QuestionSetError(Exception):
    """A question set cannot be used; the message names file and line, and what to do."""


def read_questions(path: Path) -> tuple[LabelledQuestion, ...]:
    """Return the questions of a `.csv` file, or of a file with one JSON object a line.

    Raises:
        QuestionSetError: The file cannot be read, a line says something else, or no question is there.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionSetError(f"{shown(path)}: this file cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise QuestionSetError(f"{shown(path)}: this file is not UTF-8; save it as UTF-8") from None
    read = _rows if path.suffix.lower() == ".csv" else _lines
    questions = tuple(read(text, shown(path)))
    if not questions:
        raise QuestionSetError(f"{shown(path)}:1: this file holds no question")
    return questions


def _lines(text: str, name: str) -> Iterator[LabelledQuestion]:
    # Not splitlines: a question may hold a line separator of Unicode.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _question(line, f"{name}:{number}")


def _question(line: str, place: str) -> LabelledQuestion:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionSetError(f"{place}: this is no JSON ({error.msg}, column {error.colno})") from None
    except (ValueError, RecursionError):
        raise QuestionSetError(f"{place}: this JSON has a number or a depth that nobody can read") from None
    match fields:
        case {"q": str(text), "label": str() | None as label}:
            return LabelledQuestion(text, label)
        case _:
            form = '{"q": "…", "label": "…"}, with the label null where the question is out of scope'
            raise QuestionSetError(f"{place}: write {form}")


def _rows(text: str, name: str) -> Iterator[LabelledQuestion]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        if _COLUMNS - set(rows.fieldnames or ()):
            raise QuestionSetError(f"{name}:1: the first line must name the columns sentence and label")
        for row in rows:
            yield _of_row(row, f"{name}:{rows.line_num}")
    except csv.Error as error:
        raise QuestionSetError(f"{name}:{rows.reader.line_num}: this is no CSV ({error})") from None


def _of_row(row: dict[str, str | None], place: str) -> LabelledQuestion:
    text, label = row["sentence"], row["label"]
    if text is None or not label:
        raise QuestionSetError(f"{place}: this row lacks its label; write {NO_LABEL_IN_CSV} for out of scope")
    return LabelledQuestion(text, None if label == NO_LABEL_IN_CSV else label)
