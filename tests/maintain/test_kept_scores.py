"""Numbers are kept as counts, and a figure that got worse by more than is tolerated is a drop."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from bot.core.replies import Answer, Reply, Unknown, Urgent
from bot.maintain.evaluate import Scored, scored
from bot.maintain.kept_scores import Difference, KeptError, as_file, compared, figures, kept, read_kept
from bot.maintain.labelled import Labelled, Urgency
from bot.maintain.scorecard import scorecard
from tests.telegram.content import COST, EMERGENCY, NERVE

LINE: Final = "Call now if you cannot breathe."
RIGHT: Final = Answer(topics=(COST,))
WRONG: Final = Answer(topics=(NERVE,))
ALARM: Final = Urgent(flag=EMERGENCY)


def asked(text: str, *labels: str, urgency: Urgency = Urgency.ROUTINE, danger: str | None = None) -> Labelled:
    """Return a labelled question."""
    return Labelled(place="q.jsonl:1", text=text, labels=labels, urgency=urgency, danger=danger)


def about_cost(replies: Sequence[Reply]) -> list[Scored]:
    """Return as many questions about the cost as there are replies."""
    return [scored(asked(f"price {n}", "cost"), reply, LINE, LINE) for n, reply in enumerate(replies)]


def stroke(reply: Reply) -> Scored:
    """Return an emergency that got this reply."""
    return scored(asked("my face", urgency=Urgency.EMERGENCY, danger="stroke"), reply, LINE, LINE)


def differences(before: list[Scored], now: list[Scored]) -> dict[str, Difference]:
    """Return what differs between two evaluations of the same questions, by its name."""
    found = compared(*(kept([it.line for it in results], scorecard(results)) for results in (before, now)))
    assert found is not None
    return {difference.name: difference for difference in found}


def test_equal_numbers_do_not_differ() -> None:
    """Where every figure is what it was, there is nothing to tell."""
    results = about_cost([RIGHT, WRONG])

    assert not differences(results, results)


def test_one_danger_missed_more_is_a_drop() -> None:
    """Red flags have no tolerance, neither together nor in their class."""
    found = differences([stroke(ALARM)], [stroke(Unknown())])

    assert {name for name, it in found.items() if it.is_drop} == {
        "red flags raised where due",
        "emergencies raised",
        "stroke: raised",
    }
    assert str(found["stroke: raised"]) == (
        "stroke: raised fell by 100.0 points, 0 are tolerated: 1 of 1 before, 0 of 1 now"
    )


def test_an_urgent_line_lost_is_a_drop() -> None:
    """A single reply without the urgent line is a drop."""
    before = about_cost([RIGHT])
    bare = [it.model_copy(update={"has_urgent_line": False}) for it in before]

    assert differences(before, bare)["replies with the urgent line or a card"].is_drop


def test_a_guess_out_of_scope_is_a_drop() -> None:
    """More answers to what nobody covers are a drop, though more of something."""
    line = asked("who won", "off-topic")
    before, now = ([scored(line, reply, LINE, LINE)] for reply in (Unknown(), WRONG))

    assert differences(before, now)["out of scope: answered"].is_drop


@pytest.mark.parametrize(("wrong", "is_drop"), [(1, False), (2, True)])
def test_few_points_are_tolerated(wrong: int, *, is_drop: bool) -> None:
    """Of 150 questions one may fall, as it may by chance; two are more than a point."""
    found = differences(about_cost([RIGHT] * 150), about_cost([RIGHT] * (150 - wrong) + [WRONG] * wrong))

    assert found["answered right"].is_drop == is_drop
    assert found["wrong topic"].is_drop == is_drop


@pytest.mark.parametrize(("questions", "wrong", "is_drop"), [(9, 4, False), (10, 1, False), (10, 2, True)])
def test_a_topic_counts_from_ten_questions(questions: int, wrong: int, *, is_drop: bool) -> None:
    """A topic drops by more than 10 points, where so many questions are about it that one is no drop."""
    now = [RIGHT] * (questions - wrong) + [WRONG] * wrong
    found = differences(about_cost([RIGHT] * questions), about_cost(now))

    assert found["cost: answered right"].is_drop == is_drop


def test_what_is_better_is_no_drop() -> None:
    """A figure that rose, or a fault that fell, is better, and drops stand first."""
    found = differences([stroke(ALARM), *about_cost([WRONG])], [stroke(Unknown()), *about_cost([RIGHT])])

    assert found["answered right"].is_better
    assert found["wrong topic"].is_better
    assert [it.is_drop for it in found.values()] == sorted(
        (it.is_drop for it in found.values()), reverse=True
    )


def test_other_questions_are_not_compared() -> None:
    """Numbers of other questions, or of other labels, say nothing about these."""
    these, others = about_cost([RIGHT]), about_cost([RIGHT, RIGHT])

    assert compared(*(kept([it.line for it in rows], scorecard(rows)) for rows in (these, others))) is None


def test_the_place_of_a_question_does_not_matter() -> None:
    """The same questions from a file elsewhere are the same questions."""
    results = about_cost([RIGHT])
    moved = [it.line.model_copy(update={"place": "/elsewhere/q.jsonl:9"}) for it in results]

    assert kept(moved, scorecard(results)) == kept([it.line for it in results], scorecard(results))


def test_every_figure_has_its_own_name() -> None:
    """No two figures of a scorecard are called the same."""
    names = [figure.name for figure in figures(scorecard([stroke(ALARM), *about_cost([RIGHT])]))]

    assert len(names) == len({*names})


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """The file holds the counts, from which everything else follows."""
    file = tmp_path / "scorecard.json"
    results = about_cost([RIGHT, Unknown()])
    scores = kept([it.line for it in results], scorecard(results))

    file.write_text(as_file(scores))

    assert read_kept(file) == scores
    assert "per_cent" not in file.read_text()
    assert "price" not in file.read_text()


def test_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    """No file is no mistake; a file that holds something else is told."""
    (broken := tmp_path / "broken.json").write_text("{}")

    assert read_kept(tmp_path / "none.json") is None
    with pytest.raises(KeptError, match="write it anew with --keep"):
        read_kept(broken)
