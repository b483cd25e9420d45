"""The contest asks what a base does not know word by word, and counts what comes."""

import json
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner

from benchmarks import matching
from benchmarks.contest import RIGHT, Asked, asked_in, asks_of, folds, judge, ladder
from benchmarks.metrics import Judged
from benchmarks.own_matcher import BACKGROUND
from benchmarks.rivals import RIVALS, Scored
from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.core.safety.examples import Examples
from bot.maintain.labelled import Labelled, Urgency

BM25 = {"BM25": RIVALS["BM25"]}


class Fixed:
    """Ranks the same for every question."""

    def __init__(self, *ranked: Scored) -> None:
        self._ranked = ranked

    def ranked(self, _question: str) -> tuple[Scored, ...]:
        """Return what it always returns."""
        return self._ranked


@pytest.fixture(scope="module")
def small(knowledge: Knowledge) -> Knowledge:
    """Three topics, enough to run everything in a moment."""
    ids = ("cost", "track-marks", "sleep-position")
    topics = tuple(topic for topic in knowledge.topics if topic.id in ids)
    cut = {"topics": topics, "examples": Examples(), "everyday": knowledge.everyday[:50]}
    return knowledge.model_copy(update=cut)


def test_a_fold_knows_nothing_of_what_it_is_asked(small: Knowledge) -> None:
    """Held-out asks stand nowhere in the base of their fold, and all folds together ask everything once."""
    parts = list(folds(small, questions=100_000))

    asked = [line.text for part in parts for line in part.held_out]
    everything = [*(ask for topic in small.topics for ask in topic.asks), *small.everyday]
    assert sorted(asked) == sorted(everything)
    for part in parts:
        known = {line for lines in asks_of(part.knowledge).values() for line in lines}
        assert known.isdisjoint(
            {line.text for line in part.held_out} - {topic.title for topic in small.topics}
        )


def test_the_background_takes_certainty_away() -> None:
    """A topic that the background outranks is judged less certain by what it is behind."""
    asked = Asked("?", frozenset({"cost"}))

    outranked = judge(Fixed(Scored(BACKGROUND, 0.75), Scored("cost", 0.5)), asked)
    ahead = judge(Fixed(Scored("cost", 0.5), Scored(BACKGROUND, 0.25)), asked)

    assert outranked == Judged(RIGHT, (RIGHT,), 0.25)
    assert ahead == Judged(RIGHT, (RIGHT,), 0.5)
    assert judge(Fixed(), Asked("?", frozenset())) == Judged(None, (), 0.0)


def test_labels_become_the_topics_that_answer(small: Knowledge) -> None:
    """Off-topic questions have none; what only an honest no answers is left out."""
    labels = (("cost", "travel"), ("off-topic",), ("travel",), ())
    lines = [
        Labelled(place="here", text=str(number), labels=each, urgency=Urgency.ROUTINE)
        for number, each in enumerate(labels)
    ]

    assert asked_in(lines, small.topics) == (Asked("0", frozenset({"cost"})), Asked("1", frozenset()))


def test_the_ladder_counts_whole_replies(small: Knowledge) -> None:
    """An ask of the base itself is answered right, an everyday sentence is not answered."""
    lines = [
        Labelled(place="here", text=small.topic("cost").asks[0], labels=("cost",), urgency=Urgency.ROUTINE),  # type: ignore[union-attr] # the topic is there
        Labelled(place="here", text=small.everyday[0], labels=("off-topic",), urgency=Urgency.ROUTINE),
    ]

    counted = ladder([(Answerer(small), lines)])

    assert (counted.answered_right, counted.wrong, counted.out_of_scope_answered) == (1.0, 0.0, 0.0)


def test_the_whole_contest(small: Knowledge) -> None:
    """Every contestant has every figure, the own matcher first; what is not installed is named."""
    report = matching.reported(small, (), BM25, questions=60, sizes=(50,))

    assert list(report.own_asks) == list(report.growth) == ["this matcher", "BM25"]
    assert list(report.robustness) == ["the bot, answered or offered", "this matcher", "BM25"]
    assert report.not_installed == ("MiniLM kNN",)
    assert report.own_asks["this matcher"].top_1 is not None
    assert [point.asks for point in report.growth["BM25"]] == [50]
    assert json.loads(json.dumps(matching.plain(report)))["own_asks"].keys() == report.own_asks.keys()
    assert [table.title for table in matching.tables(report)][-1] == "Growth, ten asks an entry"


def test_says_what_is_wrong(tmp_path: Path) -> None:
    """Content and labelled files that cannot be used end in a sentence."""
    command = Typer()
    command.command()(matching.main)
    absent = str(tmp_path / "absent.jsonl")

    ran = CliRunner().invoke(command, ["--labelled", absent])

    assert ran.exit_code == 1
    assert "absent.jsonl:1: this file cannot be read" in ran.output
