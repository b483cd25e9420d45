"""The screen's second net: a message that reads like the examples of a red flag raises it.

Signs find what somebody thought of; examples also find what reads alike. This net only raises flags. It never
lowers one.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np

from bot.core.matching.corpus import Corpus, danger_key
from bot.core.matching.features import Words
from bot.core.matching.index import Asked
from bot.core.matching.matcher import Matcher
from bot.core.matching.reading import Heard
from bot.core.matching.vectors import Floats
from bot.core.safety.red_flags import RedFlag

RAISED_FROM: Final = 0.9
"""Chance from which a flag is raised: finds 7 of 8 emergencies of an author left out, by itself."""
AT_ZERO: Final = -0.2
PER_DANGER: Final = 5.8
PER_CALM: Final = -3.2
PER_ODDS: Final = 0.42
"""A logistic model over the scores of danger, the best score of anything else, and the log-odds of the words.

Fitted on 6,300 messages of 8 authors, each compared with the examples of the 7 others.
"""
CALM_BELOW: Final = -8.0
"""Log-odds under which nothing is compared with the examples: the calmest example stands at -3.7.

To be raised from there the scores of danger would have to add up to more than an example's own.
"""
JUDGED: Final = 3
"""Passages, the most alarming ones by their words, that are compared with the examples."""
LONGEST_PASSAGE: Final = 40
"""Words; a longer message is read in passages, so that chat around it dilutes no danger."""
SHORTEST_PASSAGE: Final = 20
"""Words; a few words out of their context mislead."""
STRIDE: Final = 20
"""Words from one passage to the next in a sentence that does not end."""
RARE: Final = 0.05
"""What is added to every feature's weight on either side, so that no single one decides."""


class Judged(NamedTuple):
    """A passage of a message, and what it has of danger."""

    chance: float
    """That it tells of danger, from 0 to 1."""
    flag: RedFlag
    """Whose examples it reads like most."""
    passage: Asked


class Likeness:
    """Compares the passages of a message with examples of danger, and with everything that is none."""

    def __init__(self, corpus: Corpus, flags: Iterable[RedFlag]) -> None:
        """Learn from the examples of the flags, and from all lines of the corpus that are none."""
        self._reader = corpus.reader
        self._matcher = corpus.everything
        self._flags = {danger_key(flag.id): flag for flag in flags}
        self._odds: Floats = _log_odds(self._matcher, self._flags.keys())

    def flag_in(self, heard: Heard) -> RedFlag | None:
        """Return the flag whose examples a passage of the message reads like, or None."""
        judged = self.judged(heard)
        return judged.flag if judged and judged.chance >= RAISED_FROM else None

    def judged(self, heard: Heard) -> Judged | None:
        """Return the passage of the message that reads most like examples of a flag; None if none does."""
        index = self._matcher.index
        passages = (
            heard.asked_of(index, self._reader.reading(words))
            for words in dict.fromkeys(_passages(heard.sentences))
        )
        alarming = sorted(passages, key=self.alarm, reverse=True)[:JUDGED]
        chances = ((*self._danger(passage), passage) for passage in alarming)
        chance, flag, passage = max(chances, key=lambda judged: judged[:2], default=(0.0, "", None))
        return Judged(chance, self._flags[flag], passage) if flag and passage else None

    def alarm(self, passage: Asked) -> float:
        """Return how far the words of a passage speak for danger, as log-odds."""
        return float(passage.vector.weights @ self._odds[passage.vector.ids])

    def _danger(self, passage: Asked) -> tuple[float, str]:
        """Return the chance that a passage tells of danger, and the flag that it reads like most."""
        alarm = self.alarm(passage)
        if alarm < CALM_BELOW:
            return 0.0, ""
        ranked = self._matcher.ranked_for(passage, one_of=self._flags)
        dangerous = {candidate.key: candidate.score for candidate in ranked if candidate.key in self._flags}
        if not dangerous:
            return 0.0, ""
        calm = max((it.score for it in ranked if it.key not in self._flags), default=0.0)
        evidence = PER_DANGER * sum(dangerous.values()) + PER_CALM * calm + PER_ODDS * alarm
        chance = 1 / (1 + math.exp(-(AT_ZERO + evidence)))
        return chance, max(dangerous, key=lambda key: dangerous[key])


def _log_odds(matcher: Matcher, flags: Collection[str]) -> Floats:
    """Return how much likelier each feature is in danger than elsewhere (naive Bayes), as logarithms."""
    dangerous = matcher.index.totals(matcher.asks_of(flags)) + RARE
    others = matcher.index.totals(matcher.asks_of(matcher.keys - set(flags))) + RARE
    odds: Floats = np.log(dangerous / dangerous.sum()) - np.log(others / others.sum())
    return odds


def _passages(sentences: Sequence[Words]) -> Iterator[Words]:
    """Yield the whole message if it is short, else from each sentence on what can stand by itself."""
    whole = tuple(chain.from_iterable(sentences))
    if len(whole) <= LONGEST_PASSAGE:
        yield whole
        return
    start = 0
    for sentence in sentences:
        rest = whole[start:]
        yield rest[: max(SHORTEST_PASSAGE, min(len(sentence), LONGEST_PASSAGE))]
        for place in range(STRIDE, len(sentence) - SHORTEST_PASSAGE, STRIDE):
            yield rest[place : place + LONGEST_PASSAGE]
        start += len(sentence)
