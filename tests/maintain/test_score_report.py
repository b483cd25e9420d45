"""The report shows every figure of a scorecard, to readers and to programs."""

import json
from typing import Final

from bot.core.replies import Answer, Reply, Unknown, Urgent
from bot.maintain.evaluate import Scored, scored
from bot.maintain.labelled import Labelled, Urgency
from bot.maintain.misses import misses
from bot.maintain.score_report import as_json, as_text
from bot.maintain.scorecard import scorecard
from tests.telegram.content import COST, EMERGENCY, NERVE

LINE: Final = "Call now if you cannot breathe."


def result(
    reply: Reply, *labels: str, urgency: Urgency = Urgency.ROUTINE, danger: str | None = None
) -> Scored:
    """Return a scored question that got this reply."""
    line = Labelled(place="q.jsonl:1", text="what \ud83d", labels=labels, urgency=urgency, danger=danger)
    return scored(line, reply, LINE, LINE)


RESULTS: Final = (
    result(Answer(topics=(COST,)), "cost"),
    result(Answer(topics=(COST,)), "cost"),
    result(Answer(topics=(NERVE,)), "cost"),
    result(Unknown(), "cost"),
    result(Unknown(), "off-topic"),
    result(Urgent(flag=EMERGENCY), urgency=Urgency.EMERGENCY, danger="[bold]stroke"),
    result(Unknown(), urgency=Urgency.LOOK_ALIKE),
)


def row(report: str, name: str) -> list[str]:
    """Return the cells of the first row of that name."""
    line = next(line for line in report.splitlines() if line.strip().startswith(f"{name} "))
    return line.split(name, 1)[1].split()


def test_shares_stand_with_their_interval() -> None:
    """A row tells count, of how many, per cent, and the 95 % interval."""
    report = as_text(scorecard(RESULTS))

    assert row(report, "answered right") == ["2", "4", "50.0", "15.0", "to", "85.0"]
    assert row(report, "in all replies")[:3] == ["7", "7", "100.0"]
    assert row(report, "of [bold]stroke")[:3] == ["1", "1", "100.0"]
    assert row(report, "of same-day flags") == ["0", "0"]


def test_topics_stand_with_their_confusion() -> None:
    """A topic's row tells questions, right, asked back, declined, wrong, cards, and the wrong topic."""
    report = as_text(scorecard(RESULTS))

    assert row(report, "cost") == ["4", "2", "0", "1", "1", "0", "nerve"]
    assert row(report, "off-topic") == ["1", "1", "0", "0", "0", "0"]


def test_what_was_not_asked_is_not_shown() -> None:
    """A catalogue of red flags gets no table of topics."""
    report = as_text(scorecard(RESULTS[-2:]))

    assert "Red flags" in report
    assert "topic" not in report
    assert "By best label" not in report


def test_misses_end_the_report() -> None:
    """The misses follow the tables, one line each, with what cannot be printed replaced."""
    report = as_text(scorecard(RESULTS), tuple(misses(RESULTS)))

    assert report.splitlines()[-2:] == [
        "q.jsonl:1: wrong topic | expected no card + cost | got answer nerve | what ?",
        "q.jsonl:1: declined | expected no card + cost | got unknown | what ?",
    ]


def test_the_report_fits_its_width() -> None:
    """No line is broken or cut, and none is wider than a wide terminal."""
    long = COST.model_copy(update={"id": "a" * 31})
    report = as_text(scorecard([*RESULTS, result(Answer(topics=(NERVE,)), long.id)]))

    assert max(map(len, report.splitlines())) <= 110
    assert "…" not in report
    assert row(report, long.id) == ["1", "0", "0", "0", "1", "0", "nerve"]


def test_programs_get_every_figure() -> None:
    """One JSON object holds counts, per cent, intervals and rows; misses only on request."""
    figures = json.loads(as_json(scorecard(RESULTS)))

    assert figures["questions"] == 7
    assert figures["in_scope"]["answered_right"] == {
        "count": 2,
        "of": 4,
        "per_cent": 50.0,
        "interval": [15.0, 85.0],
    }
    assert figures["by_topic"][0]["instead"] == "nerve"
    assert figures["red_flags"]["by_class"][0]["danger"] == "[bold]stroke"
    assert "misses" not in figures


def test_programs_get_the_misses() -> None:
    """With misses, the object lists them; an empty list says that there is none."""
    with_two = json.loads(as_json(scorecard(RESULTS), tuple(misses(RESULTS))))
    with_none = json.loads(as_json(scorecard(RESULTS), ()))

    assert [miss["got"] for miss in with_two["misses"]] == ["answer nerve", "unknown"]
    assert with_none["misses"] == []
