"""The intent benchmark fits, scores and reports, from the command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "intents.py"
TRAIN = {
    "opening": ("when do you open", "what are your opening hours", "are you open on sunday"),
    "price": ("how much is it", "what does it cost", "tell me the price please"),
    None: ("who won the match last night", "tell me a joke about cats"),
}


def _set(path: Path, *questions: tuple[str, str | None]) -> str:
    path.write_text("\n".join(json.dumps({"q": text, "label": label}) for text, label in questions), "utf-8")
    return str(path)


@pytest.fixture
def train(tmp_path: Path) -> str:
    """A file of training questions, two of them out of scope."""
    return _set(
        tmp_path / "train.jsonl", *((text, label) for label, texts in TRAIN.items() for text in texts)
    )


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_scores_a_question_set(tmp_path: Path, train: str) -> None:
    """One JSON object holds every figure; thresholds come from the dev questions."""
    asked = (
        ("what are the opening hours", "opening"),
        ("what does that cost", "price"),
        ("sing a song", None),
    )
    test = _set(tmp_path / "test.jsonl", *asked)

    ran = _run("--train", train, "--dev", test, "--test", test, "--json")

    report = json.loads(ran.stdout)
    assert (report["top_1"], report["auroc"], report["oscr"]) == (1.0, 1.0, 1.0)
    assert (report["train"], report["labels"], report["in_scope"], report["out_of_scope"]) == (8, 2, 2, 1)
    assert list(report["thresholds"]) == [
        "fixed confidence 0.5",
        "dev: out-of-scope recall >= 70%",
        "dev: out-of-scope recall >= 90%",
        "dev: best sum of accuracy and recall",
    ]


def test_does_without_dev_questions(tmp_path: Path, train: str) -> None:
    """Then the fixed confidence alone decides, and the report says so; a blank question harms nothing."""
    test = _set(tmp_path / "test.jsonl", ("opening hours", "opening"), ("", None))

    ran = _run("--train", train, "--test", test)

    assert ran.returncode == 0
    assert "no dev questions out of scope" in ran.stdout
    assert "fixed confidence 0.5" in ran.stdout
    assert "dev:" not in ran.stdout


def test_says_what_is_wrong(tmp_path: Path, train: str) -> None:
    """A file that cannot be used ends in a sentence, and nothing to learn does too."""
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"q": "x"}', "utf-8")

    ran = _run("--train", train, "--test", str(broken))
    unlabelled = _run("--train", _set(tmp_path / "none.jsonl", ("hello", None)), "--test", train)

    assert (ran.returncode, unlabelled.returncode) == (1, 1)
    assert "broken.jsonl:1: write" in ran.stderr
    assert "nothing to learn" in unlabelled.stderr
