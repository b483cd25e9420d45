"""The vocabulary of danger: red flags, the words that raise them, and the closed list of what lowers one."""

from collections import Counter
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from bot.core.model import CARD_ROOM, Line, Prose, Slug, Value
from bot.core.safety import patterns
from bot.core.safety.patterns import Sign

Card = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=CARD_ROOM)]
Signs = Annotated[tuple[Line, ...], Field(min_length=1)]
Entries = Annotated[str, StringConstraints(strip_whitespace=True)]
Lists = dict[Slug, Prose]
"""Lists by name, their words parted by commas: a word, words in a row, `swell*`, `38..43` or `<another>`."""


class Level(StrEnum):
    """How soon somebody must act."""

    EMERGENCY = "emergency"
    SAME_DAY = "same-day"


class RedFlag(Value):
    """One class of danger: how patients put it, and the card that answers it."""

    id: Slug
    """A short name, unlike all others."""
    level: Level
    """How soon somebody must act."""
    card: Card
    """The fixed text shown first; for an emergency the number stands within the first 120 characters."""
    signs: Signs
    """Patterns of words, as `bot.core.safety.patterns` reads them; any one of them raises the flag."""
    source: Line
    """Where the signs come from."""
    lists: Lists = Field(default_factory=dict)
    """The lists that only this flag needs, kept beside its signs."""


class Reach(StrEnum):
    """Which words a lowering construction covers, seen from its own."""

    ITSELF = "itself"
    """Only its own words: idioms, and "I can breathe fine"."""
    NEXT = "next"
    """What follows directly, and what a list goes on with: "no pus or fever"."""
    PREVIOUS = "previous"
    """What stands directly before: "fever: none"."""
    REST = "rest"
    """The rest of the clause: "what are the signs of …"."""
    CLAUSE = "clause"
    """The whole clause, before and after: "… 10 years ago"."""


class Lowering(Value):
    """A closed list of constructions that take the danger out of the words they cover."""

    id: Slug
    """A short name, unlike all others."""
    reach: Reach
    """Which words it covers."""
    signs: Signs
    """Patterns of words, as for a red flag."""
    only: tuple[Slug, ...] = ()
    """The only flags that it lowers; all of them when empty."""
    never: tuple[Slug, ...] = ()
    """Flags that it does not lower: a stroke is one even if it went away."""
    unless: Line | None = None
    """A list of words; any of them among the covered words voids the construction."""
    across: bool = False
    """Whether its own words may stand in different clauses of a sentence: "if it bled, who *would* …"."""
    lists: Lists = Field(default_factory=dict)
    """The lists that only this construction needs, kept beside its signs."""

    def concerns(self, flag: RedFlag) -> bool:
        """Whether it can lower this flag."""
        return flag.id not in self.never and (not self.only or flag.id in self.only)


class Scope(Value):
    """The small words that decide how far a lowering construction reaches."""

    through: Entries = ""
    """Words between a negation and its sign: "no *more* pain *in my* chest"."""
    joins: Entries = ""
    """Words that carry a negation to the next item of a list: "no pus *or* fever"."""
    listed: Entries = ""
    """The only words that a list may name after a comma: "no fever, *chills* or *pus*"."""
    ends: Entries = ""
    """Words at which a construction stops: "what if … *but* …"."""
    never: Entries = ""
    """Words that no negation covers: "no *can't* breathe"."""


class RedFlags(Value):
    """Everything that the screen knows; the flags stand in order of urgency, emergencies first."""

    lists: Lists = Field(default_factory=dict)
    """The lists that several flags share; every list can be called from everywhere."""
    numbers: Entries = ""
    """Numbers as words, parted by commas: "two 2, three 3"."""
    flags: Annotated[tuple[RedFlag, ...], Field(min_length=1)]
    """The classes of danger, the most urgent first."""
    lowerings: tuple[Lowering, ...] = ()
    """What takes the danger out of words: denials, idioms, old stories."""
    scope: Scope = Scope()
    """The small words that decide how far that reaches."""

    @cached_property
    def entries(self) -> dict[str, tuple[str, ...]]:
        """All lists with other lists written out, each under the name by which a sign calls it."""
        return {f"<{name}>": self._written_out(name, ()) for name in self._all_lists}

    @cached_property
    def _all_lists(self) -> Lists:
        """The shared lists and those of each flag and construction.

        Raises:
            ValueError: two lists have one name.
        """
        owners = (
            self.lists,
            *(flag.lists for flag in self.flags),
            *(lowering.lists for lowering in self.lowerings),
        )
        together = {name: words for lists in owners for name, words in lists.items()}
        if len(together) < sum(map(len, owners)):
            names = Counter(name for lists in owners for name in lists)
            raise ValueError(f"list {names.most_common(1)[0][0]!r} is written down twice")
        return together

    @cached_property
    def number_words(self) -> dict[str, float]:
        """The value of each number word."""
        pairs = (entry.rsplit(maxsplit=1) for entry in parted(self.numbers))
        return {word: float(figure) for word, figure in pairs}

    @model_validator(mode="after")
    def _is_readable(self) -> Self:
        _ = self.entries, self.number_words
        signs = [sign for flag in self.flags for sign in flag.signs]
        signs += [sign for lowering in self.lowerings for sign in lowering.signs]
        for sign in signs:
            self._check_lists_of(patterns.parse(sign))
        return self

    @model_validator(mode="after")
    def _is_in_order_of_urgency(self) -> Self:
        levels = [flag.level for flag in self.flags]
        if any(now == Level.SAME_DAY and after == Level.EMERGENCY for now, after in pairwise(levels)):
            raise ValueError(
                "flags stand in order of urgency: put every emergency before every same-day flag"
            )
        return self

    def _check_lists_of(self, sign: Sign) -> None:
        for term in sign.terms:
            name = patterns.list_named_in(term)
            if name is not None and name not in self._all_lists:
                raise ValueError(f"sign {sign.written!r}: there is no list called {name}")

    def _written_out(self, name: str, outer: tuple[str, ...]) -> tuple[str, ...]:
        if name not in self._all_lists or name in outer:
            raise ValueError(f"list {outer[-1]!r}: <{name}> is no list, or contains itself")
        written: list[str] = []
        for entry in parted(self._all_lists[name]):
            other = patterns.list_named_in(entry)
            written += [entry] if other is None else self._written_out(other, (*outer, name))
        return tuple(written)


def parted(prose: str) -> tuple[str, ...]:
    """Return the entries of a list, which stand between commas."""
    return tuple(" ".join(entry.split()) for entry in prose.split(",") if entry.strip())
