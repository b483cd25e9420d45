"""The schemas beside the knowledge base are current, complete and find no fault in it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.content.folders import DEFAULT_BASE, TOPICS, languages, yaml_files
from bot.content.pages import read_page
from bot.content.schema_files import CLINIC_EXAMPLE, SCHEMAS, header, schema_texts, write_schemas

FILES = [
    DEFAULT_BASE / CLINIC_EXAMPLE,
    *(
        file
        for folder in languages(DEFAULT_BASE)
        for file in (*yaml_files(folder), *yaml_files(folder / TOPICS))
    ),
]


def without_examples(part: Any) -> Any:
    """Return a schema without its examples, which may lag behind the texts that they are taken from."""
    if isinstance(part, dict):
        return {name: without_examples(inner) for name, inner in part.items() if name != "examples"}
    return [without_examples(inner) for inner in part] if isinstance(part, list) else part


def fields(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every field of a schema with its name."""
    for part in (schema, *schema.get("$defs", {}).values()):
        yield from part.get("properties", {}).items()


def refused(value: Any, part: dict[str, Any], shared: dict[str, Any], at: str = "") -> Iterator[str]:
    """Yield where a value is not what a schema asks for; knows the words that our schemas use."""
    if "$ref" in part:
        yield from refused(value, shared[part["$ref"].rpartition("/")[2]], shared, at)
    if "anyOf" in part and all(any(refused(value, way, shared, at)) for way in part["anyOf"]):
        yield f"{at}: none of several"
    if value not in part.get("enum", (value,)) or value != part.get("const", value):
        yield f"{at}: not among the words"
    of_type = {"string": str, "boolean": bool, "array": list, "object": dict}.get(
        part.get("type", ""), object
    )
    if not isinstance(value, of_type):
        yield f"{at}: no {part['type']}"
    else:
        yield from refused_inside(value, part, shared, at)


def refused_inside(value: Any, part: dict[str, Any], shared: dict[str, Any], at: str) -> Iterator[str]:
    """Yield where a value of the right type is not what a schema asks for."""
    match value:
        case str():
            # A folded block ends with a line break, which the program takes off.
            fits = part.get("minLength", 0) <= len(value.strip()) <= part.get("maxLength", 10**6)
            if not fits or not re.search(part.get("pattern", ""), value.strip()):
                yield f"{at}: no such text"
        case list():
            if not part.get("minItems", 0) <= len(value) <= part.get("maxItems", 10**6):
                yield f"{at}: too few or too many"
            for number, item in enumerate(value):
                yield from refused(item, part.get("items", {}), shared, f"{at}[{number}]")
        case dict():
            yield from refused_fields(value, part, shared, at)
        case _:
            pass


def refused_fields(
    value: dict[str, Any], part: dict[str, Any], shared: dict[str, Any], at: str
) -> Iterator[str]:
    """Yield where the fields of a value are not what a schema asks for."""
    yield from (f"{at}.{name}: missing" for name in part.get("required", ()) if name not in value)
    for name, inner in value.items():
        patterns = part.get("patternProperties", {})
        known = part.get("properties", {}).get(name) or next(
            (within for pattern, within in patterns.items() if re.search(pattern, name)),
            part.get("additionalProperties", {}),
        )
        if known is False:
            yield f"{at}.{name}: unknown"
        elif isinstance(known, dict):
            yield from refused(inner, known, shared, f"{at}.{name}")


def schema_named_in(file: Path) -> Path:
    """Return the schema that a content file names in its first line."""
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    folder = DEFAULT_BASE.parent if file.name == CLINIC_EXAMPLE else file.parent
    return (folder / first.rpartition("=")[2]).resolve()


def test_the_schemas_are_current() -> None:
    """Each schema's file says what the program accepts today; `aftercare schema` writes them anew."""
    for file, text in schema_texts(DEFAULT_BASE):
        assert without_examples(json.loads(file.read_text())) == without_examples(json.loads(text)), file.name


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_explained(name: str) -> None:
    """Each field has a description or, where a phrase is its own, an example; most have both."""
    schema = json.loads((DEFAULT_BASE / "schema" / f"{name}.json").read_text())

    for field, told in fields(schema):
        assert "examples" in told or "$ref" in told or "$ref" in told.get("items", {}), field
        assert "description" in told or name == "phrases", field


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_file_names_its_schema(file: Path) -> None:
    """The first line of a content file leads an editor to the schema of that very kind of file."""
    assert file.read_text(encoding="utf-8").startswith(f"{header(file, DEFAULT_BASE)}\n")
    assert schema_named_in(file).is_file()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_an_editor_finds_no_fault_in_the_base(file: Path) -> None:
    """What the program accepts, the schema accepts."""
    schema = json.loads(schema_named_in(file).read_text())

    assert not list(refused(read_page(file).document.values, schema, schema.get("$defs", {})))


def test_an_editor_finds_what_the_program_would() -> None:
    """A misspelt field, a wrong kind and a missing answer are found while somebody types."""
    schema = json.loads((DEFAULT_BASE / "schema" / "topic.json").read_text())
    values = {"id": "itch", "kind": "itchy", "title": "Itch", "asks": [], "answr": "x"}

    found = set(refused(values, schema, schema["$defs"]))

    assert found >= {".kind: not among the words", ".asks: too few or too many", ".answr: unknown"}
    assert ".answer: missing" in found


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """The first run writes every schema, the next one nothing."""
    (tmp_path / "en" / "topics").mkdir(parents=True)

    assert len([*write_schemas(tmp_path)]) == len(SCHEMAS)
    assert not [*write_schemas(tmp_path)]
