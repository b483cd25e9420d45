"""Asking in a terminal: each line gets one JSON object that says what was decided."""

import json
from collections.abc import Iterable
from typing import Final

import pytest

from bot.core.answering import Answerer
from bot.core.replies import Clarify, Urgent
from bot.maintain.ask import AskError, Shown, answer_lines, described
from tests.telegram.content import COST, NERVE, SAME_DAY
from tests.telegram.content import knowledge as small_base

SECRET: Final = "secretword"


@pytest.fixture(scope="module")
def small_answerer() -> Answerer:
    """What decides the replies over a handful of topics."""
    return Answerer(small_base())


def answers(lines: Iterable[str], answerer: Answerer) -> list[dict[str, object]]:
    """Return what each line is answered, the text being the reply's class."""
    return [
        json.loads(line) for line in answer_lines(lines, answerer, lambda reply: Shown(type(reply).__name__))
    ]


def test_a_reply_is_described() -> None:
    """A flag tells its level beside the topics that are answered; a question back tells what it offers."""
    flagged = described(Urgent(flag=SAME_DAY, topics=(NERVE, COST)), Shown("Call today."))
    asked_back = described(Clarify(options=(COST, NERVE)), Shown("Which?", ("cost", "nerve")))

    assert flagged == {
        "kind": "urgent",
        "level": "same-day",
        "topics": ["nerve", "cost"],
        "offered": [],
        "text": "Call today.",
        "doctor_prompt": True,
    }
    assert asked_back == {
        "kind": "clarify",
        "level": "none",
        "topics": [],
        "offered": ["cost", "nerve"],
        "text": "Which?",
        "doctor_prompt": False,
    }


def test_json_and_plain_lines_are_answered_alike(small_answerer: Answerer) -> None:
    """A question is the same as an object with `q`, behind blanks too, and as a line by itself."""
    lines = ['{"q": "hello"}\n', '  {"q": "hello"}\n', "hello\r\n", "hello"]

    found = answers(lines, small_answerer)

    assert [(answer["q"], answer["kind"]) for answer in found] == [("hello", "small-talk")] * 4


def test_the_reply_is_laid_out(small_answerer: Answerer) -> None:
    """The text of an answer is the reply as it is laid out for patients."""
    (answer,) = answers(["hello"], small_answerer)

    assert answer["text"] == "SmallTalk"


def test_other_keys_pass_through(small_answerer: Answerer) -> None:
    """Whatever else a line holds stands in its answer, unless the answer has something to say there."""
    (answer,) = answers(
        ['{"id": 7, "labels": ["cost"], "q": "hello", "note": "é😀", "kind": "urgent"}'], small_answerer
    )

    assert (answer["id"], answer["labels"], answer["note"]) == (7, ["cost"], "é😀")
    assert answer["kind"] == "small-talk"


def test_empty_lines_are_left_out(small_answerer: Answerer) -> None:
    """A line without a word in it gets no answer, and no number of an answer is lost."""
    found = answers(["\n", "hello\n", "  \t\n", "", "hi there\n"], small_answerer)

    assert [answer["q"] for answer in found] == ["hello", "hi there"]


def test_time_is_told_in_milliseconds(small_answerer: Answerer) -> None:
    """Every answer tells how long its decision took."""
    found = answers(["hello", '{"q": ""}'], small_answerer)

    assert all(isinstance(ms := answer["ms"], float) and 0 <= ms < 10_000 for answer in found)


@pytest.mark.parametrize(
    "line",
    [
        f'{{"q": "{SECRET}"',
        f'{{"q": {SECRET}}}',
        f'{{"q": "{SECRET}\\q"}}',
        f'{{"question": "{SECRET}"}}',
        f'{{"q": ["{SECRET}"]}}',
        f'{{"q": null, "{SECRET}": 1}}',
        "{",
        "{}",
    ],
)
def test_a_broken_line_is_named_and_not_repeated(small_answerer: Answerer, line: str) -> None:
    """A line that begins like JSON and holds no question is told by its number, without a word of it."""
    told = answer_lines(["hello", "", line], small_answerer, lambda reply: Shown(str(reply)))

    assert json.loads(next(told))["kind"] == "small-talk"
    with pytest.raises(AskError, match=r"^line 3: ") as refused:
        next(told)
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("line", ["[]{", '"hello"', 'q: {"q": 5}'])
def test_what_does_not_begin_like_an_object_is_a_question(small_answerer: Answerer, line: str) -> None:
    """Any other line is taken as typed, brackets and quotes included."""
    (answer,) = answers([line], small_answerer)

    assert answer["q"] == line
