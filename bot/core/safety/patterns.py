"""Signs: the small language in which a pattern of words is written down, and its search in a message."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import permutations
from typing import Final

from bot.core.model import Value
from bot.core.safety.lexicon import Span, next_after

USUAL_WINDOW: Final = 9
"""Words from the first to the last word of a sign, unless it names its own number."""
WHOLE_MESSAGE: Final = "message"
MOST_TERMS: Final = 4

_WINDOW: Final = re.compile(rf"\s+/\s+(\d+|{WHOLE_MESSAGE})$")
_TERMS: Final = re.compile(r"\s([+>])\s")
_LIST: Final = re.compile(r"<([a-z][a-z0-9-]*)>")

Occurrences = Mapping[str, Sequence[Span]]
Match = tuple[Span, ...]


class Sign(Value):
    """Terms that stand close together: `a + b` in any order, `a > b` in this one.

    A term is `<list>` or words typed in a row. `/ 5` at the end narrows the window to five words,
    `/ message` widens it to everything that was typed.
    """

    written: str
    orders: tuple[tuple[str, ...], ...]
    """The orders in which the terms may stand; each term is a list's name or the words themselves."""
    window: int | None = USUAL_WINDOW
    """Most words from the first to the last; None for anywhere in the message."""

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms, whatever their order."""
        return frozenset(self.orders[0])

    def matches(self, occurrences: Occurrences, places: Sequence[int]) -> Iterator[Match]:
        """Yield every place where the sign stands; `places` puts words of different sentences far apart."""
        if not self.terms <= occurrences.keys():
            return
        for order in self.orders:
            for first in occurrences[order[0]]:
                match = _followed(first, order[1:], occurrences)
                if match is None:
                    break
                if self._is_close(match, places):
                    yield match

    def _is_close(self, match: Match, places: Sequence[int]) -> bool:
        return self.window is None or places[match[-1].last] - places[match[0].first] < self.window


class Signs:
    """Many signs, of which only those are tried that a message can show.

    Every sign waits under the one of its terms that the fewest signs have: most terms are not met at all.
    """

    def __init__(self, signs: Sequence[Sign]) -> None:
        """Take the signs; their order counts."""
        having = Counter(term for sign in signs for term in sign.terms)
        self._signs = tuple(signs)
        self._waiting: defaultdict[str, list[int]] = defaultdict(list)
        for number, sign in enumerate(signs):
            self._waiting[min(sign.terms, key=lambda term: (having[term], term))].append(number)

    def possible(self, occurrences: Occurrences) -> Iterator[tuple[int, Sign]]:
        """Yield the number of each sign whose terms are all met, and the sign, in their order."""
        met = occurrences.keys()
        for number in sorted(number for term in met for number in self._waiting.get(term, ())):
            if self._signs[number].terms <= met:
                yield number, self._signs[number]

    def lacking_one(self, occurrences: Occurrences) -> Iterator[tuple[int, Sign, str | None]]:
        """Yield the number of each sign of which at most one term is not met, the sign, and that term.

        A sign of a single term is never among them, unless the term is met.
        """
        met = occurrences.keys()
        for number, sign in enumerate(self._signs):
            lacking = sign.terms - met
            if not lacking or (len(lacking) == 1 and len(sign.terms) > 1):
                yield number, sign, next(iter(lacking), None)


def parse(written: str) -> Sign:
    """Read a sign.

    Raises:
        ValueError: the sign mixes `+` and `>`, has too many terms or an empty one.
    """
    found = _WINDOW.search(written)
    window = found.group(1) if found else str(USUAL_WINDOW)
    body = written[: found.start()] if found else written
    terms, joints = _TERMS.split(body)[::2], set(_TERMS.split(body)[1::2])
    if len(joints) > 1 or len(terms) > MOST_TERMS or not all(term.strip() for term in terms):
        raise ValueError(
            f"sign {written!r}: join up to {MOST_TERMS} terms by + (any order) or by > (in order)"
        )
    named = tuple(_name(term) for term in terms)
    orders = tuple(permutations(named)) if joints == {"+"} else (named,)
    return Sign(written=written, orders=orders, window=None if window == WHOLE_MESSAGE else int(window))


def list_named_in(term: str) -> str | None:
    """Return the name when the term refers to a list, otherwise None."""
    found = _LIST.fullmatch(term.strip())
    return found.group(1) if found else None


def _name(term: str) -> str:
    return " ".join(term.split())


def _followed(first: Span, rest: tuple[str, ...], occurrences: Occurrences) -> Match | None:
    """Return the tightest run that begins with this span and goes on with the rest in order."""
    run = [first]
    for term in rest:
        following = next_after(run[-1].last, occurrences[term])
        if following is None:
            return None
        run.append(following)
    return tuple(run)
