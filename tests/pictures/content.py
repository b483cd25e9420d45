"""What pictures are drawn from in tests, and how a sheet is read again."""

from datetime import date, timedelta
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.pictures.sheet import Sheet, Written
from bot.pictures.values import Card, Figures, Milestone, Stage, Strip, TopicCount, Week
from tests.pictures.words import WORDS

PROCEDURE: Final = date(2026, 11, 23)
STAGES: Final = (
    Stage(label="Small bleeding or a small lump", first_day=0, last_day=3, note="a few days"),
    Stage(label="Mild pain and swelling", first_day=0, last_day=14, note="a few days to 2 weeks"),
    Stage(label="The result shows", first_day=30, last_day=90, note="within 1 to 3 months"),
    Stage(label="The lift gets weaker", first_day=365, last_day=547, note="after 1 to 1.5 years"),
)
MILESTONES: Final = (
    Milestone(day=14, title="2 weeks"),
    Milestone(day=30, title="1 month"),
    Milestone(day=547, title="1.5 years"),
)
DAYS: Final = (0, 4, 14, 20, 45, 200, 700)
LONG: Final = "W" * 60
"""As long and as wide as a label can be."""


def strip(today: int = 4) -> Strip:
    """Return the calendar on a day."""
    return Strip(words=WORDS, procedure_day=PROCEDURE, today=today, stages=STAGES, milestones=MILESTONES)


def wide_strip() -> Strip:
    """Return a calendar whose every word is as wide as it can be."""
    stages = tuple(it.model_copy(update={"label": LONG, "note": LONG}) for it in STAGES)
    milestones = (Milestone(day=100, title=LONG),)
    return Strip(words=WORDS, procedure_day=PROCEDURE, today=4, stages=stages, milestones=milestones)


def dense_strip() -> Strip:
    """Return a calendar with more named days than its scale has room for in one line."""
    stages = tuple(
        Stage(label=f"Stage {day}", first_day=day, last_day=day + 200, note="a note")
        for day in (0, 30, 60, 90, 120)
    )
    return Strip(words=WORDS, procedure_day=PROCEDURE, today=100, stages=stages)


def weeks(count: int) -> tuple[Week, ...]:
    """Return so many weeks, each with all outcomes."""
    return tuple(
        Week(
            monday=PROCEDURE + timedelta(days=7 * number),
            answered=20 + number,
            asked_back=6,
            not_covered=5,
            not_understood=4,
            urgent=3,
            handed_over=2,
        )
        for number in range(count)
    )


FIGURES: Final = Figures(
    words=WORDS,
    weeks=weeks(3),
    topics=(
        TopicCount(title="Bruises", questions=9),
        TopicCount(title="Swelling", questions=30),
        TopicCount(title="Never asked", questions=0),
    ),
    helpful=12,
    not_helpful=3,
)
NOTHING: Final = Figures(words=WORDS)
ONE_WEEK: Final = Figures(words=WORDS, weeks=weeks(1), helpful=1)
ONE_YEAR: Final = Figures(
    words=WORDS,
    weeks=weeks(53),
    topics=tuple(TopicCount(title=f"{LONG[:58]}{number}", questions=10**6) for number in range(9)),
    not_helpful=10**6,
)

LINK: Final = "https://t.me/rose_clinic_bot"
DAY_LINK: Final = f"{LINK}?start=day-20261123-AbCdEfGh_jKlMn-p"
CARD: Final = Card(
    words=WORDS, link=LINK, clinic="Rose Clinic", phone="+44 20 7946 0000", emergency_number="999"
)
DAY_CARD: Final = CARD.model_copy(
    update={
        "link": DAY_LINK,
        "procedure_day": PROCEDURE,
        "clinic": "Ünal Ästhetik und Клиника Роза für Gesichtschirurgie, Zürich",
    }
)
GENERAL_CARD: Final = Card(
    words=WORDS, link=LINK, clinic="your clinic", emergency_number="your local emergency number"
)
WIDE_CARD: Final = Card(
    words=WORDS,
    link=f"https://t.me/{'W' * 32}?start={'a' * 64}",
    clinic=LONG,
    phone="8" * 60,
    emergency_number=LONG,
    procedure_day=PROCEDURE,
)
CARDS: Final = (CARD, DAY_CARD, GENERAL_CARD, WIDE_CARD)

Pixels = NDArray[np.float32]


def collisions(sheet: Sheet) -> list[tuple[str, str]]:
    """Return each two lines of words that lie over each other."""
    return [(one.words, other.words) for one, other in combinations(sheet.written, 2) if _overlap(one, other)]


def cut_off(sheet: Sheet) -> list[str]:
    """Return the lines of words that reach over the edge of the sheet."""
    return [
        it.words
        for it in sheet.written
        if it.box.x < 0 or it.box.y < 0 or it.box.right > sheet.width or it.box.bottom > sheet.height
    ]


def _overlap(one: Written, other: Written) -> bool:
    a, b = one.box, other.box
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom
