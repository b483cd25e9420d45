"""Unquoted words that YAML would quietly turn into something else, or cut, and the advice against it."""

import re
from typing import Final

import yaml

from bot.content.problems import shortened

_MEANS_SOMETHING_ELSE: Final = re.compile(
    r"""
      (?P<nothing> ~ | null | Null | NULL | )
    | (?P<boolean> [yYnN] | yes | Yes | YES | no | No | NO | on | On | ON | off | Off | OFF
        | true | True | TRUE | false | False | FALSE )
    | (?P<date> \d{4}-\d\d?-\d\d?
        (?: (?: [Tt] | [ \t]+ ) \d\d? :\d\d :\d\d (?: \.\d* )?
            (?: [ \t]* (?: Z | [-+]\d\d? (?: :\d\d )? ) )? )? )
    | (?P<number> [-+]? (?: 0b[01_]+ | 0o[0-7_]+ | 0x[0-9a-fA-F_]+
        | \d[\d_]* (?: \.[\d_]* )? (?: [eE][-+]?\d+ )?
        | \.\d[\d_]* (?: [eE][-+]?\d+ )?
        | \d[\d_]* (?: :[0-5]?\d )+ (?: \.[\d_]* )?
        | \. (?: inf | Inf | INF ) )
        | \. (?: nan | NaN | NAN ) )
    | (?P<sign> = | << )
    """,
    re.VERBOSE | re.ASCII,
)
_LONGEST_NUMBER: Final = 30
_CURLY: Final = re.compile("[“”„‟‘’‚‛«»]([^“”„‟«»]*)[“”‟‘’«»]")
_CUT: Final = re.compile(r"[ \t]+#[^\s#]")

_MEANINGS: Final = {
    "nothing": "would turn into nothing",
    "boolean": "would turn into yes-or-no",
    "date": "would turn into a date",
    "sign": "is a sign with a meaning of its own",
}

BOOLEANS: Final = {"true": True, "false": False}
"""The two words that stay what YAML makes of them."""


def advice_against(word: str) -> str | None:
    """Return what is wrong with an unquoted word and its cure, or None when it is plain text."""
    if curly := _CURLY.fullmatch(word):
        plain = shortened(curly[1])
        return f'patients would read these curly quotes; type straight ones in their place: "{plain}"'
    found = _MEANS_SOMETHING_ELSE.fullmatch(word)
    if found is None:
        return None
    if not word:
        return "there is no value; write one, or delete the line"
    meaning = _number(word) if found.lastgroup == "number" else _MEANINGS[str(found.lastgroup)]
    return f'{shortened(word)} {meaning}; put quotes around it: "{shortened(word)}"'


def advice_against_cutting(rest: str) -> str | None:
    """Return what is wrong with what follows an unquoted word on its line, or None when nothing is lost."""
    if _CUT.match(rest):
        return "all that follows # is lost; put quotes around the whole text, or for a note a space after #"
    return None


def number_like(word: str) -> bool:
    """Whether an unquoted name of a field is no word: a number, a date, a sign or nothing at all."""
    found = _MEANS_SOMETHING_ELSE.fullmatch(word)
    return found is not None and found.lastgroup != "boolean"


def _number(word: str) -> str:
    """Say which number YAML makes of a word; its versions differ over some."""
    try:
        number = yaml.safe_load(word) if len(word) <= _LONGEST_NUMBER else word
    except (ValueError, OverflowError):
        number = word
    return "may turn into a number" if isinstance(number, str) else f"would turn into the number {number}"
