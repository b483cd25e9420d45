"""Asks are compared: too few, too much alike, and nearer to another topic than to their own."""

import shutil
from pathlib import Path

import pytest

from bot.content.folders import DEFAULT_BASE
from bot.maintain.lint.asks import ALIKE, FEW_ASKS, PULLED
from bot.maintain.lint.looking import looked_over
from tests.content.base import SmallBase
from tests.maintain.lint.linted import told

MORE_ASKS = """\
  - why is my cheek so numb
  - no feeling in my lip
  - numb chin after the threads
  - when does the feeling come back
  - my lip is numb since monday
"""
PULLING = (
    "a thread is poking out near my mouth",
    "the end of the thread sticks out of my skin",
    "can I cut the thread that is coming out",
)


def with_asks(base: SmallBase, *asks: str) -> None:
    """Let the topic about numbness have more asks."""
    last = "  - i feel nothing on one side\n"
    base.change("topics/numbness.yaml", last, last + "".join(f"  - {ask}\n" for ask in asks))


def test_a_topic_with_few_asks_is_told(base: SmallBase) -> None:
    """Fewer than 8 asks hardly find a topic."""
    few = told(base, FEW_ASKS)
    with_asks(base, *(f"is it numb on day {day}" for day in range(6)))

    assert few == [
        "arnica.yaml:5: warning: arnica > asks: 1 ask is few; write at least 8, better 25",
        "numbness.yaml:4: warning: numbness > asks: 2 asks are few; write at least 8, better 25",
    ]
    assert [line.partition(":")[0] for line in told(base, FEW_ASKS)] == ["arnica.yaml"]


def test_the_later_of_two_similar_asks_is_told(base: SmallBase) -> None:
    """An ask that reads like an earlier one of its topic, or like the title, adds nothing."""
    with_asks(base, "my cheek is nummb", "numb skin", "will i feel my lip again")

    assert told(base, ALIKE) == [
        (
            'numbness.yaml:7: warning: numbness > asks[3]: "my cheek is nummb" reads like "my cheek is '
            'numb" in numbness.yaml:5; delete one, or write it quite differently'
        ),
        (
            'numbness.yaml:8: warning: numbness > asks[4]: "numb skin" reads like "Numb skin" in '
            "numbness.yaml:3; delete one, or write it quite differently"
        ),
    ]


@pytest.fixture
def without_dimpling(tmp_path: Path) -> Path:
    """A copy of the base that comes with the program, without the topic about dimples."""
    shutil.copytree(DEFAULT_BASE, tmp_path / "knowledge")
    return tmp_path / "knowledge/en/topics/dimpling.yaml"


def test_a_new_topic_is_told_which_asks_pull_elsewhere(without_dimpling: Path) -> None:
    """A topic with three asks about threads that come out is told these three, each with its line."""
    topic = without_dimpling
    lines = topic.read_text("utf-8").splitlines(keepends=True)
    asks = [number for number, line in enumerate(lines) if line.startswith("  - ")][:200]
    own = [line for number, line in enumerate(lines) if number not in asks[20:]]
    first = own.index("asks:\n") + 1
    topic.write_text("".join([*own[:first], *(f"  - {ask}\n" for ask in PULLING), *own[first:]]), "utf-8")

    pulled = [it for it in looked_over([topic]) if it.problem.rule == PULLED and it.severity == "warning"]

    assert [it.problem.line for it in pulled] == [first + 1, first + 2, first + 3]
    for finding, ask in zip(pulled, PULLING, strict=True):
        assert f'"{ask[:40]}' in finding.problem.text
        assert "pulls towards thread-extrusion (confidence " in finding.problem.text
