"""YAML's own errors, in the words of somebody who writes texts and no programs."""

import re
from typing import Final, NamedTuple

import yaml

from bot.content.decoding import RefusedError


class _Advice(NamedTuple):
    """What to tell when YAML complains in a certain way."""

    complaint: str
    """A pattern that finds the complaint, in the words of both of PyYAML's parsers."""
    text: str
    at_beginning: bool = False
    """Whether the line to correct is where the text began, not where YAML gave up."""


_ADVICE: Final = (
    _Advice("mapping values", "there is a colon inside the text; put quotes around the whole text"),
    _Advice("tab character", "a tab stands here; indent with spaces only"),
    _Advice(
        "expected ':'", "a field's name needs a colon after it; add it, or indent the line", at_beginning=True
    ),
    _Advice("cannot start any token", "a text cannot begin with this sign; put quotes around the whole text"),
    _Advice(
        "end of stream.*quoted|quoted.*end of stream", "a quote is never closed; add it", at_beginning=True
    ),
    _Advice("mapping keys", "a text cannot begin with ?; put quotes around the whole text"),
    _Advice("document start", "the line begins further left than the first field; indent both alike"),
    _Advice("escape|hexa?decimal", r"\ has a meaning of its own between double quotes; use single quotes"),
    _Advice("block scalar", "the text after | or > begins on the next line; move it there"),
    _Advice("flow sequence", "the list lacks a comma or its closing ]; add it", at_beginning=True),
    _Advice("flow mapping", "the fields lack a comma or their closing }; add it", at_beginning=True),
    _Advice("alphabetic", "a text cannot begin with & or *; put quotes around the whole text"),
    _Advice(
        "tag|directive|incompatible", "a text cannot begin with ! or %; put quotes around the whole text"
    ),
    _Advice(
        "block (mapping|collection|sequence|end|node)|flow node",
        "the line does not fit the lines above; indent it as they are, or put quotes around all of a text "
        "with quotes or brackets in it",
    ),
    _Advice("", "this line cannot be read; compare it with the same place in another file"),
)


_NO_SPACE: Final = re.compile(r"\s*(?:- +)?[A-Za-z_-]+:[^\s:]")
_SPACE_MISSING: Final = "a space is missing after the colon; add it, or put quotes around the whole text"


def in_plain_words(error: yaml.YAMLError, text: str) -> RefusedError:
    """Return YAML's complaint about a text as one line and a cure."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return RefusedError(1, _ADVICE[-1].text)
    lines = text.splitlines()
    mark = error.problem_mark or error.context_mark
    complaint = f"{error.problem} {error.context}"
    if mark and "".join(lines[mark.line : mark.line + 1])[mark.column : mark.column + 1] == "\t":
        complaint = "tab character"
    advice = next(advice for advice in _ADVICE if re.search(advice.complaint, complaint))
    if advice.at_beginning:
        mark = error.context_mark or mark
    # The end of the file lies behind its last line.
    at = min(mark.line, len(lines) - 1) if mark else 0
    if line := _without_space(complaint, lines, at):
        return RefusedError(line, _SPACE_MISSING)
    return RefusedError(at + 1, advice.text)


def _without_space(complaint: str, lines: list[str], at: int) -> int | None:
    """Return the line with a name and a colon and no space that led to this complaint, if one did."""
    if not re.search("mapping values|expected ':'", complaint):
        return None
    # A text may go on in the next line, so the complaint can come one line late.
    return next((line + 1 for line in (at, at - 1) if line >= 0 and _NO_SPACE.match(lines[line])), None)
