"""What is said twice is told once, at the later place, with the earlier one."""

from itertools import chain
from pathlib import Path

from bot.content.pages import Page
from bot.content.strict_yaml import read
from bot.content.uniqueness import Claims, every, field_of, phrasing_repeated, repeated


def page_of(name: str, text: str) -> Page:
    """Return a page of that name that holds this text."""
    return Page(Path(name), read(text.encode()))


def described(text: str, first: str) -> str:
    """Return a text and the place of the first like it."""
    return f"{text} like {first.rpartition('/')[-1]}"


def test_every_repetition_points_to_the_first() -> None:
    """A text that stands three times is told twice, both with the place of the first."""
    page = page_of("a.yaml", "names:\n  - Arnica\n  - mint\n  - ARNICA\n  - arnica!\n")

    found = list(repeated(every(page, "names"), described))

    assert [(problem.line, problem.text) for problem in found] == [
        (4, "ARNICA like a.yaml:2"),
        (5, "arnica! like a.yaml:2"),
    ]


def test_a_place_does_not_repeat_itself() -> None:
    """A text that is looked at twice is no repetition of itself."""
    page = page_of("a.yaml", "title: Arnica\n")

    assert list(repeated(chain(field_of(page, "title"), field_of(page, "title")), described)) == []


def test_a_list_repeats_itself_without_a_rival() -> None:
    """A phrasing twice in one list is a repetition there, and no quarrel with another list."""
    page = page_of("a.yaml", "asks:\n  - Is it sore?\n  - is it SORE\n")

    assert [problem.line for problem in phrasing_repeated(every(page, "asks"))] == [3]
    assert list(Claims().contested(every(page, "asks"))) == []


def test_the_first_claim_holds_against_all() -> None:
    """A phrasing belongs to the list that claims it first; every other list is told whose it is."""
    claims = Claims()
    pages = [page_of(f"{name}.yaml", "asks:\n  - is it sore\n") for name in ("one", "two", "three")]

    found = [[problem.text for problem in claims.contested(every(page, "asks"))] for page in pages]

    assert found[0] == []
    assert all(
        text.startswith('"is it sore" is also claimed by one (') for told in found[1:] for text in told
    )
    assert [len(told) for told in found] == [0, 1, 1]


def test_phrasings_without_a_word_claim_nothing() -> None:
    """Two phrasings without a word do not quarrel: each is told to be empty instead."""
    claims = Claims()
    pages = [page_of(f"{name}.yaml", "asks:\n  - '?!'\n  - '...'\n") for name in ("one", "two")]

    assert [list(claims.contested(every(page, "asks"))) for page in pages] == [[], []]
    assert [problem.text for problem in phrasing_repeated(every(pages[0], "asks"))] == [
        '"?!" holds no word; delete it',
        '"..." holds no word; delete it',
    ]
