"""What a picture may be drawn from."""

from datetime import date

import pytest
from pydantic import ValidationError

from bot.pictures.values import Card, Figures, Stage, TopicCount, Week
from tests.pictures.content import CARD, FIGURES, NOTHING, strip, weeks
from tests.pictures.words import WORDS


def test_a_stage_cannot_end_before_it_begins() -> None:
    """Two days in the wrong order are refused."""
    with pytest.raises(ValidationError, match="swap them"):
        Stage(label="Swelling", first_day=14, last_day=3, note="a note")


def test_weeks_have_no_gap() -> None:
    """A week that is left out would show what happened before as if it had just been."""
    first, _, third = weeks(3)

    with pytest.raises(ValidationError, match="7 days"):
        Figures(words=WORDS, weeks=(first, third))


def test_the_next_milestone_lies_after_today() -> None:
    """On the day of a milestone the one after it is next; after the last one none is."""
    ahead = [strip(day).next_milestone for day in (13, 14, 547)]

    assert [milestone and milestone.title for milestone in ahead] == ["2 weeks", "1 month", None]


def test_sums_are_over_all_weeks() -> None:
    """Each outcome is summed over the weeks, also where there is none."""
    assert FIGURES.outcomes == (63, 18, 15, 12, 9, 6)
    assert FIGURES.questions == 123
    assert NOTHING.outcomes == (0, 0, 0, 0, 0, 0)


def test_the_most_frequent_topics_come_first() -> None:
    """Topics stand by how often they were asked about, and six of them are enough."""
    many = tuple(TopicCount(title=f"Topic {number}", questions=number) for number in range(9))

    assert [it.title for it in FIGURES.top_topics] == ["Swelling", "Bruises"]
    assert [it.questions for it in FIGURES.model_copy(update={"topics": many}).top_topics] == [
        8,
        7,
        6,
        5,
        4,
        3,
    ]


def test_a_week_ends_on_sunday() -> None:
    """A week has seven days."""
    assert Week(monday=date(2026, 11, 23)).sunday == date(2026, 11, 29)


@pytest.mark.parametrize(
    "link", ["http://t.me/rose_bot", "https://evil.example/rose_bot", "https://t.me/a b"]
)
def test_a_card_leads_to_telegram_only(link: str) -> None:
    """A code that leads anywhere else cannot be printed."""
    with pytest.raises(ValidationError):
        Card.model_validate({**dict(CARD), "link": link})
