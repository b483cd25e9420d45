"""What a program can mend is mended, and nothing else is touched."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.plain_language import Quotes
from bot.content.strict_yaml import read
from bot.maintain.lint.mending import mend, mended
from bot.maintain.lint.subject import read_subject
from bot.maintain.lint.tidiness import SPACES, STRAIGHT_QUOTES
from tests.content.base import SmallBase
from tests.maintain.lint.linted import told

CURLY = Quotes(opening="“", closing="”", apostrophe="’")


def mended_files(base: SmallBase) -> list[str]:
    """Mend a base, and return the names of the files that changed."""
    files = [str(path) for path in base.folder.rglob("*.yaml")]
    return sorted(Path(file).name for file in mend(read_subject(base.folder), files))


def test_needless_spaces_go(base: SmallBase) -> None:
    """Spaces at the end of a line and double spaces in it are told, and mended."""
    base.change("topics/numbness.yaml", "title: Numb skin\n", "title: Numb  skin   \n")
    before = told(base, SPACES)

    assert before == [
        (
            "numbness.yaml:3: warning: numbness: needless spaces stand in this line; delete them, or run "
            "aftercare check --fix"
        )
    ]
    assert mended_files(base) == ["numbness.yaml"]
    assert "title: Numb skin\n" in (base.folder / "topics/numbness.yaml").read_text()
    assert told(base, SPACES) == []


def test_straight_quotes_become_curly(base: SmallBase) -> None:
    """In what patients read, quotes are those of print; what patients type keeps those of the keyboard."""
    base.change("topics/numbness.yaml", "Skin can feel numb.", 'It\'s "numb".')
    base.change("topics/numbness.yaml", "- my cheek is numb", "- my cheek's numb")
    before = told(base, STRAIGHT_QUOTES)
    mended_files(base)
    text = (base.folder / "topics/numbness.yaml").read_text("utf-8")

    assert [line.split(": ")[0] for line in before] == ["numbness.yaml:7"]
    assert "It’s “numb”." in text
    assert "my cheek's numb" in text
    assert told(base, STRAIGHT_QUOTES) == []


def test_an_ask_that_stands_twice_goes(base: SmallBase) -> None:
    """The later of two equal asks is deleted, though the base cannot be used with both."""
    base.change("topics/numbness.yaml", "  - i feel nothing", "  - My cheek is numb!\n  - i feel nothing")
    mended_files(base)

    assert base.problems() == ()
    assert "My cheek is numb!" not in (base.folder / "topics/numbness.yaml").read_text()


def test_comments_and_order_stay() -> None:
    """A comment keeps its words and its layout, and no line changes its place."""
    text = "# Two  spaces in a comment\nid: numbness    # far away\ntitle: Numb  skin\n"

    assert mended(text.encode(), {3}, CURLY).decode() == text.replace("Numb  skin", "Numb skin")


@pytest.mark.parametrize(
    "text",
    [
        'answer: "It\'s \\"numb\\""\n',
        "says: [red,   pink]\n",
        "answer: |\n  One\n  # Two  spaces\n",
        "not: [closed\n",
        'title: 5" wide\n',
    ],
)
def test_what_could_change_its_meaning_stays(text: str) -> None:
    """Texts between quotes of YAML's own, columns, comments, and files that cannot be read are left alone."""
    assert mended(text.encode(), {1}, CURLY).decode() == text


def test_windows_line_ends_stay() -> None:
    """A file keeps the ends of its lines."""
    assert mended(b"id: numb  \r\ntitle: Numb\r\n", (), None) == b"id: numb\r\ntitle: Numb\r\n"


def test_a_tidy_base_is_left_alone(base: SmallBase) -> None:
    """No file is written that needs no mending."""
    assert mended_files(base) == []


def test_only_named_files_are_mended(base: SmallBase) -> None:
    """Who names one file gets that file mended, and no other."""
    base.change("topics/numbness.yaml", "title: Numb skin\n", "title: Numb skin \n")

    assert [*mend(read_subject(base.folder), [str(base.folder / "phrases.yaml")])] == []


@given(st.text(alphabet="ab \"'#:-[]|\n’“”\t", max_size=60))
def test_mending_never_changes_words(text: str) -> None:
    """Whatever stands in a file, mending it leaves all letters in their order, or the file alone."""
    content = f"title: x\nanswer: {text}\n".encode()
    after = mended(content, {1, 2}, CURLY)

    assert [it for it in after.decode() if it.isalpha()] == [it for it in content.decode() if it.isalpha()]
    assert (read(after).values is None) is (read(content).values is None)
    assert mended(after, {1, 2}, CURLY) == after


def test_a_quoted_text_does_not_keep_its_neighbours_from_being_mended() -> None:
    """Where one text of a file is left alone, the others are still mended."""
    text = 'title: "Say: \\"x\\""\nuncertain: "Day: x"\nanswer: It\'s numb\n'

    assert mended(text.encode(), {1, 2, 3}, CURLY).decode() == text.replace("It's", "It’s")
