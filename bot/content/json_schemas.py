"""The pages' models as JSON schemas, in the form that an editor shows while a file is typed."""

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bot.content.field_notes import notes_on

DIALECT = "http://json-schema.org/draft-07/schema#"
"""The dialect that every editor knows."""


def json_schema(model: type[BaseModel]) -> JsonSchemaValue:
    """Return what a file of this model may hold, with what is told of each field."""
    described = model.model_json_schema(schema_generator=_ForEditors)
    return {"$schema": DIALECT, **described}


class _ForEditors(GenerateJsonSchema):
    """Leaves out what only repeats a field's name, and what strict YAML has no word for: nothing at all."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        described = super().model_schema(schema)
        described.pop("title", None)
        described["description"] = _first_paragraph(described["description"])
        for name, note in notes_on(schema["cls"]).items():
            described["properties"][name]["description"] = note
        return described

    def enum_schema(self, schema: core_schema.EnumSchema) -> JsonSchemaValue:
        described = super().enum_schema(schema)
        described.pop("title", None)
        return described

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        described = super().default_schema(schema)
        if described.get("default") in (None, [], {}, ""):
            described.pop("default", None)
        return described

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002
        return False


def _first_paragraph(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())
