"""Labelled questions are read from JSON lines; whatever is wrong is told with file and line."""

from pathlib import Path
from typing import Final

import pytest

from bot.maintain.labelled import LabelError, Labelled, Urgency, read_labelled

TOPICS: Final = ("cost", "numbness")
SECRET: Final = "secretword"
COST: Final = '{"q": "how much", "labels": ["cost"], "urgency": "routine"}'


def read(folder: Path, *lines: str, lang: str | None = None) -> tuple[Labelled, ...]:
    """Return the questions of one file that holds these lines."""
    path = folder / "questions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_labelled([path], TOPICS, lang)


def refused(folder: Path, *lines: str, lang: str | None = None) -> str:
    """Return what is told of a file that holds these lines, without the folder."""
    with pytest.raises(LabelError) as error:
        read(folder, *lines, lang=lang)
    return str(error.value).replace(f"{folder}/", "")


def test_a_question_is_read(tmp_path: Path) -> None:
    """A line tells the question, the acceptable labels in order, and the urgency; other keys are ignored."""
    line = '{"id": 7, "q": "numb?", "labels": ["numbness", "off-topic"], "urgency": "same-day", "class": 3}'

    assert read(tmp_path, line) == (
        Labelled(
            place=f"{tmp_path}/questions.jsonl:1",
            text="numb?",
            labels=("numbness", "off-topic"),
            urgency=Urgency.SAME_DAY,
        ),
    )


@pytest.mark.parametrize(
    ("fields", "urgency", "danger"),
    [
        ('"label": "emergency", "class": "airway"', Urgency.EMERGENCY, "airway"),
        ('"label": "emergency", "why": "[E1:stroke] face drops"', Urgency.EMERGENCY, "stroke"),
        ('"label": "emergency", "why": "[E2:infection] pus"', Urgency.SAME_DAY, "infection"),
        ('"label": "emergency", "class": "chest", "why": "[E1:stroke] x"', Urgency.EMERGENCY, "chest"),
        ('"label": "same-day"', Urgency.SAME_DAY, None),
        ('"label": "Same_Day"', Urgency.SAME_DAY, None),
        ('"label": "not_emergency", "why": "[N:idiom] of speech"', Urgency.LOOK_ALIKE, None),
        ('"label": "look-alike", "class": "idiom"', Urgency.LOOK_ALIKE, "idiom"),
        ('"label": "ordinary"', Urgency.ROUTINE, None),
        ('"label": "emergency", "urgency": "routine"', Urgency.ROUTINE, None),
    ],
)
def test_a_red_flag_line_is_read(tmp_path: Path, fields: str, urgency: Urgency, danger: str | None) -> None:
    """A line of a red-flag catalogue tells whether a card is due, and its class, and scores no topic."""
    (line,) = read(tmp_path, f'{{"q": "x", {fields}}}')

    assert (line.urgency, line.danger, line.labels) == (urgency, danger, ())


def test_all_files_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files follow one another, and one that is named twice counts once."""
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text(f"\ufeff{COST}\r\n\r\n", encoding="utf-8")
    Path("b.jsonl").write_text(f"\n{COST}\n", encoding="utf-8")

    found = read_labelled([Path("a.jsonl"), Path("b.jsonl"), tmp_path / "a.jsonl"], TOPICS)

    assert [line.place for line in found] == ["a.jsonl:1", "b.jsonl:2"]


def test_other_languages_are_left_out(tmp_path: Path) -> None:
    """With a language, only lines that name another one are left out, whatever is wrong with them."""
    lines = (COST, '{"q": "x", "lang": "en", "label": "ordinary"}', '{"q": 7, "lang": "ru"}')

    assert [line.text for line in read(tmp_path, *lines, lang="en")] == ["how much", "x"]


def test_a_language_without_a_question_is_told(tmp_path: Path) -> None:
    """Nothing left to score is an error, not a scorecard of nothing."""
    told = refused(tmp_path, '{"q": "x", "lang": "ru", "label": "ordinary"}', lang="en")

    assert told == "no question is in the language en; name another one, or leave --lang out"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f'{{"q": "{SECRET}"', "this is no JSON ("),
        (f'{{"q": {SECRET}}}', "this is no JSON ("),
        (f'["{SECRET}"]', "write one JSON object a line: "),
        ("1" * 5_000, "this JSON has a number or a depth that nobody can read"),
        (f'{{"question": "{SECRET}", "label": "ordinary"}}', "write what a patient types as "),
        (f'{{"q": " ", "why": "{SECRET}", "label": "ordinary"}}', "write what a patient types as "),
        (f'{{"q": "{SECRET}"}}', 'add "urgency": '),
        (f'{{"q": "{SECRET}", "labels": ["cost"]}}', 'add "urgency": '),
        (f'{{"q": "{SECRET}", "label": null}}', 'add "urgency": '),
        (f'{{"q": "{SECRET}", "urgency": "soon"}}', "urgency: use one of: emergency, same-day, routine"),
        (f'{{"q": "{SECRET}", "labels": [], "urgency": "routine"}}', "labels: name the acceptable topics"),
        (f'{{"q": "{SECRET}", "labels": "cost", "urgency": "routine"}}', "labels: name the acceptable"),
        (f'{{"q": "{SECRET}", "labels": [["cost"]], "urgency": "routine"}}', "labels: name the acceptable"),
        (
            f'{{"q": "{SECRET}", "labels": ["numness"], "urgency": "routine"}}',
            "labels: 'numness' is no topic of the knowledge base; did you mean numbness?",
        ),
        (
            f'{{"q": "{SECRET}", "labels": ["cost", "zzz"], "urgency": "routine"}}',
            "labels: 'zzz' is no topic of the knowledge base; use a topic's id, or one of: not-covered, ",
        ),
    ],
)
def test_a_broken_line_is_named_and_not_repeated(tmp_path: Path, line: str, told: str) -> None:
    """A line that cannot be used is told by file, line and cure, without a word of its question."""
    problem = refused(tmp_path, COST, line)

    assert problem.startswith(f"questions.jsonl:2: {told}")
    assert SECRET not in problem


def test_every_problem_is_told(tmp_path: Path) -> None:
    """All lines that cannot be used are told in one run."""
    told = refused(tmp_path, "{", COST, '{"q": "x"}').splitlines()

    assert [problem.split(": ")[0] for problem in told] == ["questions.jsonl:1", "questions.jsonl:3"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.jsonl", b"", "this file holds no question; write one JSON object a line"),
        ("blank.jsonl", b" \n\n", "this file holds no question; write one JSON object a line"),
        ("latin.jsonl", b'{"q": "caf\xe9"}', "this file is not UTF-8; save it as UTF-8"),
        ("gone.jsonl", None, "this file cannot be read (No such file or directory); correct the path"),
        ("", None, "this file cannot be read (Is a directory); correct the path"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    """A file that holds nothing or cannot be read is a sentence that names it."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(LabelError) as error:
        read_labelled([path], TOPICS)
    assert str(error.value) == f"{path}:1: {told}"
