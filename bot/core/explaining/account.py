"""The whole account of one decision, from what the screen and the matcher did."""

from bot.core.explaining.candidates import Candidates
from bot.core.explaining.decision import Decision
from bot.core.explaining.flags import EXAMPLES, Flags
from bot.core.explaining.thresholds import Thresholds, thresholds_of
from bot.core.explaining.values import CandidateLooked, FlagLooked, Rule, Why
from bot.core.explaining.words import words_read
from bot.core.knowledge import Knowledge
from bot.core.matching.corpus import Corpus
from bot.core.replies import Clarify, Reply, kind_of, topics_answered
from bot.core.safety.likeness import Likeness
from bot.core.safety.red_flags import RedFlag
from bot.core.safety.screen import Screen


class Explainer:
    """Tells why a message gets its reply; it asks the parts that decided, and decides nothing itself."""

    def __init__(self, knowledge: Knowledge, corpus: Corpus, screen: Screen, likeness: Likeness) -> None:
        """Take the parts that decide."""
        self._reader = corpus.reader
        self._flags = Flags(corpus, screen, likeness)
        self._candidates = Candidates(knowledge, corpus)

    def account(self, written: str, raised: RedFlag | None, decision: Decision) -> Why:
        """Return the account of a message, of the flag that it raises, and of what was decided.

        The candidates are those that the matcher has for it, also where an emergency is answered by its card.
        """
        flags = self._flags.looked_at(written, raised)
        candidates = self._candidates.looked_at(decision.matched)
        return Why(
            text=written,
            words=words_read(written, self._reader),
            flags=flags,
            candidates=candidates,
            parts=self._candidates.of_parts(decision.matched),
            lead=_lead(candidates),
            rule=decision.rule,
            below=decision.below,
            thresholds=_thresholds(decision, flags),
            kind=kind_of(decision.reply),
            topics=_topics(decision.reply),
        )


def _lead(candidates: tuple[CandidateLooked, ...]) -> float:
    best, second = (*(candidate.confidence for candidate in candidates[:2]), 0.0, 0.0)[:2]
    return best - second


def _thresholds(decision: Decision, flags: tuple[FlagLooked, ...]) -> Thresholds:
    """Return the numbers behind the reply; a sign raises its flag without any."""
    if decision.rule not in {Rule.EMERGENCY, Rule.SAME_DAY}:
        return thresholds_of(decision.rule)
    compared = thresholds_of(decision.rule) if any(flag.net == EXAMPLES for flag in flags) else ()
    return compared + (thresholds_of(decision.below) if decision.below else ())


def _topics(reply: Reply) -> tuple[str, ...]:
    topics = reply.options if isinstance(reply, Clarify) else topics_answered(reply)
    return tuple(topic.id for topic in topics)
