"""Parsing: one page becomes one frozen value of its schema, or a list of problems."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic

from pydantic import ValidationError

from bot.content.explain import explain
from bot.content.pages import Page
from bot.content.placeholders import Words, replaced, texts
from bot.content.problems import ContentError, FieldPath, Problem
from bot.content.schemas import Held, Schema
from bot.content.strict_yaml import Plain


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Held]):
    """What came of one page; there is no value when there are problems."""

    value: Held | None
    problems: tuple[Problem, ...] = ()

    def trusted(self) -> Held:
        """Return the value; raises ContentError when there is none."""
        if self.value is None:
            raise ContentError(self.problems)
        return self.value


def parse(page: Page, schema: Schema[Held], words: Words) -> Parsed[Held]:
    """Return the page's value, its placeholders filled, or everything that is wrong with the page."""
    problems = [page.refused(fault) for fault in page.document.faults]
    value: Held | None = None
    if page.document.values is not None:
        problems += _placeholder_problems(page, page.document.values, schema, words)
        value, refusals = _validated(page, _filled(page.document.values, schema, words), schema)
        problems += refusals
    return Parsed(None if problems else value, tuple(problems))


def _placeholder_problems(page: Page, values: Plain, schema: Schema[Held], words: Words) -> Iterator[Problem]:
    for path, text in texts(values):
        if schema.has_placeholders(path) and (fault := words.fault_in(text, schema.filled_later(path))):
            yield page.problem(path, fault)


def _filled(values: Plain, schema: Schema[Held], words: Words) -> Plain:
    return replaced(values, lambda path, text: words.fill(text) if schema.has_placeholders(path) else text)


def _validated(page: Page, values: Plain, schema: Schema[Held]) -> tuple[Held | None, list[Problem]]:
    """Validate as strict JSON: lists are tuples and quoted dates are dates, and nothing else is converted."""
    try:
        return schema.holds.model_validate_json(json.dumps(values), strict=True), []
    except ValidationError as error:
        refused = {fault.path for fault in page.document.faults if fault.path}
        return None, [
            page.problem(path, text)
            for path, text in explain(error, values, schema.holds, schema.noun)
            if not _lies_within(path, refused)
        ]


def _lies_within(path: FieldPath, refused: set[FieldPath]) -> bool:
    """Whether the file's own fault at that place, or around it, has been told already."""
    return any(path[:length] in refused for length in range(1, len(path) + 1))
