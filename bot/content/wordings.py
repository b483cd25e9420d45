"""Wordings: the small language in which a forbidden way of speaking is written down, and its search."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Final, NamedTuple, Self

from pydantic import Field, model_validator

from bot.content.plain_language import PlainLanguage
from bot.content.readability import Syllables
from bot.core.model import Kind, Label, Line, Slug, Value
from bot.core.text import normalise

MEDICINE_NAMES: Final = "medicine-name"
"""The list of that name holds what medicines.yaml names."""

_LIST: Final = re.compile(r"<([a-z][a-z0-9-]*)>")
_BETWEEN: Final = r"(?:\S+ ){0,6}"
_FIGURES: Final = r"\d+(?:[.,]\d+)?"

Patterns = Annotated[tuple[Line, ...], Field(min_length=1)]
Lists = Mapping[str, Sequence[str]]


class WordingRule(Value):
    """One way of speaking that could harm, and what to write instead."""

    id: Slug
    """A short name, unlike all others."""
    wrong: Line
    """What the words do; stands behind the words themselves."""
    cure: Line
    """What to write instead."""
    says: Patterns
    """The wordings, in words: `<name>` is any entry of a list, `#` a number, `..` up to six words or none."""
    unless: tuple[Line, ...] = ()
    """Wordings that make it good when they begin no later and reach into it, such as "do not" before it."""
    allowed_in: tuple[Kind, ...] = ()
    """Kinds of topics that may speak so."""
    limited_by_safety_net: bool = False
    """Whether a safety net, which says until when and whom to ask, makes it good."""


class Wording(Value):
    """What a language's texts must not say, and how its syllables are counted."""

    lists: dict[Slug, Annotated[tuple[Label, ...], Field(min_length=1)]] = Field(default_factory=dict)
    """Lists of words, which rules call by `<name>`."""
    rules: Annotated[tuple[WordingRule, ...], Field(min_length=1)]
    """The ways of speaking that could harm."""
    syllables: Syllables | None = None
    """Left out in a language for which the reading grade means nothing."""
    plain_language: PlainLanguage = PlainLanguage()
    """What `check` warns of."""

    @model_validator(mode="after")
    def _names_lists_that_exist(self) -> Self:
        for rule in self.rules:
            for name in _LIST.findall(" ".join((*rule.says, *rule.unless))):
                if name not in {*self.lists, MEDICINE_NAMES}:
                    raise ValueError(
                        f"the rule {rule.id} names a list <{name}>; add it to lists, or correct it"
                    )
        return self


class Breach(NamedTuple):
    """Words that break a rule."""

    rule: WordingRule
    words: str


class Watch:
    """The rules of one language, ready to read sentences."""

    def __init__(self, wording: Wording, medicine_names: Sequence[str]) -> None:
        lists = {**wording.lists, MEDICINE_NAMES: medicine_names}
        self._rules = [
            (rule, _search(rule.says, lists), _search(rule.unless, lists)) for rule in wording.rules
        ]

    def breaches(self, sentence: str) -> Iterator[Breach]:
        """Yield the first words of a sentence that break each rule."""
        spoken = normalise(sentence)
        for rule, says, unless in self._rules:
            said = list(says.finditer(spoken))
            excused = [found.span(1) for found in unless.finditer(spoken)] if said else []
            for found in said:
                if not any(first <= found.start(1) < last for first, last in excused):
                    yield Breach(rule, found[1])
                    break


def _search(patterns: Sequence[str], lists: Lists) -> re.Pattern[str]:
    """Return the search for all places, overlapping ones too, where one of the patterns stands."""
    each = "|".join(_words(pattern, lists) for pattern in patterns) or r"(?!)"
    return re.compile(rf"(?<!\S)(?=((?:{each})(?!\S)))")


def _words(pattern: str, lists: Lists) -> str:
    spoken = "".join(_term(term, lists) for term in pattern.split())
    return spoken.removesuffix(" ")


def _term(term: str, lists: Lists) -> str:
    if term == "..":
        return _BETWEEN
    if named := _LIST.fullmatch(term):
        return f"(?:{'|'.join(_entry(entry) for entry in lists[named[1]]) or '(?!)'}) "
    return f"{_entry(term)} "


def _entry(entry: str) -> str:
    return _FIGURES if entry == "#" else re.escape(normalise(entry)).replace(r"\ ", " ")
