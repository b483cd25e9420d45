"""Words name groups."""

from typing import Final

import pytest

from bot.core.matching.naming import NO_NAMES, Naming
from bot.core.text import words

NAMING: Final = Naming(
    [
        ("painkillers", [("ibuprofen",), ("pain", "killer")]),
        ("antibiotics", [("amoxicillin",)]),
        ("pain", [("pain",)]),
    ]
)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("can i take ibuprofen", ("painkillers",)),
        ("amoxicillin or ibuprofen", ("antibiotics", "painkillers")),
        ("ibuprofen or ibuprofen", ("painkillers",)),
        ("the pain is a killer", ("pain",)),
        ("killer pain", ("pain",)),
        ("", ()),
    ],
)
def test_names_groups_in_order(text: str, groups: tuple[str, ...]) -> None:
    """Each group is named once, in the order of its first word; phrases must stand together."""
    assert NAMING.groups_in(words(text)) == groups


def test_one_phrase_may_name_two_groups() -> None:
    """A phrase names its group also where it begins with another group's word."""
    assert set(NAMING.groups_in(words("a pain killer"))) == {"painkillers", "pain"}


def test_no_names_name_nothing() -> None:
    """Where nothing is known, no word belongs to a group."""
    assert NO_NAMES.groups_in(words("can i take ibuprofen")) == ()


def test_tells_where_a_group_is_named() -> None:
    """Each naming has its first word and the place after its last one, also where two overlap."""
    places = list(NAMING.places_in(words("my pain killer or ibuprofen")))

    assert places == [(1, 3, "painkillers"), (1, 2, "pain"), (4, 5, "painkillers")]
