"""Labelled questions: what a patient may type, which topics a right reply is about, and how urgent it is."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Final

from bot.content.problems import shortened, shown
from bot.core.model import Value

_CLASS_IN_REASON: Final = re.compile(r"\[E([12]):([^\]]+)\]")
"""How a catalogue begins its reason: `[E1:airway]` is to call now, `[E2:infection]` the same day."""


class Reserved(StrEnum):
    """Labels that are no topic's id."""

    NOT_COVERED = "not-covered"
    """Any uncovered topic, or an honest "I do not know"."""
    OFF_TOPIC = "off-topic"
    """Nothing to do with the procedure."""
    MEDICATION = "medication"
    """Any topic of that kind."""
    CLINIC_ADMIN = "clinic-admin"
    """Bookings, bills, opening hours."""


class Urgency(StrEnum):
    """Whether an urgent card is due, and where none is, whether the words look as if one were."""

    EMERGENCY = "emergency"
    SAME_DAY = "same-day"
    LOOK_ALIKE = "look-alike"
    ROUTINE = "routine"

    @property
    def card_is_due(self) -> bool:
        """Whether the reply must begin with an urgent card."""
        return self in {Urgency.EMERGENCY, Urgency.SAME_DAY}


class Labelled(Value):
    """One question with what a right reply to it is."""

    place: str
    """File and line."""
    text: str
    labels: tuple[str, ...] = ()
    """Acceptable topics, the best one first; empty where only the red flags are scored."""
    urgency: Urgency
    danger: str | None = None
    """The class of the red flag, where the line names it."""

    @property
    def best(self) -> str | None:
        """The best label, or None where only the red flags are scored."""
        return self.labels[0] if self.labels else None

    @property
    def is_out_of_scope(self) -> bool:
        """Whether the best reply is an honest no."""
        return self.best in {Reserved.NOT_COVERED, Reserved.OFF_TOPIC}


class LabelError(Exception):
    """Labelled questions cannot be used; carries every problem with file and line, and no question."""


class _LineError(Exception):
    """One line cannot be used; says what to do."""


def read_labelled(
    paths: Sequence[Path], topic_ids: Collection[str], lang: str | None = None
) -> tuple[Labelled, ...]:
    """Return the questions of all files, in order; with a language, without those that name another one.

    Raises:
        LabelError: A file or a line cannot be used, or nothing is left to score.
    """
    once = dict.fromkeys(path.absolute() for path in paths)
    known = frozenset(topic_ids) | frozenset(map(str, Reserved))
    entries = [entry for path in once for entry in _entries(path, known, lang)]
    questions = tuple(entry for entry in entries if isinstance(entry, Labelled))
    problems = [entry for entry in entries if isinstance(entry, str)]
    if problems:
        raise LabelError("\n".join(problems))
    if not questions:
        raise LabelError(f"no question is in the language {lang}; name another one, or leave --lang out")
    return questions


def _entries(path: Path, known: frozenset[str], lang: str | None) -> Iterator[Labelled | str]:
    """Yield each question of a file, and each problem as a sentence."""
    try:
        # Not splitlines: a question may hold a line separator of Unicode.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        yield f"{shown(path)}:1: this file cannot be read ({error.strerror}); correct the path"
        return
    except UnicodeDecodeError:
        yield f"{shown(path)}:1: this file is not UTF-8; save it as UTF-8"
        return
    numbered = [(f"{shown(path)}:{number}", line) for number, line in enumerate(lines, 1) if line.strip()]
    if not numbered:
        yield f"{shown(path)}:1: this file holds no question; write one JSON object a line"
    for place, line in numbered:
        try:
            labelled = _labelled(place, line, known, lang)
        except _LineError as error:
            yield f"{place}: {error}"
        else:
            yield from [labelled] if labelled else []


def _labelled(place: str, line: str, known: frozenset[str], lang: str | None) -> Labelled | None:
    fields = _fields(line)
    if lang and fields.get("lang", lang) != lang:
        return None
    text = fields.get("q")
    if not isinstance(text, str) or not text.strip():
        raise _LineError('write what a patient types as {"q": "…"}')
    return Labelled(
        place=place,
        text=text,
        labels=_labels(fields, known),
        urgency=_urgency(fields),
        danger=_danger(fields),
    )


def _fields(line: str) -> Mapping[str, object]:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise _LineError(f"this is no JSON ({error.msg}, column {error.colno})") from None
    except (ValueError, RecursionError):
        raise _LineError("this JSON has a number or a depth that nobody can read") from None
    if not isinstance(fields, dict):
        raise _LineError('write one JSON object a line: {"q": "…", "labels": ["…"], "urgency": "…"}')
    return fields


def _labels(fields: Mapping[str, object], known: frozenset[str]) -> tuple[str, ...]:
    if "labels" not in fields:
        return ()
    labels = fields["labels"]
    if not isinstance(labels, list) or not labels or not all(isinstance(label, str) for label in labels):
        raise _LineError("labels: name the acceptable topics as a list, the best one first")
    for label in labels:
        if label not in known:
            raise _LineError(f"labels: {_unknown(label, known)}")
    return tuple(labels)


def _unknown(label: str, known: frozenset[str]) -> str:
    close = get_close_matches(label, sorted(known), n=1)
    cure = f"did you mean {close[0]}?" if close else f"use a topic's id, or one of: {', '.join(Reserved)}"
    return f"{shortened(label)!r} is no topic of the knowledge base; {cure}"


def _urgency(fields: Mapping[str, object]) -> Urgency:
    match fields:
        case {"urgency": "emergency" | "same-day" | "routine" as urgency}:
            return Urgency(urgency)
        case {"urgency": _}:
            raise _LineError("urgency: use one of: emergency, same-day, routine")
        case {"label": str(label)}:
            return _urgency_in_catalogue(label, str(fields.get("why", "")))
        case _:
            raise _LineError(
                'add "urgency": emergency, same-day or routine; or "label", as in a list of red flags'
            )


def _urgency_in_catalogue(label: str, reason: str) -> Urgency:
    """Return the urgency of a red-flag line; every label that is neither due nor ordinary is a look-alike."""
    match label.strip().lower().replace("_", "-"):
        case "emergency" if (found := _CLASS_IN_REASON.match(reason)) and found[1] == "2":
            return Urgency.SAME_DAY
        case "emergency" | "same-day" as due:
            return Urgency(due)
        case "ordinary" | "routine":
            return Urgency.ROUTINE
        case _:
            return Urgency.LOOK_ALIKE


def _danger(fields: Mapping[str, object]) -> str | None:
    named = fields.get("class")
    if isinstance(named, str):
        return named
    found = _CLASS_IN_REASON.match(str(fields.get("why", "")))
    return found[2] if found else None
