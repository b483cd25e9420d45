"""A page can be asked for anything in any state: nothing in it is trusted yet."""

from pathlib import Path

import pytest

from bot.content.pages import Page, read_page
from bot.content.problems import Problem
from bot.content.strict_yaml import read


def page_of(text: str, name: str = "numbness.yaml") -> Page:
    """Return a page that holds this text."""
    return Page(Path(name), read(text.encode()))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("id: dimpling\n", "dimpling"),
        ("id: Dimpling!\n", "numbness"),
        ("id: [dimpling]\n", "numbness"),
        ("id: true\n", "numbness"),
        ("title: x\n", "numbness"),
        ("id: [\n", "numbness"),
        ("", "numbness"),
    ],
)
def test_a_page_without_a_good_id_goes_by_its_name(text: str, topic: str) -> None:
    """Problems name the id that a page gives itself when it is one, and else the file."""
    assert page_of(text).topic == topic


@pytest.mark.parametrize(
    "text", ["asks: one\n", "asks:\n  one: two\n", "asks: true\n", "asks: []\n", "asks: [\n"]
)
def test_a_page_without_a_list_has_no_items(text: str) -> None:
    """Where no list stands there are no items and no texts, whatever stands there instead."""
    page = page_of(text)

    assert (list(page.items("asks")), list(page.texts("asks"))) == ([], [])


def test_texts_are_told_with_their_places() -> None:
    """Only texts of a list are texts, each with its position among all items."""
    page = page_of("says:\n  - one\n  - true\n  - [two]\n  - ''\n  - three: four\n  - five\n")

    assert list(page.texts("says")) == [(("says", 0), "one"), (("says", 5), "five")]


def test_fields_are_told_by_name() -> None:
    """The names of fields come in their order; a text has none."""
    page = page_of("kinds:\n  recovery: a\n  procedure: b\ntitle: x\n")

    assert page.names("kinds") == ("recovery", "procedure")
    assert (page.names("title"), page.names("nowhere")) == ((), ())


def test_a_problem_stands_at_its_field() -> None:
    """A problem with a field carries the page, the line and the name of the field."""
    page = page_of("id: numbness\nasks:\n  - one\n  - two\n")

    assert page.problem(("asks", 1), "say it once") == Problem(
        page.file, 4, "numbness", "asks[2]", "say it once"
    )
    assert page.place(("asks", 1)) == f"{page.file}:4"


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    """A folder with a file's name is told as one, without an exception."""
    page = read_page(tmp_path)

    assert [fault.text for fault in page.document.faults] == ["is a folder; name a file in it"]
    assert page.document.values is None
