"""Which fields a schema knows at a place, so that a misspelt one can be named."""

import difflib
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from bot.content.problems import FieldPath


def known_fields(schema: type[BaseModel], path: FieldPath) -> tuple[str, ...]:
    """Return the names that may stand at the place of the path's last step."""
    models, is_key = {schema}, False
    for step in path[:-1]:
        if isinstance(step, str) and not is_key:
            is_key = any(_is_mapping(model, step) for model in models)
            models = {inner for model in models for inner in _models_under(model, step)}
        else:
            is_key = False
    return tuple(dict.fromkeys(name for model in models for name in model.model_fields))


def nearest(name: str, known: tuple[str, ...]) -> str | None:
    """Return the known name that the author most likely meant."""
    close = difflib.get_close_matches(name.lower().replace("-", "_"), known, n=1, cutoff=0.6)
    return close[0] if close else None


def _models_under(model: type[BaseModel], name: str) -> set[type[BaseModel]]:
    field = model.model_fields.get(name)
    return _models_in(field.annotation) if field else set()


def _is_mapping(model: type[BaseModel], name: str) -> bool:
    field = model.model_fields.get(name)
    return field is not None and get_origin(field.annotation) is dict


def _models_in(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {model for part in get_args(annotation) for model in _models_in(part)}
