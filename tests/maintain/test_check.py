"""`aftercare check` tells the problems of what is named, and of the whole base when nothing is."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.content.folders import DEFAULT_BASE
from bot.content.problems import shown
from bot.maintain.check import check, warned
from tests.content.base import ARNICA, NUMBNESS, SmallBase


@pytest.fixture
def base(tmp_path: Path) -> SmallBase:
    """A base with a fault in the title of one topic and another in the phrases."""
    base = SmallBase(tmp_path)
    base.change("topics/numbness.yaml", "title: Numb skin", "titel: Numb skin")
    base.change("phrases.yaml", "  recovery: Recovery\n", "")
    return base


def files(base: SmallBase, *names: str) -> list[str]:
    """Return the names of the files, as seen from the language's folder, that a check complains of."""
    problems = check([(base.folder / name).resolve() for name in names])
    return [problem.file.removeprefix(f"{base.folder}/") for problem in problems]


@pytest.mark.parametrize(
    ("named", "complained_of"),
    [
        ([".."], ["phrases.yaml", "topics/numbness.yaml"]),
        (["."], ["phrases.yaml", "topics/numbness.yaml"]),
        (["topics"], ["phrases.yaml", "topics/numbness.yaml"]),
        (["topics/numbness.yaml"], ["topics/numbness.yaml"]),
        (["topics/arnica.yaml"], []),
        (["phrases.yaml"], ["phrases.yaml"]),
        (["phrases.yaml", "topics/numbness.yaml"], ["phrases.yaml", "topics/numbness.yaml"]),
        (["topics/numbness.yaml", "topics/numbness.yaml"], ["topics/numbness.yaml"]),
    ],
)
def test_only_what_is_named_is_told(base: SmallBase, named: list[str], complained_of: list[str]) -> None:
    """A folder tells everything in it, a file only its own problems, and nothing twice."""
    assert files(base, *named) == complained_of


def test_a_single_topic_is_compared_with_its_neighbours(base: SmallBase) -> None:
    """A named topic is told of a quarrel with another that was not named."""
    base.change("topics/numbness.yaml", "  - my cheek is numb", "  - can i use arnica")
    (problem,) = [
        found for found in check([base.folder / "topics/numbness.yaml"]) if found.field == "asks[1]"
    ]

    assert problem.text.startswith('"can i use arnica" is also claimed by arnica')


def test_a_topic_outside_of_a_base_is_checked_by_itself(base: SmallBase) -> None:
    """A draft anywhere is held against the schema and its own rules, not against a base that it is not in."""
    draft = base.write(
        "../draft.yaml", NUMBNESS.replace("  - i feel nothing on one side", "  - my cheek is NUMB")
    )

    assert [problem.field for problem in check([draft])] == ["asks[2]"]


def test_a_clinic_file_is_checked_as_one(base: SmallBase) -> None:
    """A file called clinic….yaml is a clinic's own, alone or at the top of a base."""
    clinic = base.write("../clinic.example.yaml", "name: Bright Clinic\nphone: 0800\n")

    assert [problem.field for problem in check([clinic])] == ["phone"]
    assert shown(clinic) in {problem.file for problem in check([base.root])}


def test_texts_are_checked_with_the_clinics_own_words(base: SmallBase) -> None:
    """A clinic's file takes part in the check of a base."""
    clinic = base.write("../mine.yaml", "name: [x]\n")

    assert shown(clinic) in {problem.file for problem in check([base.folder], clinic)}


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("nowhere.yaml", "there is no such file or folder; correct the path"),
        ("nowhere", "there is no such file or folder; correct the path"),
        ("notes.txt", "this is no YAML file; name a file that ends in .yaml"),
        ("empty", "this is no knowledge base; name a folder that holds topics, or the folder above it"),
    ],
)
def test_a_path_that_cannot_be_checked_is_told(base: SmallBase, name: str, advice: str) -> None:
    """A wrong path is one clear sentence, never a silent success."""
    base.write("notes.txt", "x")
    (base.folder / "empty").mkdir()

    assert [problem.text for problem in check([base.folder / name])] == [advice]


def test_paths_may_be_relative(base: SmallBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are taken, and shown, from the current folder."""
    monkeypatch.chdir(base.folder / "topics")

    assert [problem.file for problem in check([Path("numbness.yaml")])] == ["numbness.yaml"]
    assert [problem.file for problem in check([Path("../phrases.yaml")])] == ["../phrases.yaml"]


def test_nothing_named_means_the_whole_base() -> None:
    """Without a path the base that comes with the program is checked."""
    assert check() == check([DEFAULT_BASE])


def test_a_healthy_base_has_no_problem(tmp_path: Path) -> None:
    """A base without a fault tells nothing."""
    base = SmallBase(tmp_path)
    base.write("topics/herbs.yaml", ARNICA.replace("arnica", "herbs").replace("Arnica", "Herbs"))

    assert check([base.root]) == ()


def test_a_clinics_own_words_are_checked_with_the_base_beside_them(tmp_path: Path) -> None:
    """A clinic's file is laid over the base in its folder, and told what that makes wrong."""
    base = SmallBase(tmp_path)
    clinic = base.write("../clinic.yaml", "topics:\n  numbness:\n    answer: Ask us.\n")

    assert [problem.field for problem in check([clinic])] == ["topics.numbness.answer"]
    assert [problem.field for problem in check([base.root])] == ["topics.numbness.answer"]


def test_reviews_warn_and_break_nothing(tmp_path: Path) -> None:
    """A base in order tells one line about all that nobody has read, and a line for each that is due."""
    base = SmallBase(tmp_path)

    assert [*warned([base.root], None, date(2026, 6, 1))] == [
        (
            "1 of 2 topics are not yet reviewed by a clinician; "
            "have one read them and sign the review block of each"
        )
    ]
    assert len([*warned([base.folder], None, date(2027, 3, 1))]) == 3
    assert [*warned([base.folder / "topics/arnica.yaml"], None, date(2027, 3, 1))] == []


def test_a_clinic_of_another_language_leaves_the_others_alone(tmp_path: Path) -> None:
    """A clinic's file is laid over the folder of its own language only; one that is missing is told."""
    base = SmallBase(tmp_path)
    shutil.copytree(base.folder, base.root / "fr")
    clinic = base.write("../rose.yml", "name: Rose\nlanguage: fr\n")
    stranger = base.write("../other.yml", "name: Rose\nlanguage: de\n")

    assert check([base.root], clinic) == ()
    assert {problem.field for problem in check([base.folder], stranger)} == {"language"}
