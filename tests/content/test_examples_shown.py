"""Fields are shown with what the shared base has in them."""

from pydantic import Field

from bot.content.examples_shown import LONGEST, show_examples
from bot.content.json_schemas import json_schema
from bot.core.model import DayNumber, Line, Slug, Value


class Inner(Value):
    """A part."""

    line: Line


class Outer(Value):
    """A page."""

    words: tuple[Line, ...] = ()
    day: DayNumber | None = None
    by_name: dict[Slug, Line] = Field(default_factory=dict)
    inner: Inner | None = None
    several: tuple[Inner, ...] = ()


def test_each_field_gets_the_first_value() -> None:
    """Texts, lists and tables get an example, within other fields too; a second page changes none."""
    schema = json_schema(Outer)

    show_examples(schema, {"words": ["a", "b", "c", "d"], "inner": {"line": "first"}})
    show_examples(
        schema, {"words": ["z"], "day": "14", "by_name": {"one": "1"}, "several": [{"line": "later"}]}
    )

    fields = schema["properties"]
    assert fields["words"]["examples"] == [["a", "b", "c"]]
    assert fields["day"]["examples"] == ["14"]
    assert fields["by_name"]["examples"] == [{"one": "1"}]
    assert schema["$defs"]["Inner"]["properties"]["line"]["examples"] == ["first"]


def test_a_long_text_is_cut_at_a_word() -> None:
    """An example is short enough to be read in passing."""
    schema = json_schema(Inner)

    show_examples(schema, {"line": "word " * 50})

    (example,) = schema["properties"]["line"]["examples"]
    assert len(example) <= LONGEST + 2
    assert example.endswith("word …")


def test_what_a_schema_does_not_know_is_passed_over() -> None:
    """A field with a wrong name, or a text where fields belong, brings no example and no failure."""
    schema = json_schema(Outer)

    show_examples(schema, {"wrods": "a", "inner": "text", "several": {"line": "x"}})

    assert "examples" not in schema["$defs"]["Inner"]["properties"]["line"]
