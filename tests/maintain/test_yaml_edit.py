"""A content file gets more asks, and every other byte of it stays."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.strict_yaml import read
from bot.maintain.yaml_edit import EditError, add_asks, replace, scalar, with_asks

TOPIC = b"""\
# A comment of the author's.
id: numbness   # and another one
asks:
    - my cheek is numb
    # the long ones
    - "i feel nothing: at all
      on one side"
    # the end

answer: |
  Skin can feel numb.
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a topic."""
    path = tmp_path / "numbness.yaml"
    path.write_bytes(TOPIC)
    return path


def test_an_ask_stands_under_the_last_one(file: Path) -> None:
    """It gets the indentation of its neighbours, and quotes where YAML needs them."""
    add_asks(file, ["numb lips", "help: numb"])
    after = b'      on one side"\n'

    assert file.read_bytes() == TOPIC.replace(after, after + b'    - numb lips\n    - "help: numb"\n')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"asks:\n- a1\n", b"asks:\n- a1\n- new\n"),
        (b"asks:\n- a1", b"asks:\n- a1\n- new\n"),
        (b"asks:\r\n  - a1\r\nid: x1\r\n", b"asks:\r\n  - a1\r\n  - new\r\nid: x1\r\n"),
        (b"\xef\xbb\xbfasks:\n  - a1\n", b"\xef\xbb\xbfasks:\n  - a1\n  - new\n"),
    ],
    ids=["not indented", "no end of line", "Windows", "with a mark"],
)
def test_each_way_of_writing_is_kept(before: bytes, after: bytes) -> None:
    """Line ends, indentation and the mark of Windows editors stay as they are."""
    assert with_asks(before, ["new"]) == after


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"asks: [a1, b1]\n", "its asks stand in one line"),
        (b"asks: []\n", "it has problems of its own"),
        (b"id: x1\n", "it has problems of its own"),
        (b"asks:\n  - yes\n", "it has problems of its own"),
        (b"asks:\n  - |\n    a1\n\n    b1\nid: x1\n", "the asks cannot be added by program here"),
    ],
)
def test_what_cannot_be_edited_is_left_alone(file: Path, content: bytes, told: str) -> None:
    """A file that is written otherwise is told of and stays as it is."""
    file.write_bytes(content)
    with pytest.raises(EditError, match=told):
        add_asks(file, ["new"])

    assert file.read_bytes() == content


def test_what_somebody_else_wrote_meanwhile_is_kept(file: Path) -> None:
    """A file that has changed since it was read is not written over."""
    file.write_bytes(b"theirs")
    with pytest.raises(EditError, match="somebody has changed it"):
        replace(file, b"ours", TOPIC)

    assert file.read_bytes() == b"theirs"
    assert [it.name for it in file.parent.iterdir()] == ["numbness.yaml"]


def test_rights_and_links_stay(file: Path, tmp_path: Path) -> None:
    """Who may read the file stays, and a link to it leads to it still."""
    file.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    add_asks(link, ["new"])

    assert link.is_symlink()
    assert b"- new\n" in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


@given(st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60).map(str.strip))
def test_every_text_reads_back_as_it_was(text: str) -> None:
    """Whatever somebody types in one line is the same after it has been written and read."""
    document = read(f"asks:\n  - {scalar(text)}\n".encode())

    assert document.values == {"asks": [text]}
    assert not document.faults
