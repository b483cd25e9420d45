"""A clinic's words are filled into what patients read, and into nothing that is matched."""

import pytest

from tests.content.base import SmallBase

BRACED = "{clinic} {emergency_number}"


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("everyday.yaml", "what about my dog"),
        ("medicines.yaml", "mountain daisy"),
        ("language.yaml", "dead feeling"),
        ("red_flags.yaml", "a guideline"),
    ],
)
def test_what_is_matched_keeps_its_braces(base: SmallBase, name: str, old: str) -> None:
    """In lists of words that no patient reads, braces are plain text and need no placeholder."""
    base.change(name, old, f"'{BRACED} {{other}}'")

    knowledge = base.load('name: Bright Clinic\nemergency_number: "999"\n')

    assert f"{BRACED} {{other}}" in repr(knowledge)
    assert "Bright Clinic 999" not in repr(knowledge)


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("topics/numbness.yaml", "Numb skin"),
        ("topics/numbness.yaml", "one side of the face droops"),
        ("phrases.yaml", "Hello!"),
        ("phrases.yaml", "How to ask"),
    ],
)
def test_what_patients_read_is_filled(base: SmallBase, name: str, old: str) -> None:
    """Titles, signs to look for, pleasantries and menus speak with the clinic's own words."""
    base.change(name, old, f"'{BRACED}'")

    knowledge = base.load('name: Bright Clinic\nemergency_number: "999"\n')

    assert "Bright Clinic 999" in repr(knowledge)
    assert BRACED not in repr(knowledge)
