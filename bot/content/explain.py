"""The schema's refusals, said in whole sentences with a cure, for authors who write no programs."""

import difflib
import json
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.fields import known_fields, nearest
from bot.content.problems import FieldPath, field_name, shortened
from bot.content.strict_yaml import Plain, inside


class _Complaint(NamedTuple):
    """What is wrong, and the cure, which begins with a verb."""

    wrong: str
    cure: str


class Explanation(NamedTuple):
    """One refused place and the sentence about it."""

    path: FieldPath
    text: str


def explain(error: ValidationError, values: Plain, schema: type[BaseModel], noun: str) -> list[Explanation]:
    """Return one sentence for each place that the schema refuses; `noun` is what the file describes."""
    complaints: dict[FieldPath, list[_Complaint]] = {}
    meant: set[FieldPath] = set()
    for details in error.errors(include_url=False):
        path = _place(details["loc"], values, missing=details["type"] == "missing")
        if _follows_from_its_items(details):
            continue
        if details["type"] == "extra_forbidden":
            complaint, known = _unknown_field(path, schema, noun)
            meant.update({(*path[:-1], known)} if known else ())
        else:
            complaint = _complaint(details)
        complaints.setdefault(path, []).append(complaint)
    return [
        Explanation(path, _sentence(found))
        for path, found in complaints.items()
        if path not in meant or inside(values, path) is not None
    ]


def _place(loc: FieldPath, values: Plain, *, missing: bool) -> FieldPath:
    """Return the part of the schema's path that exists in the file; the rest names types."""
    for length, step in enumerate(loc):
        if inside(values, (*loc[:length], step)) is None:
            return loc[: length + 1] if missing and length == len(loc) - 1 else loc[:length]
    return loc


def _follows_from_its_items(details: ErrorDetails) -> bool:
    """Whether a list is called too short only because its items were refused one by one."""
    given = details["input"]
    least = details.get("ctx", {}).get("min_length", 0)
    return details["type"] == "too_short" and isinstance(given, list) and len(given) >= least


def _sentence(complaints: list[_Complaint]) -> str:
    cures = dict.fromkeys(complaint.cure for complaint in complaints if complaint.cure)
    return "; ".join(filter(None, (complaints[0].wrong, ", or ".join(cures))))


def _unknown_field(path: FieldPath, schema: type[BaseModel], noun: str) -> tuple[_Complaint, str | None]:
    name = str(path[-1])
    known = known_fields(schema, path)
    owner = field_name(tuple(step for step in path[:-1] if isinstance(step, str))) or noun
    guess = nearest(name, known)
    cure = f"did you mean {guess}?" if guess else f"delete it, or use one of: {', '.join(known)}"
    return _Complaint(f"{shortened(name)} is no field of {owner}", cure), guess


def _complaint(details: ErrorDetails) -> _Complaint:
    describe = _WORDING.get(details["type"])
    if describe is None:
        return _Complaint("this does not fit here", "compare it with the same field in another file")
    return describe(details["input"], details.get("ctx", {}))


def _text_expected(given: Any, _context: dict[str, Any]) -> _Complaint:
    if isinstance(given, bool):
        word = str(given).lower()
        return _Complaint(f"{word} would turn into yes-or-no", f'put quotes around it: "{word}"')
    if isinstance(given, dict):
        return _Complaint(
            "a colon makes a field of this", "put quotes around the whole text, or delete the colon"
        )
    return _Complaint("one text belongs here, not a list", "remove the dashes or brackets")


def _too_long(given: Any, context: dict[str, Any]) -> _Complaint:
    length, most = len(given.strip()), context["max_length"]
    return _Complaint(
        f"the text has {length:,} characters and at most {most:,} fit", f"shorten it by {length - most:,}"
    )


def _too_many(given: Any, context: dict[str, Any]) -> _Complaint:
    most = context["max_length"]
    count = len(given) if isinstance(given, list | dict) else context.get("actual_length", "too many")
    return _Complaint(f"there are {count} items and at most {most} fit", "delete the least useful ones")


def _too_few(_given: Any, context: dict[str, Any]) -> _Complaint:
    least = context["min_length"]
    return _Complaint(
        f"at least {least} {'item is' if least == 1 else 'items are'} needed",
        "add a line that begins with a dash",
    )


def _pattern(given: Any, context: dict[str, Any]) -> _Complaint:
    pattern = context["pattern"]
    if r"\n" in pattern and "\n" in given.strip():
        return _Complaint("the text must be one line", "remove the line breaks")
    if pattern.startswith("^[a-z][a-z0-9-]"):
        return _Complaint(
            f"{_quoted(given)} is no id",
            "write 2 to 40 small letters, digits and hyphens, a letter first, such as track-marks",
        )
    return _Complaint(
        f"{_quoted(given)} does not have the right form", "compare it with the same field elsewhere"
    )


def _choice(given: Any, context: dict[str, Any]) -> _Complaint:
    choices = re.findall(r"'([^']*)'", context["expected"])
    close = difflib.get_close_matches(str(given), choices, n=1)
    guess = f" (did you mean {close[0]}?)" if close else ""
    *others, last = choices or [context["expected"]]
    return _Complaint(
        f"{_quoted(given)} is not possible here{guess}",
        "write " + " or ".join(filter(None, (", ".join(others), last))),
    )


def _date(given: Any, _context: dict[str, Any]) -> _Complaint:
    return _Complaint(
        f"{_quoted(given)} is no date", 'write year, month and day in quotes, such as "2027-02-28"'
    )


def _stated(_given: Any, context: dict[str, Any]) -> _Complaint:
    return _Complaint(str(context["error"]), "")


def _fixed(wrong: str, cure: str) -> Callable[[Any, dict[str, Any]], _Complaint]:
    return lambda _given, _context: _Complaint(wrong, cure)


def _quoted(given: Any) -> str:
    return json.dumps(shortened(given), ensure_ascii=False) if isinstance(given, str) else "this"


_list_expected = _fixed("a list belongs here", "write each item on its own line, after a dash and a space")
_fields_expected = _fixed("fields belong here", "write each on its own line: a name, a colon, a value")

_WORDING: Final[dict[str, Callable[[Any, dict[str, Any]], _Complaint]]] = {
    "missing": _fixed("the field is missing", "add it"),
    "string_type": _text_expected,
    "string_too_short": _fixed("the text is empty", "write it, or delete the line"),
    "string_too_long": _too_long,
    "string_pattern_mismatch": _pattern,
    "bool_type": _fixed("yes-or-no belongs here", "write true or false, without quotes"),
    "enum": _choice,
    "literal_error": _choice,
    "date_type": _date,
    "date_parsing": _date,
    "date_from_datetime_parsing": _date,
    "date_from_datetime_inexact": _date,
    "tuple_type": _list_expected,
    "list_type": _list_expected,
    "set_type": _list_expected,
    "frozen_set_type": _list_expected,
    "dict_type": _fields_expected,
    "model_type": _fields_expected,
    "too_short": _too_few,
    "too_long": _too_many,
    "value_error": _stated,
    "assertion_error": _stated,
}
