"""What an editor is told agrees with what the program accepts."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from bot.content.json_schemas import json_schema
from bot.content.schema_files import SCHEMAS


def models(kind: object) -> Iterator[type[BaseModel]]:
    """Yield the models that a type is made of."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        for field in kind.model_fields.values():
            yield from models(field.annotation)
    for part in get_args(kind):
        yield from models(part)


def enums(kind: object) -> Iterator[type[StrEnum]]:
    """Yield the closed lists of words that a model's fields choose from."""
    for model in models(kind):
        for field in model.model_fields.values():
            for part in (field.annotation, *get_args(field.annotation)):
                if isinstance(part, type) and issubclass(part, StrEnum):
                    yield part


def described(name: str) -> dict[str, Any]:
    """Return the parts of a schema by the name of their model."""
    schema = json_schema(SCHEMAS[name])
    return {SCHEMAS[name].__name__: schema, **schema.get("$defs", {})}


@pytest.mark.parametrize("name", SCHEMAS)
def test_fields_agree_with_the_models(name: str) -> None:
    """A schema has each model's fields, requires those without a default, and refuses all others."""
    parts = described(name)

    for model in models(SCHEMAS[name]):
        part = parts[model.__name__]
        assert set(part["properties"]) == set(model.model_fields)
        assert set(part.get("required", ())) == {
            field for field, info in model.model_fields.items() if info.is_required()
        }
        assert part["additionalProperties"] is False


@pytest.mark.parametrize("name", SCHEMAS)
def test_closed_lists_agree_with_the_models(name: str) -> None:
    """Where only some words are allowed, the schema offers exactly these."""
    parts = described(name)

    for closed in enums(SCHEMAS[name]):
        assert parts[closed.__name__]["enum"] == [str(word) for word in closed]


@pytest.mark.parametrize("name", SCHEMAS)
def test_nothing_but_text_is_asked_for(name: str) -> None:
    """Strict YAML has no numbers and no empty values, so no schema asks for one."""
    text = repr(json_schema(SCHEMAS[name]))

    assert not {"'integer'", "'number'", "'null'"} & {word.strip(",{}[]") for word in text.split()}


def test_a_field_tells_its_purpose() -> None:
    """What stands beneath a field in the program is told in the editor; names are not repeated as titles."""
    fields = json_schema(SCHEMAS["topic"])["properties"]

    assert fields["asks"]["description"] == "Phrasings of the question, as patients type them."
    assert "title" not in fields["asks"]
    assert fields["safety_net"]["$ref"] == "#/$defs/SafetyNet"
    assert fields["covered"]["default"] is True
