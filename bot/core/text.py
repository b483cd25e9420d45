"""How words are made comparable: the same few steps for what patients type and authors write."""

import re
import unicodedata
from typing import Final

LONGEST_MATCHED: Final = 2_000
"""Characters of a message that matching looks at; red flags are looked for in all of it."""

_APOSTROPHES: Final = re.compile(r"(?<=\w)['’‘ʼ`´](?=\w)")
_THRICE: Final = re.compile(r"(.)\1\1")
_ELONGATION: Final = re.compile(r"([^\W\d_])\1{2,}")
_SPELT_OUT: Final = re.compile(r"(?<!\w)(?:[^\W\d_] ){2,}[^\W\d_](?!\w)")
_SENTENCE_END: Final = re.compile(r"[.](?!\w)|[!?;\n…。！？]+")
_WORD: Final = re.compile(r"\d+(?:[.,]\d+)?|[^\W_]+")
_INVISIBLE: Final = frozenset({"Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """Return the text in one canonical form, punctuation kept.

    Compatibility forms and case are folded; invisible characters, lone surrogates and apostrophes inside
    words are dropped ("can't" and "cant" are one); "sooo" becomes "soo" and "c a n t" becomes "cant".
    """
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKC", _without_invisible(text)).casefold()
    joined = _SPELT_OUT.sub(lambda letters: letters.group().replace(" ", ""), folded)
    unquoted = _APOSTROPHES.sub("", joined)
    # Most texts hold no letter three times in a row, which is found out faster than it is replaced.
    return _ELONGATION.sub(r"\1\1", unquoted) if _THRICE.search(unquoted) else unquoted


def words(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text, in order, made comparable."""
    return tuple(_WORD.findall(clean(text)))


def normalise(text: str) -> str:
    """Return the words of a text with one space between them; two texts that read alike come out equal."""
    return " ".join(words(text))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, cleaned; a line break, a question mark or a full stop ends one."""
    parts = (part.strip() for part in _SENTENCE_END.split(clean(text)))
    return tuple(part for part in parts if _WORD.search(part))


def shortened(text: str) -> str:
    """Return some `LONGEST_MATCHED` characters: the beginning and the end, where the question stands."""
    if len(text) <= LONGEST_MATCHED:
        return text
    half = LONGEST_MATCHED // 2
    return f"{text[:half]}\n{text[-half:]}"


def _without_invisible(text: str) -> str:
    return "".join(letter for letter in text if unicodedata.category(letter) not in _INVISIBLE)
