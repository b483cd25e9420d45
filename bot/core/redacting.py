"""Redacting: a question without what could tell who asked it, so that it may be kept for a while.

It errs towards blotting out: a lost word costs little, a kept name may cost trust. A name in small letters
that nothing introduces can stay.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from typing import Final, Self

from bot.core import text
from bot.core.knowledge import Knowledge

LONGEST: Final = 200
"""Characters of what is kept."""
PLACEHOLDER: Final = re.compile(r"<(?:number|name|mail|link|place|code)>")
"""What stands in for something that was blotted out."""

_READ: Final = 1_000
"""Characters that are looked at; what follows is dropped unread."""
_LONGEST_WORD: Final = 24
_SHORTEST_CODE: Final = 8
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_ENDINGS: Final = (
    "com|net|org|edu|gov|info|io|me|co|uk|de|fr|es|it|nl|eu|us|ca|au|in|ru|ua|ph|app|clinic|link|ly"
)
_SMALL: Final = "zero|oh|one|two|three|four|five|six|seven|eight|nine|ten|double|triple"

_SHAPES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), placeholder)
    for pattern, placeholder in (
        (r"\S*(?:://|www\.)\S*", "<link>"),
        (r"(?<!\S)@\S*", "<name>"),
        (r"\S*@\S*", "<mail>"),
        (r"\S+ ?[(\[]at[)\]] ?\S+(?: ?[(\[]?dot[)\]]? ?\w+)*", "<mail>"),
        (r"(?<!\S)\S+ at \S+ dot \w+", "<mail>"),
        (rf"\b[\w-]+(?:\.[\w-]+)*\.(?:{_ENDINGS})\b(?:[/?#]\S*)?", "<link>"),
        (r"\b[\w-]+(?:\.[\w-]+)+/\S*", "<link>"),
        (r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b|\b[a-z]\d[a-z] ?\d[a-z]\d\b", "<place>"),
        (r"\b(?:(?:live|lives|lived|living) (?:in|at|on|near)|(?:come|came|am|is) from) \w+", "<place>"),
        (r"(?:\b[\w'’-]+ )?\b\w+ (?:street|road|avenue|boulevard|square)\b", "<place>"),
        (rf"\b(?:{_SMALL})(?:[ ,.-]+(?:{_SMALL})){{2,}}\b", "<number>"),
        (r"[〇零一二三四五六七八九]{3,}", "<number>"),
    )
)
_CHUNK: Final = re.compile(r"\S+")
_CHANGES: Final = re.compile(r"\d(?=[^\W\d_])|[^\W\d_](?=\d)")
_NUMBER: Final = re.compile(r"\+?\d(?:[ ().,:/–-]*\d)*")
_LEFT: Final = re.compile(r"[@\d]|://|www\.", re.IGNORECASE)

_WORD: Final = r"[^\W\d_][\w'’-]*"
_NAMES: Final = rf"(?P<names>{_WORD}(?: {_WORD})?)"
_INTRODUCED: Final = re.compile(
    rf"\b(?P<said>(?:my )?name(?: is|['’]?s|:)|mrs?|ms)\b\.? {_NAMES}", re.IGNORECASE
)
"""What a name follows in any case."""
_TITLED: Final = re.compile(
    rf"\b(?P<said>dr|doctor|prof|professor|nurse|sister|called|named|call me)\b[.,]? {_NAMES}", re.IGNORECASE
)
"""What a name follows where the word is strange."""
_SAID: Final = re.compile(
    rf"\b(?P<said>i am|i['’]m|im|this is|miss|thanks|regards|love|cheers)\b[.,]? {_NAMES}", re.IGNORECASE
)
"""What a name follows where the word has a capital."""
_WRITTEN_AS_NAME: Final = re.compile(r"[^\W\d_][\w'’-]*")

_OURS: Final = frozenset(
    {
        "i",
        "i'm",
        "i’m",
        "im",
        "i've",
        "i’ve",
        "i'd",
        "i’d",
        "i'll",
        "i’ll",
        "dr",
        "doctor",
        "prof",
        "mr",
        "mrs",
        "ms",
        "miss",
        "nurse",
        "sister",
        "thanks",
        "regards",
        "love",
        "cheers",
        "hi",
        "hello",
        "hey",
        "dear",
        "please",
    }
)
"""Words that stand beside names, and are none."""


class Redactor:
    """Blots out numbers, links, mails, names and places; a word of the base is known to be no name."""

    def __init__(self, known: Collection[str]) -> None:
        """Take the words that are no names, in small letters."""
        self._known = frozenset(known)

    @classmethod
    def of(cls, knowledge: Knowledge) -> Self:
        """Know the words that stand in the base in small letters."""
        return cls(frozenset(_in_small_letters(knowledge)))

    def redacted(self, written: str) -> str:
        """Return at most `LONGEST` characters of a question, redacted; nothing when no word is left."""
        told = _plain(written)
        for shape, placeholder in _SHAPES:
            told = shape.sub(placeholder, told)
        told = _CHUNK.sub(_without_code, told)
        told = _NUMBER.sub("<number>", told)
        told = self._without_names(told)
        told = _shortened(" ".join(_LEFT.sub(" ", told).split()))
        return told if text.words(PLACEHOLDER.sub(" ", told)) else ""

    def _without_names(self, told: str) -> str:
        told = _INTRODUCED.sub(lambda found: self._named(found, lambda _: True), told)
        told = _TITLED.sub(lambda found: self._named(found, self._is_strange), told)
        told = _SAID.sub(lambda found: self._named(found, _is_capital), told)
        # A word in a placeholder is in small letters, and stays.
        return _WRITTEN_AS_NAME.sub(
            lambda found: "<name>" if _is_capital(found[0]) and not self._is_known(found[0]) else found[0],
            told,
        )

    def _named(self, found: re.Match[str], is_name: Callable[[str], bool]) -> str:
        """Return an introduction without the name after it; a second word goes where it looks like one."""
        first, *others = found["names"].split(" ")
        if not is_name(first):
            return found[0]
        kept = [word for word in others if not self._is_strange(word)]
        return " ".join((found["said"], "<name>", *kept))

    def _is_known(self, word: str) -> bool:
        return any(part in self._known for part in (word.casefold(), text.normalise(word), _bare(word)))

    def _is_strange(self, word: str) -> bool:
        return _is_capital(word) or not self._is_known(word)


def _in_small_letters(knowledge: Knowledge) -> Iterator[str]:
    lines = [line for topic in knowledge.topics for line in (topic.answer, *topic.asks)]
    lines += [name for group in knowledge.medicines for name in group.names]
    lines += [word for group in knowledge.language.synonyms for word in group.words]
    for line in lines:
        for word in _WRITTEN_AS_NAME.findall(line):
            if not _is_capital(word):
                yield word
                yield text.normalise(word)
    yield from _OURS


def _plain(written: str) -> str:
    """Return the text in one canonical form on one line, the case of letters kept, cut between two words."""
    kept = "".join(map(_canonical, unicodedata.normalize("NFKC", written[: 4 * _READ])))
    told = " ".join(kept.split())
    return told if len(told) <= _READ else told[:_READ].rpartition(" ")[0]


def _canonical(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in _UNSEEN:
        return " " if letter.isspace() else ""
    return "0" if category.startswith("N") and not letter.isdecimal() else letter


def _without_code(found: re.Match[str]) -> str:
    """Return a run of letters and digits unless it is too long, or too mixed, to be a word."""
    chunk = found[0]
    if PLACEHOLDER.search(chunk):
        return chunk
    longest = max(map(len, re.split(r"[/.,;!?…-]", chunk)))
    mixed = len(chunk) >= _SHORTEST_CODE and len(_CHANGES.findall(chunk)) > 1
    return "<code>" if longest > _LONGEST_WORD or mixed else chunk


def _bare(word: str) -> str:
    """Return a word without the ending of a possessor."""
    return re.sub(r"['’]s?$", "", word.casefold())


def _is_capital(word: str) -> bool:
    return word[0] != word[0].lower()


def _shortened(told: str) -> str:
    return told if len(told) <= LONGEST else told[: LONGEST + 1].rpartition(" ")[0][:LONGEST]
