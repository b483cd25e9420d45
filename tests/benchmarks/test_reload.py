"""The reload trial serves nothing but whole content, in its short form, and sees anything else."""

from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from benchmarks import reload
from benchmarks.reloading.marked import marked_base, texts_of
from benchmarks.reloading.saves import MARK, Saves
from benchmarks.reloading.spoiling import SPOILINGS, Spoiling
from bot.core.knowledge import Knowledge


def test_no_broken_file_is_ever_served(tmp_path: Path) -> None:
    """Of 200 saves each is served as a whole or refused with a reason; both happen."""
    marked_base(tmp_path / "first")
    tally = Saves(tmp_path, seed=7, marks=texts_of).go_on(200)

    assert not tally.wrong
    assert not tally.unread
    assert tally.saves == 200
    assert tally.served > 20
    assert tally.refused > 100


def test_a_mixture_is_seen(tmp_path: Path) -> None:
    """Content whose files tell two generations is reported."""

    def mixed(knowledge: Knowledge) -> dict[str, str]:
        return texts_of(knowledge) | {"another.yaml": MARK}

    marked_base(tmp_path / "first")
    tally = Saves(tmp_path, seed=7, marks=mixed).go_on(20)

    assert tally.wrong
    assert "mixture" in tally.wrong[0]


def test_every_file_tells_its_generation(tmp_path: Path) -> None:
    """Each file from which knowledge is made bears the mark, in a text that is served."""
    base = marked_base(tmp_path)
    files = {path.name for path in base.folder.rglob("*.yaml")} - {"wording.yaml"}
    texts = texts_of(base.load())

    assert texts.keys() == files
    assert all(MARK in text for text in texts.values())


@pytest.mark.parametrize("spoiling", SPOILINGS, ids=lambda it: it.__name__)
def test_each_way_of_breaking_a_file_changes_it(spoiling: Spoiling) -> None:
    """A way that left a file as it was would prove nothing."""
    content = b"id: numbness\nkind: complication\ntitle: Numb skin\nanswer: Skin can feel numb.\n"
    spoilt = {spoiling(content, Random(seed)) for seed in range(20)}  # noqa: S311  Fixed on purpose.

    assert spoilt != {content}


def test_the_trial_is_told_in_figures() -> None:
    """The command prints what was served and refused, and ends well when nothing is wrong."""
    told = CliRunner().invoke(reload.app, ["broken", "--saves", "20", "--parts", "1"])

    assert told.exit_code == 0, told.output
    assert "20 saves" in told.output
    assert "0 wrong" in told.output


@pytest.mark.soak
def test_no_broken_file_among_many_is_ever_served() -> None:
    """The same with 100,000 saves."""
    told = CliRunner().invoke(reload.app, ["broken"])

    assert told.exit_code == 0, told.output


@pytest.mark.soak
def test_an_answer_follows_its_save() -> None:
    """In the real program with the whole base, a saved title is answered with soon after."""
    told = CliRunner().invoke(reload.app, ["seconds", "--times", "3"])

    assert told.exit_code == 0, told.output
    assert "3 saves" in told.output
