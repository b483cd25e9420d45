"""What patients type, and what the bot makes of it: every line runs against the whole knowledge base."""

from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.safety.red_flags import Level
from bot.core.text import normalise
from tests.expectations import (
    ALLOWED,
    Answered,
    AskedBack,
    DoseDeclined,
    Flagged,
    Line,
    described,
    is_met,
    read,
)

FOLDER: Final = Path(__file__).parent / "conversations"
FILES: Final = tuple(sorted(FOLDER.glob("*.yaml")))
LINES: Final = tuple(line for path in FILES for line in read(path))


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.place} {line.says[:60]}")
def test_a_patient_is_understood(answerer: Answerer, line: Line) -> None:
    """What a patient types gets a reply that a human judge accepts."""
    reply = answerer.reply_to(Question(text=line.says, topic_before=line.after))

    assert any(is_met(expected, reply) for expected in line.means), described(reply)


def test_there_are_many_lines() -> None:
    """At least 300 lines keep the bot honest."""
    assert len(LINES) >= 300


def test_every_topic_has_its_conversations(knowledge: Knowledge) -> None:
    """A topic comes with a file of lines that patients would type about it."""
    assert {topic.id for topic in knowledge.topics} <= {path.stem for path in FILES}


def test_every_name_exists(knowledge: Knowledge) -> None:
    """A line names only topics and red flags of the knowledge base."""
    known = {topic.id for topic in knowledge.topics}
    flags = {(flag.level, flag.id) for flag in knowledge.red_flags.flags}

    unknown = [
        f"{line.place}: there is no {name}; {ALLOWED}"
        for line in LINES
        for name in names_without_owner(line, known, flags)
    ]
    assert unknown == []


def names_without_owner(line: Line, topics: set[str], flags: set[tuple[Level, str]]) -> list[str]:
    """Return the names in a line's meaning that are neither a topic nor a red flag of that level."""
    strangers = [line.after] if line.after and line.after not in topics else []
    for expected in line.means:
        match expected:
            case Answered(topics=named):
                strangers += named - topics
            case AskedBack(offering=str(topic)) | DoseDeclined(showing=str(topic)) if topic not in topics:
                strangers.append(topic)
            case Flagged(level=level, flag=str(flag)) if (level, flag) not in flags:
                strangers.append(f"{level} {flag}")
            case _:
                pass
    return strangers


def test_no_line_is_an_ask(knowledge: Knowledge) -> None:
    """A line that the knowledge base holds word for word would prove nothing."""
    asks = {normalise(ask) for topic in knowledge.topics for ask in topic.asks}
    alone = [line for line in LINES if line.after is None]

    assert [f"{line.place}: {line.says}" for line in alone if normalise(line.says) in asks] == []


def test_no_line_stands_twice() -> None:
    """Each line is something else."""
    times = Counter((normalise(line.says) or line.says, line.after) for line in LINES)

    assert [says for says, count in times.items() if count > 1] == []
