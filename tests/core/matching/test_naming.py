"""Words name groups."""

import pytest

from bot.core.matching.naming import Naming
from bot.core.text import words

NAMING = Naming([("painkillers", [("ibuprofen",), ("pain", "killer")]), ("antibiotics", [("amoxicillin",)])])


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("can i take ibuprofen", ("painkillers",)),
        ("amoxicillin with a pain killer or ibuprofen", ("antibiotics", "painkillers")),
        ("the pain is a killer", ()),
        ("", ()),
    ],
)
def test_names_groups_in_order(text: str, groups: tuple[str, ...]) -> None:
    """Each group is named once, in the order of its first word; phrases must stand together."""
    assert NAMING.groups_in(words(text)) == groups
