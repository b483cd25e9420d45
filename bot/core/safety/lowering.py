"""What lowers a red flag: the closed list of constructions, each with the words that it covers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from bot.core.safety import patterns
from bot.core.safety.lexicon import Span, next_after
from bot.core.safety.message import Message
from bot.core.safety.patterns import Match, Signs
from bot.core.safety.reach import Places, Surroundings
from bot.core.safety.red_flags import Lowering, Reach, RedFlag, RedFlags

_DIRECT: Final = frozenset({Reach.NEXT, Reach.PREVIOUS})


@dataclass(frozen=True, slots=True)
class Cover:
    """One construction at one place of a message, and the words that it covers."""

    lowering: Lowering
    cue: Match
    covered: Places
    """Any term of a sign among these words lowers the sign."""
    items: Places = frozenset()
    """Later items of a negated list: only a sign that begins with one of these words is lowered."""

    def lowers(self, flag: RedFlag, match: Match) -> bool:
        """Whether it takes the danger out of this match; a "not" that belongs to the sign does not."""
        if not self.lowering.concerns(flag):
            return False
        if self.lowering.reach in _DIRECT and any(_meet(own, span) for own in self.cue for span in match):
            return False
        return _is_within(match[0], self.items) or any(_is_within(span, self.covered) for span in match)


class Constructions:
    """Finds the lowering constructions of a message."""

    def __init__(self, red_flags: RedFlags) -> None:
        """Read their signs once."""
        self._lowerings = tuple(lowering for lowering in red_flags.lowerings for _ in lowering.signs)
        self._signs = Signs(
            [patterns.parse(sign) for lowering in red_flags.lowerings for sign in lowering.signs]
        )

    def covers(self, message: Message) -> Iterator[Cover]:
        """Yield every cover; a construction that stands within its own reach adds nothing."""
        around = Surroundings(message)
        for number, sign in self._signs.possible(message.occurrences):
            lowering = self._lowerings[number]
            covered: set[int] = set()
            for cue in sign.matches(message.occurrences, message.places):
                if cue[-1].last in covered or not (lowering.across or around.is_unbroken(cue[0], cue[-1])):
                    continue
                cover = _cover(lowering, cue, around)
                covered |= cover.covered
                if not _is_void(cover, message):
                    yield cover


def _cover(lowering: Lowering, cue: Match, around: Surroundings) -> Cover:
    whole = Span(cue[0].first, cue[-1].last)
    own = frozenset(range(whole.first, whole.last + 1))
    match lowering.reach:
        case Reach.ITSELF:
            return Cover(lowering, cue, own)
        case Reach.NEXT:
            negated = around.next_to(whole)
            return Cover(lowering, cue, negated, frozenset().union(*map(around.items_after, negated)))
        case Reach.PREVIOUS:
            return Cover(lowering, cue, around.previous_to(whole))
        case Reach.REST:
            return Cover(lowering, cue, own | around.rest_of_clause(whole))
        case Reach.CLAUSE:
            return Cover(lowering, cue, around.start_of_clause(whole) | own | around.rest_of_clause(whole))
        case _:
            assert_never(lowering.reach)


def _is_void(cover: Cover, message: Message) -> bool:
    """Whether a word that rules the construction out stands among the covered ones."""
    if cover.lowering.unless is None or not cover.covered:
        return False
    voiding = next_after(min(cover.covered) - 1, message.occurrences.get(f"<{cover.lowering.unless}>", ()))
    return voiding is not None and voiding.last <= max(cover.covered)


def _meet(one: Span, other: Span) -> bool:
    return one.first <= other.last and other.first <= one.last


def _is_within(span: Span, places: Places) -> bool:
    return any(place in places for place in range(span.first, span.last + 1))
