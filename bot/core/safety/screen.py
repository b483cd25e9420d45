"""The safety screen: finds the red flags of a message before anything else reads it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby

from bot.core.model import Slug, Value
from bot.core.safety import message as messages
from bot.core.safety import patterns
from bot.core.safety.lexicon import Lexicon
from bot.core.safety.lowering import Constructions, Cover
from bot.core.safety.message import Message
from bot.core.safety.patterns import Match, Sign, Signs
from bot.core.safety.reach import scope_lists
from bot.core.safety.red_flags import RedFlag, RedFlags


class Finding(Value):
    """A red flag that a message shows, and why."""

    flag: RedFlag
    words: tuple[str, ...]
    """The words that raise it, as they were read."""
    sign: str
    """The sign that these words show, as its author wrote it."""
    lowered_by: Slug | None = None
    """The construction that takes the danger out of these words; None when the flag stands."""
    cue: tuple[str, ...] = ()
    """The words of that construction."""


class Near(Value):
    """A sign that a message does not show, though at most one of its terms is missing."""

    flag: RedFlag
    sign: str
    """As its author wrote it."""
    words: tuple[str, ...]
    """What the message has of it, as it was read."""
    missing: tuple[str, ...] = ()
    """What may stand for the missing term; nothing where the terms are there, and too far apart."""


class Screen:
    """Looks for red flags in everything that somebody typed.

    It errs towards raising one: a needless card costs a message, a missed one may cost a life. A flag is
    lowered only where a construction of the closed list covers its very words; a message is calm only when
    every one of its flags is lowered.
    """

    def __init__(self, red_flags: RedFlags, known: Collection[str] = ()) -> None:
        """Compile the signs; `known` words are never taken for a misspelt sign."""
        self._lists = red_flags.entries
        self._flags = tuple(flag for flag in red_flags.flags for _ in flag.signs)
        self._signs = Signs([patterns.parse(sign) for flag in red_flags.flags for sign in flag.signs])
        self._constructions = Constructions(red_flags)
        self._lexicon = Lexicon(
            {**red_flags.entries, **scope_lists(red_flags.scope), **_words_typed_in(red_flags)},
            red_flags.number_words,
            known,
        )

    def flag_in(self, text: str) -> RedFlag | None:
        """Return the most urgent flag that stands, or None; the order of the flags is their urgency."""
        return next((finding.flag for finding in self._findings(text) if finding.lowered_by is None), None)

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Return at most one finding for each flag, the most urgent first, lowered ones included."""
        return tuple(self._findings(text))

    def near(self, text: str) -> tuple[Near, ...]:
        """Return the signs of which a message has all terms but one, or all of them too far apart."""
        message = messages.read(text, self._lexicon)
        found = self._signs.lacking_one(message.occurrences)
        return tuple(
            self._near(self._flags[number], sign, lacking, message) for number, sign, lacking in found
        )

    def _near(self, flag: RedFlag, sign: Sign, lacking: str | None, message: Message) -> Near:
        there = (message.occurrences[term][0] for term in sign.terms if term != lacking)
        missing = () if lacking is None else self._lists.get(lacking, (lacking,))
        return Near(flag=flag, sign=sign.written, words=message.words_at(sorted(there)), missing=missing)

    def _findings(self, text: str) -> Iterator[Finding]:
        message = messages.read(text, self._lexicon)
        judged = _Judgement(message, self._constructions)
        possible = self._signs.possible(message.occurrences)
        by_flag = groupby(possible, key=lambda numbered: self._flags[numbered[0]].id)
        for _, numbered in by_flag:
            signs = tuple(numbered)
            finding = judged.finding(self._flags[signs[0][0]], (sign for _, sign in signs))
            if finding is not None:
                yield finding


class _Judgement:
    """One message, and what lowers a sign in it."""

    def __init__(self, message: Message, constructions: Constructions) -> None:
        self._message = message
        self._constructions = constructions

    def finding(self, flag: RedFlag, signs: Iterable[Sign]) -> Finding | None:
        """Return the first sign of the flag that stands, else the first that is lowered, else None."""
        lowered: Finding | None = None
        for sign in signs:
            for match in sign.matches(self._message.occurrences, self._message.places):
                cover = self._cover_of(flag, match)
                if cover is None:
                    return Finding(flag=flag, words=self._message.words_at(match), sign=sign.written)
                lowered = lowered or self._lowered(flag, sign, match, cover)
        return lowered

    def _lowered(self, flag: RedFlag, sign: Sign, match: Match, cover: Cover) -> Finding:
        words, cue = self._message.words_at(match), self._message.words_at(cover.cue)
        return Finding(flag=flag, words=words, sign=sign.written, lowered_by=cover.lowering.id, cue=cue)

    def _cover_of(self, flag: RedFlag, match: Match) -> Cover | None:
        places = (place for span in match for place in range(span.first, span.last + 1))
        covers = (cover for place in places for cover in self._covers_at.get(place, ()))
        return next((cover for cover in covers if cover.lowers(flag, match)), None)

    @cached_property
    def _covers_at(self) -> Mapping[int, list[Cover]]:
        """The covers by word; looked for only when something was found that they could lower."""
        by_place: defaultdict[int, list[Cover]] = defaultdict(list)
        for cover in self._constructions.covers(self._message):
            for place in cover.covered | cover.items:
                by_place[place].append(cover)
        return by_place


def _words_typed_in(red_flags: RedFlags) -> dict[str, tuple[str, ...]]:
    """Return the terms of signs that name no list but stand for themselves."""
    signs = [sign for flag in red_flags.flags for sign in flag.signs]
    signs += [sign for lowering in red_flags.lowerings for sign in lowering.signs]
    terms = frozenset().union(*(patterns.parse(sign).terms for sign in signs))
    return {term: (term,) for term in terms if patterns.list_named_in(term) is None}
