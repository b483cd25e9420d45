"""The command line: sentences, JSON lines and exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import BUG, WRONG, ended
from bot.content.problems import ContentError, Problem

ROOT = Path(__file__).resolve().parents[1]


def aftercare(*words: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=60,
        check=False,
    )


def test_ask_prints_the_reply() -> None:
    """A question in quotes is answered with the whole message, the doctor prompt last."""
    run = aftercare("ask", "can i take advil for brusing")

    assert run.returncode == 0
    assert "ibuprofen" in run.stdout
    assert "see your doctor" in run.stdout.strip().splitlines()[-1]


def test_ask_answers_json_lines() -> None:
    """Each line, JSON or plain, gets one JSON object; other keys pass through."""
    typed = '{"q": "how much does it cost", "id": 7}\n\ni cant breathe\nwhat about my dog\nhello\n'

    run = aftercare("ask", "--jsonl", typed=typed)
    cost, urgent, unknown, hello = map(json.loads, run.stdout.splitlines())

    assert cost["id"] == 7
    assert (cost["kind"], cost["topics"], cost["level"]) == ("answer", ["cost"], "none")
    assert (urgent["kind"], urgent["level"], urgent["doctor_prompt"]) == ("urgent", "emergency", True)
    assert (unknown["kind"], unknown["topics"], unknown["doctor_prompt"]) == ("unknown", [], False)
    assert hello["kind"] == "small-talk"
    assert set(cost) == {"q", "id", "kind", "level", "topics", "offered", "text", "doctor_prompt", "ms"}
    assert isinstance(cost["ms"], float)


def test_a_clinic_speaks_with_its_own_number(tmp_path: Path) -> None:
    """The clinic's name, phone and emergency number stand in the reply."""
    clinic = tmp_path / "clinic.yaml"
    clinic.write_text('name: Rose Clinic\nphone: "020 7946 0000"\nemergency_number: "000"\n')

    run = aftercare("ask", "can i take advil", CLINIC_FILE=str(clinic))

    assert "Rose Clinic (020 7946 0000)" in run.stdout
    assert "call 000 now" in run.stdout


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (["ask"], ""),
        (["ask", "--jsonl", "question"], ""),
        (["dance"], ""),
        (["ask", "--loud"], ""),
        (["evaluate"], ""),
    ],
)
def test_wrong_usage_is_told(words: list[str], typed: str) -> None:
    """A command that cannot be meant ends with 2 and says how it goes."""
    run = aftercare(*words, typed=typed)

    assert run.returncode == 2
    assert "Usage" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_broken_line_is_named() -> None:
    """A line that is no question ends with 1 and its number."""
    run = aftercare("ask", "--jsonl", typed='hello\n{"question": "hi"}\n')

    assert run.returncode == WRONG
    assert run.stderr.startswith("line 2: ")


def test_wrong_settings_are_a_sentence() -> None:
    """A wrong setting ends with 1, without a traceback."""
    run = aftercare("ask", "hi", CLINIC_FILE="nowhere.yaml")

    assert run.returncode == WRONG
    assert run.stderr.startswith("CLINIC_FILE")
    assert "Traceback" not in run.stderr


def test_check_finds_nothing_in_our_base() -> None:
    """The base that comes with the program is in order."""
    run = aftercare("check")

    assert run.returncode == 0, run.stdout


def test_check_names_file_line_and_cure(tmp_path: Path) -> None:
    """A mistake in a topic is told with its place, and ends with 1."""
    draft = tmp_path / "dimples.yaml"
    draft.write_text("id: dimples\nkind: complication\ntitel: Dimples\n")

    run = aftercare("check", str(draft))

    assert run.returncode == WRONG
    assert f"{draft}:3: dimples > titel:" in run.stdout
    assert "title" in run.stdout


def test_codes_tell_whose_fault_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """What a user can mend is a sentence and 1; what is our bug is a traceback and 3."""

    def wrong() -> None:
        raise ContentError((Problem("topic.yaml", 3, "topic", "title", "the title is missing; add it"),))

    def bug() -> None:
        raise ZeroDivisionError

    assert ended(wrong) == WRONG
    assert capsys.readouterr().err == "topic.yaml:3: topic > title: the title is missing; add it\n"
    assert ended(bug) == BUG
    assert "Traceback" in capsys.readouterr().err


def test_evaluate_prints_a_scorecard(tmp_path: Path) -> None:
    """Labelled questions of all files are scored in one report, with the misses on request."""
    questions, flags = tmp_path / "questions.jsonl", tmp_path / "flags.jsonl"
    questions.write_text('{"q": "how much does it cost", "labels": ["numbness"], "urgency": "routine"}\n')
    flags.write_text('{"q": "i cant breathe", "label": "emergency"}\n{"q": "x", "lang": "xx"}\n')

    run = aftercare("evaluate", str(questions), str(flags), "--lang", "en", "--misses")

    assert run.returncode == 0, run.stderr
    assert "Questions about a topic" in run.stdout
    assert "Red flags" in run.stdout
    assert run.stdout.splitlines()[-1].startswith(f"{questions}:1: wrong topic | ")


def test_evaluate_prints_json(tmp_path: Path) -> None:
    """Programs get one JSON object, with the misses on request."""
    flags = tmp_path / "flags.jsonl"
    flags.write_text('{"q": "i cant breathe", "label": "emergency"}\n')

    figures = json.loads(aftercare("evaluate", "--json", str(flags)).stdout)
    with_misses = json.loads(aftercare("evaluate", "--json", "--misses", str(flags)).stdout)

    assert figures["red_flags"]["recall"]["per_cent"] == 100
    assert with_misses == {**figures, "misses": []}


def test_evaluate_names_the_line_that_is_wrong(tmp_path: Path) -> None:
    """A label that is no topic ends with 1, and its file and line."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"q": "how much", "labels": ["prices"], "urgency": "routine"}\n')

    run = aftercare("evaluate", str(questions))

    assert (run.returncode, run.stdout) == (WRONG, "")
    assert run.stderr.startswith(f"{questions}:1: labels: 'prices' is no topic of the knowledge base; ")
