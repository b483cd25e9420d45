"""A small base, each file of which tells the number of its generation."""

from pathlib import Path
from typing import Final

from benchmarks.reloading.saves import MARK
from bot.core.knowledge import Knowledge
from tests.content.base import SmallBase

_CHANGES: Final = {
    "topics/numbness.yaml": ("Skin can feel numb.", f"Skin can feel numb. Note {MARK}."),
    "topics/arnica.yaml": ("answer: Ask {clinic}.", f"answer: Ask {{clinic}}. Note {MARK}."),
    "red_flags.yaml": (
        "card: Call {emergency_number} now.",
        f"card: Call {{emergency_number}} now. Note {MARK}.",
    ),
    "danger.yaml": ("- i am gasping", f"- i am gasping {MARK}"),
    "medicines.yaml": ("- mountain daisy", f"- mountain daisy {MARK}"),
    "phrases.yaml": ("welcome: Ask {clinic}.", f"welcome: Ask {{clinic}}. Note {MARK}."),
    "everyday.yaml": ("- what about my dog", f"- what about my dog {MARK}"),
    "calendar.yaml": ("check_in: Numb still?", f"check_in: Numb still? Note {MARK}."),
    "language.yaml": ("words: [numb, dead feeling]", f"words: [numb, dead feeling {MARK}]"),
}


def marked_base(folder: Path) -> SmallBase:
    """Make the base in a folder."""
    base = SmallBase(folder)
    for name, (old, new) in _CHANGES.items():
        base.change(name, old, new)
    return base


def texts_of(knowledge: Knowledge) -> dict[str, str]:
    """Return what each file has told: the text that bears the number, by the file's name."""
    flags, language = knowledge.red_flags.flags, knowledge.language
    return {
        **{f"{topic.id}.yaml": topic.answer for topic in knowledge.topics},
        "red_flags.yaml": " ".join(flag.card for flag in flags),
        "danger.yaml": " ".join(line for lines in knowledge.examples.danger.values() for line in lines),
        "medicines.yaml": " ".join(name for group in knowledge.medicines for name in group.names),
        "phrases.yaml": knowledge.phrases.welcome,
        "everyday.yaml": " ".join(knowledge.everyday),
        "calendar.yaml": " ".join(it.check_in for it in knowledge.calendar.milestones),
        "language.yaml": " ".join(word for group in language.synonyms for word in group.words),
    }
