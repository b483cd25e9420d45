"""Missed questions are grouped, what an ask would change is shown, and only a yes changes a file."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from bot.content.conversations import Line, conversation_lines
from bot.core.knowledge import Knowledge
from bot.maintain.suggest import QUESTION, Suggesting
from bot.maintain.suggest_effects import Move, Standing, moves
from bot.maintain.suggest_groups import grouped
from bot.maintain.topic_new import Place
from bot.maintain.trial_base import knowledge_with
from bot.maintain.yaml_edit import with_asks
from tests.content.base import SmallBase
from tests.maintain.scripted import Scripted

ASKED: Final = {
    "my lips tingle": 3,
    "my lips tingle!": 1,
    "tingly lips": 1,
    "my name is <name> and it tingles": 1,
}
TESTS: Final = (Line("numbness.yaml:1", "my lips feel numb", None),)


@pytest.fixture
def base(tmp_path: Path) -> SmallBase:
    """A small base."""
    return SmallBase(tmp_path)


def told(base: SmallBase, *answers: str, asked: dict[str, int] | None = None) -> list[str]:
    """Go through the groups with these answers, and return what the person was told."""
    person = Scripted(*answers, "q")
    place = Place(base.folder, base.root / "conversations", date(2026, 3, 1))
    going = Suggesting(person, place, TESTS, lambda lines: lines)
    going.go_through(asked or ASKED, 10, is_asked=bool(answers))
    return person.told


def files(base: SmallBase) -> dict[Path, bytes]:
    """Return what every file of the base holds."""
    return {file: file.read_bytes() for file in base.folder.rglob("*.yaml")}


def test_questions_that_read_alike_stand_together(knowledge: Knowledge) -> None:
    """Typing errors and other word order make no group of their own; another subject does."""
    asked = {
        "can i wear a mask": 2,
        "CAN I WEAR A MASK?": 1,
        "can i wear a msak on my face": 1,
        "why do bees buzz": 1,
    }
    groups = grouped(asked, knowledge)

    assert [(group.questions, group.times) for group in groups] == [
        (("can i wear a mask", "can i wear a msak on my face"), 4),
        (("why do bees buzz",), 1),
    ]


def test_groups_do_not_depend_on_the_order(knowledge: Knowledge) -> None:
    """The same questions make the same groups."""
    assert grouped(dict(reversed(ASKED.items())), knowledge) == grouped(ASKED, knowledge)


def test_without_a_person_nothing_changes(base: SmallBase) -> None:
    """The groups and what an ask would change are printed, nothing is asked, and no file is touched."""
    before = files(base)
    lines = told(base)

    assert QUESTION not in lines
    assert "  my lips tingle" in lines
    assert files(base) == before


def test_a_yes_adds_the_ask(base: SmallBase) -> None:
    """The ask stands under the others of its topic, and every other file stays as it is."""
    before = files(base)
    lines = told(base, "t", "numbness", "y")
    changed = [file.name for file, held in files(base).items() if held != before[file]]

    assert "  Added to numbness.yaml." in lines
    assert changed == ["numbness.yaml"]
    assert (
        "  - i feel nothing on one side\n  - my lips tingle\n"
        in (base.folder / "topics/numbness.yaml").read_text()
    )


@pytest.mark.parametrize("answer", ["n", "s", "no"])
def test_a_no_changes_nothing(base: SmallBase, answer: str) -> None:
    """Whoever says no, or leaves it for later, finds the files as they were."""
    before = files(base)
    told(base, answer)

    assert files(base) == before


def test_an_end_ends_it(base: SmallBase) -> None:
    """Nothing is asked after the person has left."""
    assert told(base, "q", "y").count(QUESTION) == 1


def test_what_was_blotted_out_is_no_ask(base: SmallBase) -> None:
    """A question with a placeholder is not offered before the person has written it anew."""
    asked = {"my name is <name> and it tingles": 1}
    lines = told(base, "y", "t", "numbness", "e", "it tingles", "y", asked=asked)

    assert "  Something was blotted out in each; write it anew before it can be an ask." in lines
    assert "  There is nothing to add yet: edit it, or name a topic." in lines
    assert "- it tingles\n" in (base.folder / "topics/numbness.yaml").read_text()


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        ("my lips feel numb", "A conversation test says the same"),
        ("can i use arnica", "is also claimed by arnica"),
    ],
)
def test_what_would_break_a_rule_is_refused(base: SmallBase, ask: str, why: str) -> None:
    """An ask that stands elsewhere is told of, and cannot be added."""
    before = files(base)
    lines = told(base, "t", "numbness", "e", ask, "y")

    assert [line for line in lines if why in line]
    assert files(base) == before


def test_a_topic_can_be_begun_with_the_question(base: SmallBase) -> None:
    """The question becomes the first ask of a topic that is asked for there and then."""
    topic = ("tingling", "Tingling", "5", "", "Ask {clinic} about it.", "")
    told(base, "b", *topic, "it prickles", "", "", "none")
    begun = base.load().topic("tingling")

    assert begun is not None
    assert begun.asks == ("my lips tingle", "it prickles")


def test_what_would_move_is_told(base: SmallBase) -> None:
    """A line that another topic would answer with the ask is named with what it is and would be."""
    line = Line("arnica.yaml:1", "can i use arnica on my lips", None)
    before = Standing(base.load(), (line,))
    asks = ("can i use something on my lips", "can i use arnica on my lips or cheek")
    file = base.folder / "topics/numbness.yaml"
    after = Standing(knowledge_with(base.folder, {file: with_asks(file.read_bytes(), asks)}), (line,))
    found = tuple(moves(before, after, "numbness", asks))

    assert before.meanings != after.meanings
    assert (
        Move(where=line.place, text=line.says, before=before.meanings[line], after=after.meanings[line])
        in found
    )


def test_conversations_are_read_for_their_words(tmp_path: Path) -> None:
    """What patients type and the topic it hangs on are read; a file that nobody can read is left out."""
    (tmp_path / "a.yaml").write_text(
        '- says: "how long"\n  means: cost\n  after: cost\n- says: hello\n  means: calm\n'
    )
    (tmp_path / "b.yaml").write_text("- says: [\n")
    (tmp_path / "c.yaml").write_text("says: x\n")

    assert [(line.says, line.after) for line in conversation_lines(tmp_path)] == [
        ("how long", "cost"),
        ("hello", None),
    ]
