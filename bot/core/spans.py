"""Spans of time as patients write them: "3 days", "a week", "2wks", "a fortnight", "36 hrs"."""

import re
from typing import Final

from bot.core.text import normalise

_HOURS_A_DAY: Final = 24
_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_UNITS: Final = {
    "day": "day days d dys",
    "week": "week weeks wk wks w",
    "fortnight": "fortnight fortnights",
    "month": "month months mth mths mo mos",
    "year": "year years yr yrs",
    "hour": "hour hours hr hrs h",
}
_UNIT_OF: Final = {word: unit for unit, spelt in _UNITS.items() for word in spelt.split()}
_NUMBERS: Final = {
    word: number
    for number, spelt in enumerate(
        ("a an one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
         "twenty"),
        start=1,
    )
    for word in spelt.split()
} | {"couple of": 2, "a couple of": 2, "couple": 2, "a couple": 2}  # fmt: skip
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth",
)  # fmt: skip
_GLUED: Final = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
_ORDINAL_ENDING: Final = re.compile(r"(?<=\d) (?=(?:st|nd|rd|th)\b)")

NUMBER: Final = rf"(?:\d{{1,3}}(?:[.,]\d)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
ORDINAL: Final = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
SPAN: Final = (
    rf"(?:(?P<more>over|more than) )?(?P<range>(?!an? ){NUMBER} (?:to |or |and )?)?"
    rf"(?P<number>{NUMBER}) (?P<unit>{'|'.join(_UNIT_OF)})\b(?! and a half)"
)
"""A span within words as `spaced` returns them."""


def spaced(text: str) -> str:
    """Return the words of a text with one space between them; "3wks" becomes "3 wks"."""
    return _ORDINAL_ENDING.sub("", _GLUED.sub(" ", normalise(text)))


def days_in(span: re.Match[str]) -> int | None:
    """Return the days of a span that `SPAN` found; None of a range or a fraction, such as "2 to 3 weeks".

    "over 2 weeks" is a day more than 2 weeks.
    """
    if span["range"]:
        return None
    number = span["number"]
    count = float(number.replace(",", ".")) if number[0].isdigit() else _NUMBERS[number]
    unit = _UNIT_OF[span["unit"]]
    days = int(count) // _HOURS_A_DAY if unit == "hour" else int(count * _DAYS[unit])
    return days + bool(span["more"])


def number_in(word: str) -> int:
    """Return what a number or an ordinal says, in digits or in words: "4th" and "four" are 4."""
    if digits := re.match(r"\d+", word):
        return int(digits[0])
    return _NUMBERS[word] if word in _NUMBERS else _ORDINALS.index(word) + 1
