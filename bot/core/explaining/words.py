"""How each word of a message was read: corrected, and with the concepts that it names."""

import string
from collections.abc import Iterator
from typing import Final

from bot.core import text
from bot.core.explaining.values import WordRead
from bot.core.matching.features import Words
from bot.core.matching.reading import Reader

_EDGES: Final = string.punctuation + "“”‘’…¿¡–—"


def words_read(written: str, reader: Reader) -> tuple[WordRead, ...]:
    """Return the words of a message in their order, as typed and as understood."""
    spelt = reader.spelt(written)
    meant = tuple(word for _, word in spelt)
    typed = _as_typed(written, tuple(word for word, _ in spelt))
    concepts = _concepts_at(meant, reader)
    return tuple(
        WordRead(typed=typed[place], read_as=word, concepts=tuple(concepts[place]))
        for place, word in enumerate(meant)
    )


def _concepts_at(words: Words, reader: Reader) -> tuple[dict[str, None], ...]:
    """Return what each word names, alone or with its neighbours, each concept once."""
    concepts: tuple[dict[str, None], ...] = tuple({} for _ in words)
    for start, end, name in reader.named_in(words):
        for place in range(start, end):
            concepts[place][name] = None
    return concepts


def _as_typed(written: str, read: Words) -> tuple[str, ...]:
    """Return the words with their capitals and apostrophes, unless letters of several were joined to one."""
    pieces = tuple(written.split())
    parted = tuple(map(text.words, pieces))
    if tuple(word for words in parted for word in words) != read:
        return read
    return tuple(_typed(pieces, parted))


def _typed(pieces: tuple[str, ...], parted: tuple[Words, ...]) -> Iterator[str]:
    for piece, words in zip(pieces, parted, strict=True):
        if len(words) == 1:
            yield piece.strip(_EDGES)
        else:
            yield from words
