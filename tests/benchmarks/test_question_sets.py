"""Question sets of others are read, or refused with file, line and cure."""

from pathlib import Path

import pytest

from benchmarks.question_sets import LabelledQuestion, QuestionSetError, read_questions


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_reads_json_lines(tmp_path: Path) -> None:
    """A label of null is out of scope; empty lines and further keys do no harm."""
    path = _file(
        tmp_path,
        "set.jsonl",
        '\ufeff{"q": "hi\u2028you", "label": "greet", "id": 1}\n\n{"q": "?", "label": null}\n',
    )

    assert read_questions(path) == (LabelledQuestion("hi\u2028you", "greet"), LabelledQuestion("?", None))


def test_reads_csv(tmp_path: Path) -> None:
    """HINT3's word for "nothing fits" is out of scope; a question may hold commas and line breaks."""
    path = _file(
        tmp_path, "set.CSV", 'sentence,label\r\n"one, two\nthree",COUNT\r\nwhatever,NO_NODES_DETECTED\r\n'
    )

    assert read_questions(path) == (
        LabelledQuestion("one, two\nthree", "COUNT"),
        LabelledQuestion("whatever", None),
    )


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.jsonl", '{"q": "x", "label": "y"}\n{"q"', ":2: this is no JSON"),
        ("a.jsonl", '{"q": "x"}', ":1: write"),
        ("a.jsonl", '{"q": 3, "label": null}', ":1: write"),
        ("a.jsonl", '{"q": ' + "9" * 5_000 + "}", ":1: this JSON has a number"),
        ("a.jsonl", "\n", ":1: this file holds no question"),
        ("a.csv", "text,intent\nx,y\n", ":1: the first line must name the columns sentence and label"),
        ("a.csv", "sentence,label\nx,y\nx\n", ":3: this row lacks its label"),
        ("a.csv", 'sentence,label\n"x,y\n', ":2: this row lacks its label"),
        ("a.csv", "sentence,label\nx,y\n" + "x" * 200_000, ":3: this is no CSV"),
        ("a.csv", "sentence,label\n", ":1: this file holds no question"),
    ],
)
def test_refuses(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    """What is wrong is said with its place."""
    with pytest.raises(QuestionSetError) as refusal:
        read_questions(_file(tmp_path, name, text))

    assert f"{name}{complaint}" in str(refusal.value)


def test_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    """A missing file and one in another encoding are told apart."""
    latin = tmp_path / "latin.csv"
    latin.write_bytes(b"sentence,label\ncaf\xe9,FOOD\n")

    with pytest.raises(QuestionSetError, match="is not UTF-8"):
        read_questions(latin)
    with pytest.raises(QuestionSetError, match="cannot be read"):
        read_questions(tmp_path / "absent.jsonl")
