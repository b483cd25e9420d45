"""Two moments of a knowledge base differ exactly when a file holds something else."""

import os
from pathlib import Path

import pytest

from bot.content.states import COARSE, Files
from tests.content.base import SmallBase


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the present second."""
        return self.now


def test_what_is_saved_makes_another_content(base: SmallBase) -> None:
    """A word more in one file is seen, whatever its time says."""
    files, path = Files(base.root), base.folder / "everyday.yaml"
    saved = path.stat()
    before = files.state()
    base.change("everyday.yaml", "my dog", "my cat")
    os.utime(path, ns=(saved.st_atime_ns, saved.st_mtime_ns))

    assert files.state().contents != before.contents


def test_a_touched_file_holds_the_same(base: SmallBase) -> None:
    """A file that is saved as it was is another state and the same content."""
    files = Files(base.root)
    before = files.state()
    os.utime(base.folder / "everyday.yaml", ns=(1, 1))
    after = files.state()

    assert after != before
    assert after.contents == before.contents


@pytest.mark.parametrize(
    "name", [".arnica.yaml.swp", "arnica.yaml~", "4913", ".#arnica.yaml", "topics/notes.txt"]
)
def test_what_editors_put_beside_a_file_is_nothing(base: SmallBase, name: str) -> None:
    """Hidden files, backups and trial files of editors change nothing."""
    files = Files(base.root)
    before = files.state()
    base.write(name, "half a word")

    assert files.state() == before


def test_a_link_stands_for_what_it_leads_to(base: SmallBase, tmp_path: Path) -> None:
    """Where a link leads elsewhere, the content is that of the other file."""
    mine, other = tmp_path / "mine.yaml", tmp_path / "other.yaml"
    for path in (mine, other):
        path.write_text(f"name: {path.stem}", "utf-8")
    link = tmp_path / "clinic.yaml"
    link.symlink_to(mine)
    files = Files(base.root, link)
    before = files.state()
    link.unlink()
    link.symlink_to(other)

    assert files.state().contents != before.contents


def test_what_is_not_there_is_part_of_the_state(base: SmallBase, tmp_path: Path) -> None:
    """A clinic's file that comes, a folder in its place, and a base that goes are all seen."""
    clinic = tmp_path / "own.yaml"
    files = Files(base.root, clinic)
    contents = [files.state().contents]
    clinic.mkdir()
    contents.append(files.state().contents)
    clinic.rmdir()
    clinic.write_text("name: Rose", "utf-8")
    contents.append(files.state().contents)
    base.folder.rename(tmp_path / "elsewhere")
    base.root.joinpath("elsewhere", "topics").rename(tmp_path / "topics")
    contents.append(files.state().contents)

    assert all(content not in contents[:number] for number, content in enumerate(contents))


def test_a_base_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    """Where there is no folder, there is nothing to look at."""
    assert not Files(tmp_path / "nowhere").state().files


def test_a_file_that_has_long_been_as_it_is_is_not_read_again(base: SmallBase) -> None:
    """Once a second save would bear another time, looking costs no reading."""
    clock = Clock()
    files = Files(base.root, clock=clock)
    first = files.state()
    clock.now = COARSE / 2
    young = files.state()
    clock.now = COARSE * 2
    old = files.state()
    path = base.folder / "everyday.yaml"

    base.change("everyday.yaml", "my dog", "my cat")

    assert files.state().contents != old.contents
    assert young.files[path].content is not first.files[path].content
    assert old.files[path].content is young.files[path].content
