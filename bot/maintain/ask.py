"""Asking in a terminal: the reply that a patient would get, as text or as one JSON object a line."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from time import perf_counter
from typing import Final, NamedTuple

from bot.core.answering import Answerer, Question
from bot.core.replies import Reply, Urgent, kind_of, needs_doctor_prompt, topics_answered


class Shown(NamedTuple):
    """What a patient sees of a reply."""

    text: str
    """The whole message as plain text."""
    offered: tuple[str, ...] = ()
    """Ids of the topics on its buttons."""


Render = Callable[[Reply], Shown]
"""Lays a reply out."""

MILLISECONDS: Final = 1_000


class AskError(Exception):
    """A line is neither text nor a JSON object with a question; the message names the line."""


def described(reply: Reply, shown: Shown) -> dict[str, object]:
    """Return everything that a tool wants to know of a reply."""
    return {
        "kind": kind_of(reply),
        "level": str(reply.flag.level) if isinstance(reply, Urgent) else "none",
        "topics": [topic.id for topic in topics_answered(reply)],
        "offered": list(shown.offered),
        "text": shown.text,
        "doctor_prompt": needs_doctor_prompt(reply),
    }


def answer_lines(lines: Iterable[str], answerer: Answerer, render: Render) -> Iterator[str]:
    """Answer each line, a JSON object with `q` or plain text, by one JSON object; other keys pass through.

    Empty lines are left out. `ms` is the time that the decision took, in milliseconds.

    Raises:
        AskError: A line begins like JSON and holds no question.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        asked = _asked(line, number)
        started = perf_counter()
        reply = answerer.reply_to(Question(text=str(asked["q"])))
        spent = (perf_counter() - started) * MILLISECONDS
        answer = {**asked, **described(reply, render(reply)), "ms": round(spent, 3)}
        # Half of a surrogate pair is legal in JSON and cannot be printed.
        yield json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace").decode()


def questions_in(lines: Iterable[str]) -> Iterator[str]:
    """Yield the question of each line, a JSON object with `q` or plain text; empty lines are left out.

    Raises:
        AskError: A line begins like JSON and holds no question.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield str(_asked(line, number)["q"])


def _asked(line: str, number: int) -> Mapping[str, object]:
    if not line.lstrip().startswith("{"):
        return {"q": line.rstrip("\r\n")}
    try:
        asked = json.loads(line, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise AskError(f"line {number}: this is no JSON ({error.msg}, column {error.colno})") from None
    except (ValueError, RecursionError):
        raise AskError(f"line {number}: this JSON has a number or a depth that nobody can read") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("q"), str):
        raise AskError(f'line {number}: write the question as {{"q": "…"}}')
    return asked


def _refuse(constant: str) -> float:
    raise ValueError(constant)
