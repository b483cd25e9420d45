"""Counts become figures: each in its week, under its outcome, and nothing from other days."""

from datetime import date
from typing import Final

import pytest

from bot.pictures.figures import OUTCOMES, figures, first_day
from bot.pictures.values import Figures
from bot.storage.records import Counted
from tests.pictures.words import WORDS

SINCE: Final = date(2026, 11, 9)
UNTIL: Final = date(2026, 11, 23)


def folded(*counts: tuple[str, str, str, int]) -> Figures:
    """Return the figures of these counts."""
    counted = [Counted(day=day, name=name, topic=topic, times=times) for day, name, topic, times in counts]
    return figures(counted, SINCE, UNTIL, words=WORDS, titles={"cost": "What it costs"})


@pytest.mark.parametrize(("name", "field"), OUTCOMES.items())
def test_each_outcome_has_its_own_number(name: str, field: str) -> None:
    """No outcome is added to another one."""
    [_, week, _] = folded(("2026-11-18", name, "", 3)).weeks

    assert week.model_dump(exclude_defaults=True) == {"monday": date(2026, 11, 16), field: 3}


def test_sunday_and_monday_lie_in_different_weeks() -> None:
    """A week begins with its Monday."""
    found = folded(("2026-11-15", "answer", "", 1), ("2026-11-16", "answer", "", 2))

    assert [week.answered for week in found.weeks] == [1, 2, 0]


def test_days_outside_are_left_out() -> None:
    """Neither older counts nor those of tomorrow's clock are shown."""
    found = folded(("2026-11-08", "answer", "cost", 5), ("2026-11-24", "helpful", "cost", 5))

    assert (found.questions, found.helpful, found.topics) == (0, 0, ())


def test_topics_have_their_titles() -> None:
    """A topic is told by its title, and one that is gone by its id; votes and asking back are no answers."""
    found = folded(
        ("2026-11-09", "answer", "cost", 2),
        ("2026-11-10", "not-covered", "cost", 1),
        ("2026-11-10", "urgent", "gone", 1),
        ("2026-11-10", "clarify", "cost", 7),
        ("2026-11-10", "helpful", "cost", 7),
    )

    assert {it.title: it.questions for it in found.topics} == {"What it costs": 3, "gone": 1}


def test_votes_are_added_up() -> None:
    """Both kinds of vote are told apart, whatever the topic."""
    found = folded(
        ("2026-11-09", "helpful", "cost", 2),
        ("2026-11-10", "helpful", "", 1),
        ("2026-11-10", "not-helpful", "cost", 4),
    )

    assert (found.helpful, found.not_helpful) == (3, 4)


def test_the_last_weeks_begin_with_a_monday() -> None:
    """Eight weeks are this one and seven whole ones before it."""
    assert first_day(date(2026, 11, 22), 1) == date(2026, 11, 16)
    assert first_day(date(2026, 11, 23), 8) == date(2026, 10, 5)
