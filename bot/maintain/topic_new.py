"""A new topic: asked for, tried, and only then written, with its twin among the conversations."""

from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from bot.content.problems import shown
from bot.core.knowledge import Knowledge
from bot.core.text import normalise
from bot.maintain.person import Person
from bot.maintain.topic_dialogue import TopicDialogue, conversation
from bot.maintain.yaml_edit import replace

FEWEST_LINES: Final = 3


class Place(NamedTuple):
    """Where the shared base lies, and what comes with it."""

    folder: Path
    """One language of it."""
    conversations: Path
    """What patients type, and what must come back; it need not be there."""
    today: date


def begin_topic(person: Person, place: Place, knowledge: Knowledge, asks: tuple[str, ...] = ()) -> Path:
    """Ask for a topic, write it, and say what comes next; return its file.

    Raises:
        EditError: It cannot be written; nothing is half there.
    """
    person.tell("A topic is one thing that patients ask about. Ctrl-C leaves, and nothing is written.")
    dialogue = TopicDialogue(person, place.folder, knowledge, place.today)
    draft, content = dialogue.topic(asks)
    twin = place.conversations / f"{draft.id}.yaml" if place.conversations.is_dir() else None
    lines = _lines(person, dialogue, {normalise(ask) for ask in draft.asks}) if twin else {}
    _write(dialogue.file, content, twin, conversation(lines).encode())
    _tell_next(person, dialogue.file, twin, draft.asks[0])
    return dialogue.file


def _lines(person: Person, dialogue: TopicDialogue, asks: set[str]) -> dict[str, str]:
    """Return lines that lead to the topic without being asks of it, with what they mean."""
    person.tell(f"Now {FEWEST_LINES} or more lines in other words, to try it. An empty line ends them.")
    lines: dict[str, str] = {}
    while given := person.answer_to(f"  Line {len(lines) + 1}"):
        if normalise(given) in asks | set(map(normalise, lines)):
            person.tell("    it stands among the asks or lines already, so it would prove nothing")
        elif meaning := dialogue.tried(given):
            lines[given] = meaning
        else:
            person.tell("    not this topic: left out of the tests. More asks like it would help.")
    return lines


def _write(file: Path, content: bytes, twin: Path | None, tests: bytes) -> None:
    """Write both files or none of them."""
    replace(file, content, None)
    try:
        if twin:
            replace(twin, tests, None)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _tell_next(person: Person, file: Path, twin: Path | None, ask: str) -> None:
    person.tell()
    person.tell(f"Written: {shown(file)}")
    if twin:
        person.tell(f"         {shown(twin)}")
    person.tell("Next:")
    person.tell("  1. aftercare check: what could be better, and which asks pull towards other topics.")
    person.tell(f'  2. aftercare ask "{ask}", or ask in the open playground: it knows by now.')
    person.tell("  3. Let a clinician read it, and put their name and the day into its review block.")
