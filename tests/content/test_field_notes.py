"""An editor tells of a field what its docstring says."""

from bot.content.field_notes import notes_on
from bot.core.model import Value


class Above(Value):
    """A parent with one note."""

    first: str
    """Told by
    the parent."""
    bare: str


class Below(Above):
    """A child with its own."""

    second: str
    """Told by the child."""


def test_a_docstring_is_one_line() -> None:
    """The docstring beneath a field is its note; a field without one has none."""
    assert notes_on(Above) == {"first": "Told by the parent."}


def test_notes_are_inherited() -> None:
    """A model tells of the fields of its parents too."""
    assert notes_on(Below) == {"first": "Told by the parent.", "second": "Told by the child."}
