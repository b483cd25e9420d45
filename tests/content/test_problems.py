"""Problems read as one line that says where, what and what to do."""

from pathlib import Path

import pytest

from bot.content.problems import ContentError, FieldPath, Problem, field_name, shown


def test_a_problem_reads_as_one_line() -> None:
    """File, line, topic, field and advice stand in one line."""
    problem = Problem("en/topics/cost.yaml", 12, "cost", "asks[3]", "say it once")

    assert str(problem) == "en/topics/cost.yaml:12: cost > asks[3]: say it once"
    assert str(problem._replace(field="")) == "en/topics/cost.yaml:12: cost: say it once"


def test_a_problem_stays_one_printable_line() -> None:
    """Nothing from a file can break the line or move a terminal's cursor."""
    problem = Problem("a.yaml", 1, "a", "x\ny", "\x1b[2J\u202e")

    assert str(problem) == "a.yaml:1: a > x�y: �[2J�"


def test_problems_are_sorted_by_file_and_line() -> None:
    """A content error lists each problem once, by file and then by line as a number."""
    late, early = Problem("a.yaml", 10, "a", "", "late"), Problem("a.yaml", 9, "a", "", "early")
    other = Problem("b.yaml", 1, "b", "", "other")

    assert (
        str(ContentError((other, late, early, late)))
        == "a.yaml:9: a: early\na.yaml:10: a: late\nb.yaml:1: b: other"
    )


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ((), ""),
        (("asks", 2), "asks[3]"),
        (("safety_net", "get_help"), "safety_net.get_help"),
        (("small_talk", 0, "says", 1), "small_talk[1].says[2]"),
        (("x" * 500,), "x" * 40 + "…"),
    ],
)
def test_fields_are_named_as_authors_count(path: FieldPath, name: str) -> None:
    """Items of a list are counted from one."""
    assert field_name(path) == name


def test_paths_are_shown_from_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path below the current folder is shown from there, any other in full."""
    monkeypatch.chdir(tmp_path)

    assert shown(tmp_path / "en" / "a.yaml") == "en/a.yaml"
    assert shown(Path("en/a.yaml")) == "en/a.yaml"
    assert shown(tmp_path.parent / "a.yaml") == str(tmp_path.parent / "a.yaml")
