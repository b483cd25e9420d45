"""Examples for an editor: how the shared base fills each field in."""

from collections.abc import Iterator
from typing import Final

from pydantic.json_schema import JsonSchemaValue

from bot.content.strict_yaml import Plain

LONGEST: Final = 120
"""Characters of an example; a longer text is cut at a word."""
_ITEMS: Final = 3
"""Items that are shown of a list or a table."""


def show_examples(schema: JsonSchemaValue, values: Plain) -> None:
    """Put beside each field of the schema that has no example the first one that these values hold."""
    _show(schema, values, schema.get("$defs", {}))


def _show(node: JsonSchemaValue, value: Plain, shared: JsonSchemaValue) -> None:
    for within in _readings(node, shared):
        match value:
            case dict():
                for name, part in value.items():
                    if field := _field(within, name):
                        _show(field, part, shared)
                        if not {"$ref", "properties"} & {*field, *field.get("items", ())}:
                            field.setdefault("examples", [_short(part)])
            case list() if "items" in within:
                for item in value:
                    _show(within["items"], item, shared)
            case _:
                pass


def _readings(node: JsonSchemaValue, shared: JsonSchemaValue) -> Iterator[JsonSchemaValue]:
    """Yield a part of the schema with what it refers to."""
    if reference := node.get("$ref"):
        yield shared[reference.rpartition("/")[2]]
    yield node


def _field(node: JsonSchemaValue, name: str) -> JsonSchemaValue | None:
    named: JsonSchemaValue | None = node.get("properties", {}).get(name)
    others = node.get("additionalProperties")
    by_pattern = next(iter(node.get("patternProperties", {}).values()), None)
    return named or by_pattern or (others if isinstance(others, dict) else None)


def _short(value: Plain) -> Plain:
    match value:
        case str() if len(value) > LONGEST:
            return f"{value[:LONGEST].rpartition(' ')[0]} …"
        case list():
            return [_short(item) for item in value[:_ITEMS]]
        case dict():
            return {name: _short(part) for name, part in [*value.items()][:_ITEMS]}
        case _:
            return value
