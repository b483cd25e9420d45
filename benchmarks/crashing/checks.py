"""The checks: whether anything was lost, told twice without a cause, out of order, or in the wrong chat."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby, pairwise
from typing import Final

from benchmarks.crashing.evidence import Asked, Evidence, Shown

IN_FLIGHT: Final = 5.0
"""Seconds before a kill within which a message may have been shown and not yet recorded as sent."""
BELATED: Final = 1.0
"""Seconds after a kill within which Telegram may still read what the killed program had written."""


@dataclass
class Counts:
    """What came of the questions; what must be 0 stands below `lost`."""

    asked: int = 0
    answered: int = 0
    set_aside: int = 0
    """Answered with an apology or with nothing, and recorded with the reason."""
    repeated_by_kills: int = 0
    """Answers shown a second time, because the first was not recorded when the bot was killed."""
    most_repeated_by_one_kill: int = 0
    repeated_untold: int = 0
    """Answers shown a second time, because Telegram did not tell that it had shown the first."""
    lost: int = 0
    repeated_without_cause: int = 0
    out_of_order: int = 0
    in_wrong_chat: int = 0
    not_finished: int = 0
    """Updates that the database does not know, or knows as open, or of which it keeps the words."""

    def __add__(self, other: "Counts") -> "Counts":
        """Return the counts of both trials."""
        sums = {it.name: getattr(self, it.name) + getattr(other, it.name) for it in fields(self)}
        most = max(self.most_repeated_by_one_kill, other.most_repeated_by_one_kill)
        return Counts(**{**sums, "most_repeated_by_one_kill": most})


@dataclass
class Verdict:
    """The counts, and everything that is wrong, each in a sentence."""

    counts: Counts
    wrong: list[str] = field(default_factory=list)


def judge(evidence: Evidence) -> Verdict:
    """Check everything."""
    verdict = Verdict(Counts(asked=len(evidence.asked)), list(evidence.complaints))
    _check_stored(evidence, verdict)
    asked, shown = defaultdict(list), defaultdict(list)
    for ask in evidence.asked:
        if ask.chat_id is not None:
            asked[ask.chat_id].append(ask)
    for message in evidence.shown:
        shown[message.chat_id].append(message)
    kills = sorted(evidence.kills)
    repeated_by: Counter[float] = Counter()
    for chat_id in asked.keys() | shown.keys():
        chat = _Chat(asked[chat_id], shown[chat_id], kills, verdict)
        chat.check(evidence)
        repeated_by.update(chat.repeated_by())
    verdict.counts.repeated_by_kills = repeated_by.total()
    verdict.counts.most_repeated_by_one_kill = max(repeated_by.values(), default=0)
    return verdict


def _check_stored(evidence: Evidence, verdict: Verdict) -> None:
    if evidence.letters:
        verdict.wrong.append(f"{evidence.letters} messages still wait to be delivered")
    for ask in evidence.asked:
        row = evidence.stored.get(ask.update_id)
        if row is None or not row.is_done or not row.is_blank:
            verdict.counts.not_finished += 1
            verdict.wrong.append(f"update {ask.update_id} is not finished in the database: {row}")
        elif row.reason:
            verdict.counts.set_aside += 1
        if row and ask.is_poison and not row.reason:
            verdict.wrong.append(f"update {ask.update_id} was poison, and no reason is recorded")


class _Chat:
    """One chat: what was asked there, what was shown there."""

    def __init__(
        self, asked: Sequence[Asked], shown: Sequence[Shown], kills: Sequence[float], verdict: Verdict
    ) -> None:
        self._asked = asked
        self._kills = kills
        self._verdict = verdict
        expected = {ask.answer for ask in asked}
        self._shown = [message for message in shown if message.text in expected]
        self._strange = len(shown) - len(self._shown)

    def check(self, evidence: Evidence) -> None:
        """Check that each question has its answer, in order, and that nothing else is shown."""
        counts, wrong = self._verdict.counts, self._verdict.wrong
        if self._strange:
            counts.in_wrong_chat += self._strange
            wrong.append(f"{self._strange} messages were shown in a chat where nobody asked for them")
        answers = {message.text for message in self._shown}
        for ask in self._asked:
            row = evidence.stored.get(ask.update_id)
            if ask.answer in answers:
                counts.answered += 1
            elif not (row and row.reason):
                counts.lost += 1
                wrong.append(f"update {ask.update_id} got no answer, and no reason is recorded")
        self._check_order(answers)
        self._check_repeats()

    def _check_order(self, answers: set[str]) -> None:
        overtaking = {ask.answer for ask in self._asked if ask.may_overtake}
        due = [ask.answer for ask in self._asked if ask.answer in answers - overtaking]
        # A repetition follows at once: until it is recorded, nothing else is sent to the chat.
        told = [text for text, _ in groupby(it.text for it in self._shown if it.text not in overtaking)]
        if told != due:
            self._verdict.counts.out_of_order += 1
            self._verdict.wrong.append("answers came in another order than the questions of a chat")

    def _check_repeats(self) -> None:
        for first, second in self._repeats():
            if not first.told:
                self._verdict.counts.repeated_untold += 1
            elif self._kill_between(first, second) is None:
                self._verdict.counts.repeated_without_cause += 1
                gap = second.time - first.time
                self._verdict.wrong.append(f"an answer was shown again after {gap:.1f} s without a cause")
        for kill, repeats in Counter(self.repeated_by()).items():
            if repeats > 1:
                self._verdict.wrong.append(f"the kill at {kill:.1f} s repeated {repeats} answers in one chat")

    def repeated_by(self) -> Iterator[float]:
        """Yield the kill that explains a repetition, for each one that Telegram's silence does not."""
        for first, second in self._repeats():
            if first.told and (kill := self._kill_between(first, second)) is not None:
                yield kill

    def _repeats(self) -> Iterator[tuple[Shown, Shown]]:
        of_answer = defaultdict(list)
        for message in self._shown:
            of_answer[message.text].append(message)
        for messages in of_answer.values():
            yield from pairwise(messages)

    def _kill_between(self, first: Shown, second: Shown) -> float | None:
        near = self._kills[
            bisect_left(self._kills, first.time - BELATED) : bisect_right(
                self._kills, min(second.time, first.time + IN_FLIGHT)
            )
        ]
        return min(near, key=lambda kill: abs(kill - first.time), default=None)
