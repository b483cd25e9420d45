"""The schemas as files, by which an editor explains, completes and checks what somebody types."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaValue

from bot.content.examples_shown import show_examples
from bot.content.folders import TOPICS, yaml_files
from bot.content.json_schemas import json_schema
from bot.content.pages import read_page
from bot.content.schemas import (
    ARTICLE_FACTS,
    CALENDAR,
    CLINIC,
    EVERYDAY,
    EXAMPLES,
    LANGUAGE,
    MEDICINES,
    PHRASES,
    RED_FLAGS,
    TOPIC,
    WORDING,
)

FOLDER: Final = "schema"
SHOWN_FROM: Final = "en"
"""The language whose texts are the examples."""
CLINIC_EXAMPLE: Final = "clinic.example.yaml"

SCHEMAS: Final[Mapping[str, type[BaseModel]]] = {
    "topic": TOPIC.holds,
    "red_flags": RED_FLAGS.holds,
    "danger": EXAMPLES.holds,
    "medicines": MEDICINES.holds,
    "phrases": PHRASES.holds,
    "everyday": EVERYDAY.holds,
    "language": LANGUAGE.holds,
    "calendar": CALENDAR.holds,
    "wording": WORDING.holds,
    "facts": ARTICLE_FACTS.holds,
    "clinic": CLINIC.holds,
}
"""By the name of the schema's file, which is that of the content's file."""


def schema_texts(base: Path) -> Iterator[tuple[Path, str]]:
    """Yield each schema's file and what belongs into it."""
    for name in SCHEMAS:
        text = json.dumps(_with_examples(name, base), ensure_ascii=False, indent=2)
        yield base / FOLDER / f"{name}.json", f"{text}\n"


def write_schemas(base: Path) -> Iterator[Path]:
    """Write every schema of a knowledge base that is not current, and yield its file."""
    for file, text in schema_texts(base):
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            yield file


def header(path: Path, base: Path) -> str:
    """Return the first line of a content file, by which an editor finds its schema."""
    if path.name == CLINIC_EXAMPLE:
        # It is copied to the folder above before anybody edits it.
        return _naming(f"{base.name}/{FOLDER}/clinic.json")
    if path.parent.name == TOPICS:
        return _naming(f"../../{FOLDER}/topic.json")
    return _naming(f"../{FOLDER}/{path.stem}.json")


def _naming(schema: str) -> str:
    return f"# yaml-language-server: $schema={schema}"


def _with_examples(name: str, base: Path) -> JsonSchemaValue:
    schema = json_schema(SCHEMAS[name])
    for path in _pages(name, base):
        show_examples(schema, read_page(path).document.values or {})
    return schema


def _pages(name: str, base: Path) -> tuple[Path, ...]:
    match name:
        case "topic":
            return yaml_files(base / SHOWN_FROM / TOPICS)
        case "clinic":
            return (base / CLINIC_EXAMPLE,)
        case _:
            return (base / SHOWN_FROM / f"{name}.yaml",)
