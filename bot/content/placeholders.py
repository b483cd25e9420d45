"""The places in a text where a clinic's own words are filled in.

`{clinic}` becomes "Bright Clinic (020 7946 0000)", or the name alone, or "your clinic".
`{clinic_name}` becomes the name alone in any case.
`{emergency_number}` becomes the clinic's emergency number, or "your local emergency number".
`{crisis_line}` becomes the crisis line that the clinic names, or "a crisis line in your country".
What only a reply knows, such as `{day}` in a time course, stays until the reply is shown.
"""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.content.problems import FieldPath, shortened
from bot.content.strict_yaml import Plain
from bot.core.clinic import Clinic

_BRACED: Final = re.compile(r"\{([^{}\n]*)\}")
_ANY_CRISIS_LINE: Final = "a crisis line in your country"
_LONE: Final = re.compile(r"[{}]")
_SENTENCE_STARTS: Final = re.compile(r"(?:^|[.!?:]\s+|\n\s*)$")


class Words:
    """What stands in for each placeholder at one clinic."""

    def __init__(self, clinic: Clinic) -> None:
        name = f"{clinic.name} ({clinic.phone})" if clinic.phone else clinic.name
        self._words: Mapping[str, str] = {
            "clinic": name,
            "clinic_name": clinic.name,
            "emergency_number": clinic.emergency_number,
            "crisis_line": clinic.crisis_line or _ANY_CRISIS_LINE,
        }
        general = Clinic()
        self._general = (general.name, general.emergency_number, _ANY_CRISIS_LINE)

    def fill(self, text: str) -> str:
        """Return the text filled; general words get a capital where they start a sentence."""
        return _BRACED.sub(self._filled, text) if "{" in text else text

    def fault_in(self, text: str, later: Sequence[str] = ()) -> str | None:
        """Return what is wrong with the braces of a text and its cure, or None when nothing is.

        `later` holds the placeholders that may stay in this text, since they are filled when it is shown.
        """
        if "{" not in text and "}" not in text:
            return None
        *others, last = (*later, *(f"{{{name}}}" for name in self._words))
        known = f"{', '.join(others)} and {last}"
        for name in _BRACED.findall(text):
            if name not in self._words and f"{{{name}}}" not in later:
                return f"{{{shortened(name)}}} is no placeholder{self._guess(name)}; known are {known}"
        if lone := _LONE.search(_BRACED.sub("", text)):
            return f"a {lone.group()} stands alone; complete the placeholder ({known}) or delete the sign"
        return None

    def _filled(self, found: re.Match[str]) -> str:
        word = self._words.get(found[1])
        if word is None:
            return found[0]
        starts = word.startswith(self._general) and _SENTENCE_STARTS.search(found.string, 0, found.start())
        return word[0].upper() + word[1:] if starts else word

    def _guess(self, name: str) -> str:
        if name == "phone":
            return " ({clinic} shows the number as well)"
        close = difflib.get_close_matches(name, self._words, n=1)
        return f", did you mean {{{close[0]}}}" if close else ""


def texts(value: Plain, path: FieldPath = ()) -> list[tuple[FieldPath, str]]:
    """Return every text within a value, each with its place."""
    match value:
        case str():
            return [(path, value)]
        case list():
            return [found for at, item in enumerate(value) for found in texts(item, (*path, at))]
        case dict():
            return [found for name, item in value.items() for found in texts(item, (*path, name))]
        case _:
            return []


def replaced(value: Plain, replace: Callable[[FieldPath, str], str], path: FieldPath = ()) -> Plain:
    """Return the value with every text within it replaced."""
    match value:
        case str():
            return replace(path, value)
        case list():
            return [replaced(item, replace, (*path, at)) for at, item in enumerate(value)]
        case dict():
            return {name: replaced(item, replace, (*path, name)) for name, item in value.items()}
        case _:
            return value
