"""The little language in which conversations say what a line means, and whether a reply meets it."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias, assert_never

import yaml

from bot.core.model import Value
from bot.core.replies import Clarify, Reply, SmallTalk, Unknown, Urgent, topics_answered
from bot.core.safety.red_flags import Level

ALLOWED: Final = (
    "write a topic id, several joined by ' + ', nothing, small-talk, calm, clarify [topic id], "
    "dose [topic id], urgent [red flag id] or same-day [red flag id]; part alternatives by ' or '"
)
_WORDS: Final = frozenset({"nothing", "small-talk", "calm", "clarify", "dose", "urgent", "same-day", "or"})
_ID: Final = re.compile(r"[a-z][a-z0-9-]+")
_LEVELS: Final = {"urgent": Level.EMERGENCY, "same-day": Level.SAME_DAY}


class Plain(StrEnum):
    """Expectations that name nothing else."""

    NOTHING = "nothing"
    """The bot admits that it does not know."""
    SMALL_TALK = "small-talk"
    CALM = "calm"
    """No red flag, whatever else."""


class Answered(Value):
    """These topics are answered, no other, in any order, also under a same-day card."""

    topics: frozenset[str]


class AskedBack(Value):
    """The bot offers topics, among them this one, if any is named."""

    offering: str | None = None


class DoseDeclined(Value):
    """A dose is declined, and this topic, if any is named, is shown."""

    showing: str | None = None


class Flagged(Value):
    """A red flag of this level is raised, and it is this one, if any is named."""

    level: Level
    flag: str | None = None


Expected: TypeAlias = Plain | Answered | AskedBack | DoseDeclined | Flagged


class Line(NamedTuple):
    """What a patient types, and the replies that a human judge would accept."""

    place: str
    """File and line number."""
    says: str
    means: tuple[Expected, ...]
    after: str | None = None
    """The topic that was answered just before, for a line that hangs on it."""


class MisunderstoodError(ValueError):
    """A conversation file says something outside the language."""


def parse(means: str) -> tuple[Expected, ...]:
    """Return the accepted alternatives.

    Raises:
        MisunderstoodError: One of them is outside the language.
    """
    return tuple(_alternative(written) for written in means.split(" or "))


def read(path: Path) -> tuple[Line, ...]:
    """Return the lines of a conversation file.

    Raises:
        MisunderstoodError: The file is no list of says and means, or a meaning is outside the language.
    """
    written = yaml.compose(path.read_text("utf-8"), yaml.SafeLoader)
    if not isinstance(written, yaml.SequenceNode):
        raise MisunderstoodError(f"{path.name}: write a list of items, each with says and means")
    return tuple(_line(item, f"{path.name}:{item.start_mark.line + 1}") for item in written.value)


def is_met(expected: Expected, reply: Reply) -> bool:
    """Whether the reply is what was expected."""
    match expected:
        case Plain():
            return _is_plainly_met(expected, reply)
        case Answered(topics=topics):
            return {topic.id for topic in topics_answered(reply)} == topics
        case AskedBack(offering=topic):
            return isinstance(reply, Clarify) and topic in {None, *(option.id for option in reply.options)}
        case DoseDeclined(showing=topic):
            return reply.dose_asked and topic in {None, *(shown.id for shown in topics_answered(reply))}
        case Flagged(level=level, flag=flag):
            return isinstance(reply, Urgent) and reply.flag.level is level and flag in {None, reply.flag.id}
        case _:
            assert_never(expected)


def _is_plainly_met(expected: Plain, reply: Reply) -> bool:
    match expected:
        case Plain.NOTHING:
            return isinstance(reply, Unknown)
        case Plain.SMALL_TALK:
            return isinstance(reply, SmallTalk)
        case Plain.CALM:
            return not isinstance(reply, Urgent)
        case _:
            assert_never(expected)


def described(reply: Reply) -> str:
    """Return what the bot did in a few words, for whoever reads a failed test."""
    topics = ", ".join(topic.id for topic in topics_answered(reply))
    match reply:
        case Urgent(flag=flag):
            return f"{flag.level} {flag.id}: {topics}"
        case Clarify(options=options):
            return f"clarify: {', '.join(option.id for option in options)}"
        case _:
            return f"{type(reply).__name__}: {topics}"


def _alternative(written: str) -> Expected:
    match written.split():
        case [("nothing" | "small-talk" | "calm") as word]:
            return Plain(word)
        case ["clarify", *names] if _is_at_most_one_id(names):
            return AskedBack(offering=next(iter(names), None))
        case ["dose", *names] if _is_at_most_one_id(names):
            return DoseDeclined(showing=next(iter(names), None))
        case [("urgent" | "same-day") as level, *names] if _is_at_most_one_id(names):
            return Flagged(level=_LEVELS[level], flag=next(iter(names), None))
        case [*_] if all(_is_id(name) for name in written.split(" + ")):
            return Answered(topics=frozenset(written.split(" + ")))
        case _:
            raise MisunderstoodError(f"{written!r} is no expectation: {ALLOWED}")


def _is_at_most_one_id(names: list[str]) -> bool:
    return len(names) <= 1 and all(map(_is_id, names))


def _is_id(written: str) -> bool:
    return written not in _WORDS and _ID.fullmatch(written) is not None


def _line(item: yaml.Node, place: str) -> Line:
    fields = _fields(item)
    if set(fields) - {"after"} != {"says", "means"}:
        raise MisunderstoodError(f"{place}: write says and means, and perhaps after, each followed by text")
    try:
        return Line(place, fields["says"], parse(fields["means"]), fields.get("after"))
    except MisunderstoodError as error:
        raise MisunderstoodError(f"{place}: {error}") from None


def _fields(item: yaml.Node) -> dict[str, str]:
    pairs = item.value if isinstance(item, yaml.MappingNode) else []
    return {key.value: value.value for key, value in pairs if isinstance(value, yaml.ScalarNode)}
