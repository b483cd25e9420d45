"""A page becomes a value only when nothing at all is wrong with it."""

from datetime import date
from pathlib import Path

import pytest

from bot.content.pages import Page
from bot.content.parsing import Parsed, parse
from bot.content.placeholders import Words
from bot.content.problems import ContentError
from bot.content.schemas import TOPIC
from bot.content.strict_yaml import read
from bot.core.clinic import Clinic
from bot.core.model import Topic
from tests.content.base import ARNICA, NUMBNESS


def parsed(text: str) -> Parsed[Topic]:
    """Return what comes of a topic with this text."""
    return parse(Page(Path("topic.yaml"), read(text.encode())), TOPIC, Words(Clinic()))


def test_a_page_becomes_typed_values() -> None:
    """Lists are tuples, quoted dates are dates and `false` is false."""
    topic = parsed(ARNICA).trusted()

    assert topic.asks == ("can i use arnica",)
    assert (topic.review.on, topic.covered) == (date(2026, 1, 31), False)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("kind: ", "\tkind: ", 2),
        ("title: Numb skin", "title: Numb skin\ntitle: Numb skin", 4),
        ("title: Numb skin", "title: 'Numb skin", 3),
    ],
)
def test_a_fault_of_the_yaml_is_told_at_its_own_line(old: str, new: str, line: int) -> None:
    """A tab, a field that stands twice and an open quote are told with the line to correct."""
    (problem,) = parsed(NUMBNESS.replace(old, new)).problems

    assert problem.line == line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Numb skin", "title: &here Numb skin"),
        ("title: Numb skin", "title: Numb skin\ntitle: Numb skin"),
        ("Ask {clinic}.", "Ask {clinc}."),
        ("title: Numb skin", "titel: Numb skin"),
    ],
)
def test_one_fault_is_enough_to_have_no_value(old: str, new: str) -> None:
    """A page is refused for a fault of its YAML or of a placeholder even where the schema accepts it."""
    came = parsed(NUMBNESS.replace(old, new))

    assert came.value is None
    assert len(came.problems) == 1
    with pytest.raises(ContentError) as refused:
        came.trusted()
    assert refused.value.problems == came.problems


def test_faults_of_all_natures_are_told_together() -> None:
    """The file's own faults, wrong placeholders and the schema's refusals come from one reading."""
    came = parsed(
        NUMBNESS.replace("- my cheek is numb", "- 112")
        .replace("Ask {clinic}.", "Ask {clinc}.")
        .replace("title: Numb skin", "title: [x]")
    )

    assert sorted(problem.field for problem in came.problems) == ["answer", "asks[1]", "title"]


def test_an_unreadable_page_is_told_as_that_alone() -> None:
    """A page that cannot be read to its end is not also blamed for the fields it lacks."""
    came = parsed("id: numbness\ntitle: [\n")

    assert [problem.field for problem in came.problems] == [""]
