"""Plain language: words that need another one beside them, as a language's `wording.yaml` lists them."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.core.model import Line, Slug, Value
from bot.core.text import normalise

Terms = Annotated[tuple[Line, ...], Field(min_length=1)]
"""Words as they are spoken; a `*` at the end of one stands for any ending: "bruis*"."""

Sign = Annotated[str, StringConstraints(min_length=1, max_length=2)]


class MedicalWord(Value):
    """A word that few patients know, and the plain words that explain it."""

    says: Terms
    """The medical word, and its other forms."""
    plain: Terms
    """The plain words for it."""


class Redness(Value):
    """A colour that is seen on light skin only, and the signs of which one must stand beside it."""

    says: Terms
    """Words for redness."""
    signs: Terms
    """Other signs that can be seen or felt on every skin."""


class VagueWords(Value):
    """Words that say less than a number does."""

    of: Slug
    """What the number tells, such as time."""
    says: Terms
    """The vague words."""


class Quotes(Value):
    """The signs that stand around and inside words in print."""

    opening: Sign
    """What opens a quotation."""
    closing: Sign
    """What closes one."""
    apostrophe: Sign
    """What stands for a letter that is left out."""


class PlainLanguage(Value):
    """What makes a text clear to everybody."""

    medical_words: tuple[MedicalWord, ...] = ()
    """Medical words, which need a plain one before them."""
    explained_by: tuple[Line, ...] = ()
    """Wordings that announce a medical word after its plain one, such as "is called"."""
    redness: Redness | None = None
    """What is looked for where a text speaks of redness."""
    vague_words: tuple[VagueWords, ...] = ()
    """Vague words where a number is known."""
    quotes: Quotes | None = None
    """Vague words where a number is known."""


def first_said(terms: Iterable[str], text: str) -> str | None:
    """Return the first words of a text that are one of these terms, or None when none stands there."""
    spoken = _spoken(text)
    found = [place for term in terms if (place := _search(term).search(spoken))]
    return min(found, key=lambda place: place.start())[0] if found else None


_spoken = cache(normalise)
"""Many terms are looked for in each text. Only authors' texts come here, no patient's."""


@cache
def _search(term: str) -> re.Pattern[str]:
    words = (f"{re.escape(normalise(word))}{'[^ ]*' if word.endswith('*') else ''}" for word in term.split())
    return re.compile(rf"(?<!\S){' '.join(words)}(?!\S)")
