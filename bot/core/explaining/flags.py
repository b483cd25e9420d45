"""Which red flags something spoke for, in either net, and what became of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.core.explaining.values import FlagLooked, Verdict
from bot.core.matching.corpus import LOOK_ALIKES, Corpus, danger_key
from bot.core.matching.index import Asked
from bot.core.safety.lexicon import RANGE
from bot.core.safety.likeness import RAISED_FROM, Judged, Likeness
from bot.core.safety.red_flags import RedFlag
from bot.core.safety.screen import Finding, Near, Screen

SIGNS: Final = "signs"
EXAMPLES: Final = "examples"
MOST_NEAR: Final = 3
"""Flags that are told though hardly anything speaks for them."""
ALARMING_FROM: Final = 1.5
"""Log-odds from which the words that a message has of a sign are worth a line: "on" and "my" are not."""
LIKELY_FROM: Final = 0.1
"""Chance from which likeness to examples is worth a line."""
_SHOWN: Final = 3
"""Words that are named for a missing term."""


class Flags:
    """Asks both nets what they have seen in a message, also where the first one has decided."""

    def __init__(self, corpus: Corpus, screen: Screen, likeness: Likeness) -> None:
        """Take the two nets, and the corpus with the examples."""
        self._corpus = corpus
        self._screen = screen
        self._likeness = likeness

    def looked_at(self, written: str, raised: RedFlag | None) -> tuple[FlagLooked, ...]:
        """Return the flags of a message of which one is `raised`: raised ones first, near ones last.

        Signs that are only near are told where nothing is raised; beside a raised flag they explain nothing.
        """
        findings = self._screen.findings(written)
        seen = {finding.flag.id for finding in findings}
        near = () if raised else self._screen.near(written)
        looked = [
            *(_of_finding(finding, raised) for finding in findings),
            *self._of_examples(written, raised),
            *self._of_near(it for it in near if it.flag.id not in seen),
        ]
        order = list(Verdict)
        return tuple(sorted(looked, key=lambda flag: order.index(flag.verdict)))

    def _of_examples(self, written: str, raised: RedFlag | None) -> Iterator[FlagLooked]:
        judged = self._likeness.judged(self._corpus.reader.hear(written))
        if judged is None or judged.chance < LIKELY_FROM:
            return
        stands = judged.chance >= RAISED_FROM
        verdict = _standing(judged.flag, raised) if stands else Verdict.NEAR
        yield _looked(judged.flag, verdict, EXAMPLES, tuple(self._compared(judged)))

    def _compared(self, judged: Judged) -> Iterator[str]:
        yield f"the chance of danger is {judged.chance:.2f}; a flag is raised from {RAISED_FROM}"
        yield self._nearest(judged.passage, danger_key(judged.flag.id), "example")
        if LOOK_ALIKES in self._corpus.everything.keys:
            yield self._nearest(judged.passage, LOOK_ALIKES, "look-alike")

    def _nearest(self, passage: Asked, key: str, called: str) -> str:
        line, similarity = self._corpus.nearest_line(passage, key)
        return f"the nearest {called} is “{line}” (likeness {similarity:.2f}; about 3 for the same words)"

    def _of_near(self, found: Iterable[Near]) -> Iterator[FlagLooked]:
        """Yield the flags whose signs are nearly there, the most alarming words first, each flag once."""
        alarming = ((self._alarm(near.words), near) for near in found)
        nearest: dict[str, Near] = {}
        for alarm, near in sorted(alarming, key=lambda pair: (-pair[0], bool(pair[1].missing))):
            if alarm >= ALARMING_FROM:
                nearest.setdefault(near.flag.id, near)
        for near in tuple(nearest.values())[:MOST_NEAR]:
            yield _looked(near.flag, Verdict.NEAR, SIGNS, (_lacking(near),))

    def _alarm(self, words: Sequence[str]) -> float:
        reading = self._corpus.reader.read(" ".join(words))
        return self._likeness.alarm(Asked(reading, self._corpus.everything.index))


def _of_finding(finding: Finding, raised: RedFlag | None) -> FlagLooked:
    shown = f"“{' '.join(finding.words)}” shows the sign {finding.sign}"
    if finding.lowered_by is None:
        return _looked(finding.flag, _standing(finding.flag, raised), SIGNS, (shown,))
    lowered = f"“{' '.join(finding.cue)}” takes the danger out of it ({finding.lowered_by})"
    return _looked(finding.flag, Verdict.LOWERED, SIGNS, (shown, lowered))


def _standing(flag: RedFlag, raised: RedFlag | None) -> Verdict:
    return Verdict.RAISED if raised and flag.id == raised.id else Verdict.LESS_URGENT


def _lacking(near: Near) -> str:
    there = f"“{' '.join(near.words)}” is a part of the sign {near.sign}"
    if not near.missing:
        return f"{there}; its parts stand too far apart, or in another order"
    plain = tuple(word for word in near.missing if RANGE not in word) or near.missing
    such_as = ", ".join(f"“{word}”" for word in plain[:_SHOWN])
    return f"{there}; what is missing is such as {such_as}"


def _looked(flag: RedFlag, verdict: Verdict, net: str, because: tuple[str, ...]) -> FlagLooked:
    return FlagLooked(id=flag.id, level=flag.level, verdict=verdict, net=net, because=because)
