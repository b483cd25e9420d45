"""A chat as lines of a conversation test: what somebody said, and what the bot makes of it, as YAML."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.core.model import Value
from bot.core.replies import Answer, Clarify, NotCovered, Reply, SmallTalk, Unknown, Urgent, topics_answered
from bot.core.safety.red_flags import Level

HEAD: Final = """\
# From a rehearsal: "means" is what the bot made of each line. Correct it where
# it should be something else, then move each line to the file of its topic in
# tests/conversations/.
"""

_LEVELS: Final = {Level.EMERGENCY: "urgent", Level.SAME_DAY: "same-day"}
# What YAML takes for a line break, or does not let stand in a file.
_UNPRINTABLE: Final = re.compile(
    r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class Said(Value):
    """One line of a chat."""

    says: str
    means: str
    """What the bot makes of it, in the language of the conversation tests."""
    after: str | None = None
    """The topic on which the line hangs, where it has another meaning without it."""
    is_ask: bool = False
    """Whether an entry has the line word for word among its asks: such a line would prove nothing."""


def meaning_of(reply: Reply) -> str:
    """Return what a conversation test writes after `means` for this reply."""
    topics = tuple(topic.id for topic in topics_answered(reply))
    match reply:
        case Urgent(flag=flag):
            return f"{_LEVELS[flag.level]} {flag.id}"
        case _ if reply.dose_asked:
            return " ".join(("dose", *topics[:1]))
        case Answer() | NotCovered():
            return " + ".join(topics)
        case Clarify(options=options):
            return f"clarify {options[0].id}"
        case SmallTalk():
            return "small-talk"
        case Unknown():
            return "nothing"


def written(lines: Iterable[Said]) -> str:
    """Return the lines as a file of `tests/conversations`, each once."""
    return HEAD + "".join(_written(line) for line in dict.fromkeys(lines))


def _written(line: Said) -> str:
    if line.is_ask:
        return f"# {_quoted(line.says)} stands among the asks, so it would prove nothing here.\n"
    return "".join(_fields(line))


def _fields(line: Said) -> Iterator[str]:
    yield f"- says: {_quoted(line.says)}\n"
    if line.after:
        yield f"  after: {line.after}\n"
    yield f"  means: {line.means}\n"


def _quoted(text: str) -> str:
    """Return a text in double quotes, in which YAML reads what JSON writes."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
