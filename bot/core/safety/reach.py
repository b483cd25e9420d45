"""How far a construction reaches over the words around it: the scope of "no", "what if" and "years ago"."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final

from bot.core.safety.lexicon import Span, next_after
from bot.core.safety.message import SENTENCE_GAP, Message
from bot.core.safety.red_flags import Scope, parted

THROUGH: Final = "(through)"
JOINS: Final = "(joins)"
LISTED: Final = "(listed)"
ENDS: Final = "(ends)"
NEVER: Final = "(never)"

LONGEST_ITEM: Final = 8
"""Words that one item of a negated list may have."""

Places = frozenset[int]


def scope_lists(scope: Scope) -> Mapping[str, tuple[str, ...]]:
    """Return the scope's words as lists for the lexicon, under names that no sign can call."""
    named = {
        THROUGH: scope.through,
        JOINS: scope.joins,
        LISTED: scope.listed,
        ENDS: scope.ends,
        NEVER: scope.never,
    }
    return {name: parted(words) for name, words in named.items()}


class Surroundings:
    """What stands around any word of one message, as far as scope goes."""

    def __init__(self, message: Message) -> None:
        """Look up once where the small words of scope stand."""
        met = message.occurrences
        self._clauses = message.clauses
        self._places = message.places
        self._size = len(message.words)
        self._through_from = {span.first: span.last for span in met.get(THROUGH, ())}
        self._through_to = {span.last: span.first for span in reversed(met.get(THROUGH, ()))}
        self._joins = _places(met.get(JOINS, ()))
        self._listed = _places(met.get(LISTED, ()))
        self._ends = tuple(met.get(ENDS, ()))
        self._never = _places(met.get(NEVER, ()))
        self._meant = _places([span for name, spans in met.items() if name.startswith("<") for span in spans])

    def next_to(self, cue: Span) -> Places:
        """Return the first word after the cue that is more than a bridge, if the clause has one."""
        place = self._over_bridges(cue.last + 1)
        if place in self._never or not self._is_in_clause_of(cue.last, place):
            return frozenset()
        return frozenset({place})

    def previous_to(self, cue: Span) -> Places:
        """Return the last word before the cue that is more than a bridge, if the clause has one."""
        place = cue.first - 1
        while place in self._through_to:
            place = self._through_to[place] - 1
        return frozenset({place}) if self._is_in_clause_of(cue.first, place) else frozenset()

    def items_after(self, place: int) -> Places:
        """Return where the further items of a negated list begin, of which that place is in the first."""
        return self._joined_items(place) | self._items_after_commas(place)

    def rest_of_clause(self, cue: Span) -> Places:
        """Return what follows the cue, up to a comma or a word that ends its reach."""
        end = next_after(cue.last, self._ends)
        last = self._clauses[cue.last].last
        return frozenset(range(cue.last + 1, min(last, end.first - 1 if end else last) + 1))

    def start_of_clause(self, cue: Span) -> Places:
        """Return what leads up to the cue, from a comma or a word that ends its reach."""
        before = bisect_left(self._ends, cue.first, key=lambda span: span.first)
        end = self._ends[before - 1].last + 1 if before else 0
        return frozenset(range(max(self._clauses[cue.first].first, end), cue.first))

    def is_unbroken(self, first: Span, last: Span) -> bool:
        """Whether both stand in one clause, with no word between them at which a construction stops."""
        end = next_after(first.last, self._ends)
        return self._clauses[first.first] == self._clauses[last.last] and (
            end is None or end.first >= last.first
        )

    def _joined_items(self, place: int) -> Places:
        items: set[int] = set()
        while len(items) < LONGEST_ITEM:
            place = self._over_meaning(place)
            if place not in self._joins or not self._is_in_clause_of(place, place - 1):
                break
            place = self._over_bridges(place + 1)
            items.add(place)
        return frozenset(items)

    def _items_after_commas(self, place: int) -> Places:
        """Return the items of "no fever, chills or pus": nothing but listed words, joined once."""
        following = place + 1
        longest = min(place + LONGEST_ITEM * 2, self._sentence_end(place))
        while following < longest and (following in self._listed or following in self._joins):
            following += 1
        row = range(place + 1, following)
        return frozenset(row) if any(at in self._joins for at in row) else frozenset()

    def _sentence_end(self, place: int) -> int:
        """Return the first place of the next sentence."""
        return bisect_left(self._places, self._places[place] + SENTENCE_GAP // 2, place)

    def _over_meaning(self, place: int) -> int:
        longest = place + LONGEST_ITEM
        while place < longest and (
            place in self._meant or (place in self._through_from and place not in self._joins)
        ):
            place = self._through_from[place] + 1 if place in self._through_from else place + 1
        return place

    def _over_bridges(self, place: int) -> int:
        while place in self._through_from:
            place = self._through_from[place] + 1
        return place

    def _is_in_clause_of(self, place: int, other: int) -> bool:
        return 0 <= other < self._size and self._clauses[other] == self._clauses[place]


def _places(spans: Iterable[Span]) -> Places:
    return frozenset(place for span in spans for place in range(span.first, span.last + 1))
