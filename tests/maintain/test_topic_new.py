"""A topic is begun by asking: what breaks a rule is told at once, and nothing is written before the end."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from bot.content.problems import ContentError
from bot.content.strict_yaml import read as read_yaml
from bot.core.answering import Answerer, Question
from bot.core.replies import topics_answered
from bot.maintain.topic_new import Place, begin_topic
from bot.maintain.yaml_edit import EditError
from tests.content.base import SmallBase
from tests.expectations import read
from tests.maintain.scripted import NothingLeftToSayError, Scripted

TODAY: Final = date(2026, 3, 1)
BEGIN: Final = ("hiccups", "Hiccups", "5", "")
ANSWER: Final = ("Ask {clinic} about it.", "")
ASKS: Final = (
    "why do i hiccup",
    "hiccups since monday",
    "hiccuping",
    "hic hic",
    "my hiccups stay",
    "hiccups again",
)
END: Final = ("more hiccups", "hiccup day", "", "none")


@pytest.fixture
def base(tmp_path: Path) -> SmallBase:
    """A small base, with a folder for its conversations beside it."""
    (tmp_path / "conversations").mkdir()
    return SmallBase(tmp_path)


def place(base: SmallBase) -> Place:
    """Return where the base lies."""
    return Place(base.folder, base.root / "conversations", TODAY)


def begun(base: SmallBase, *answers: str) -> Scripted:
    """Begin a topic with these answers, all of which are asked for."""
    person = Scripted(*answers)
    begin_topic(person, place(base), base.load())

    assert not person.left
    return person


def test_a_topic_is_written_with_its_twin(base: SmallBase) -> None:
    """The topic answers at once, its lines are tests, and the next steps are told."""
    person = begun(base, *BEGIN, *ANSWER, *ASKS, *END, "do my hiccups stay", "")
    found = Answerer(base.load()).reply_to(Question(text="hiccups since monday"))
    (line,) = read(base.root / "conversations" / "hiccups.yaml")

    assert [topic.id for topic in topics_answered(found)] == ["hiccups"]
    assert (line.says, [str(it) for it in line.means]) == (
        "do my hiccups stay",
        [str(it) for it in line.means],
    )
    assert [told[:4] for told in person.told[-3:]] == ["  1.", "  2.", "  3."]


def test_the_file_reads_like_its_neighbours(base: SmallBase) -> None:
    """Every field stands in its usual place, and the review is due in a year."""
    begun(base, *BEGIN, *ANSWER, *ASKS, *END, "")
    written = read_yaml((base.folder / "topics" / "hiccups.yaml").read_bytes()).values

    assert written is not None
    assert list(written) == ["id", "kind", "title", "covered", "asks", "answer", "source", "review"]
    assert written["review"] == {
        "by": "not yet reviewed by a clinician",
        "on": "not yet",
        "due": "2027-03-01",
    }


def test_a_complication_is_asked_for_its_safety_net(base: SmallBase) -> None:
    """The four parts are asked one by one, and stand in the file."""
    net = ("Nobody can tell why.", "it goes on", "", "Call {clinic}.", "Ask again after 2 days.")
    begun(base, "hiccups", "Hiccups", "3", "", *ANSWER, *net, *ASKS, *END, "")
    topic = base.load().topic("hiccups")

    assert topic is not None
    assert topic.safety_net is not None
    assert topic.safety_net.look_for == ("it goes on",)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("Hic Cups",), "write 2 to 40 small letters"),
        (("numbness",), "there is a topic numbness already"),
        (("hiccups", ""), "something must stand here"),
        (("hiccups", "Numb skin"), "numbness has that title"),
        (("hiccups", "Hiccups", "7"), "type one of the numbers"),
        ((*BEGIN, "Wait.", ""), "does not say whom to ask"),
        ((*BEGIN, *ANSWER, "My cheek is NUMB"), "numbness claims it already"),
        ((*BEGIN, *ANSWER, "?!"), "it holds no word"),
        ((*BEGIN, *ANSWER, "hic", "HIC!"), "you have that one already"),
        ((*BEGIN, *ANSWER, "hic", ""), "1 so far, 8 find it better"),
    ],
)
def test_what_breaks_a_rule_is_told_at_once(base: SmallBase, wrong: tuple[str, ...], told: str) -> None:
    """A wrong answer is told with its cure, and asked for again."""
    person = Scripted(*wrong)
    with pytest.raises(NothingLeftToSayError):
        begin_topic(person, place(base), base.load())

    assert [line for line in person.told if told in line]
    assert base.problems() == ()


def test_an_ask_that_reads_like_another_topics_is_told(base: SmallBase) -> None:
    """The topic towards which an ask pulls is named with its nearest ask, and the ask can be dropped."""
    person = Scripted(*BEGIN, *ANSWER, "my cheek is numb too", "n", "hic")
    with pytest.raises(NothingLeftToSayError):
        begin_topic(person, place(base), base.load())

    assert [line for line in person.told if line.startswith("  pulls towards numbness")]
    assert "    my cheek is numb" in person.told
    assert person.told[person.told.index("  Keep it? [Y/n]") + 1] == "  Ask 1"


def test_a_line_that_leads_elsewhere_is_no_test(base: SmallBase) -> None:
    """A line that another topic answers, and one that is an ask, are left out of the twin."""
    begun(base, *BEGIN, *ANSWER, *ASKS, *END, "hic hic", "zebra music", "")

    assert read(base.root / "conversations" / "hiccups.yaml") == ()


def test_both_files_are_written_or_none(base: SmallBase) -> None:
    """Where the twin cannot be written, the topic is not there either."""
    (base.root / "conversations" / "hiccups.yaml").write_text("[]\n")
    with pytest.raises(EditError, match="somebody has changed it"):
        begun(base, *BEGIN, *ANSWER, *ASKS, *END, "")

    assert base.load().topic("hiccups") is None


def test_without_conversations_there_is_no_twin(base: SmallBase) -> None:
    """An installed program has no tests to add to, and asks for none."""
    (base.root / "conversations").rmdir()
    begun(base, *BEGIN, *ANSWER, *ASKS, *END)

    assert base.load().topic("hiccups")
    assert not (base.root / "conversations").exists()


def test_a_broken_base_is_told_first(base: SmallBase) -> None:
    """Nothing is asked while the base cannot be read."""
    base.change("topics/numbness.yaml", "title: Numb skin", "titel: Numb skin")

    with pytest.raises(ContentError):
        begin_topic(Scripted(), place(base), base.load())
