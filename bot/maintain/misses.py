"""The replies that cost points: what is expected, and what came."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.core.model import Value
from bot.maintain.evaluate import Alarm, Outcome, Scored

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FAULTS_IN_SCOPE: Final = {Outcome.WRONG, Outcome.ASKED_WRONG, Outcome.DECLINED}
_FAULTS_OUT_OF_SCOPE: Final = {Outcome.WRONG}
"""Where an honest no is the best reply, a question back is tolerated."""


class Miss(Value):
    """One question whose reply is wrong, misses its danger or alarms for nothing."""

    place: str
    """File and line."""
    faults: tuple[str, ...]
    expected: str
    got: str
    question: str

    def __str__(self) -> str:
        faults = ", ".join(self.faults)
        # A terminal obeys control characters, whoever typed them.
        asked = _CONTROLS.sub("�", " ".join(self.question.split()))
        return f"{self.place}: {faults} | expected {self.expected} | got {self.got} | {asked}"


def misses(results: Iterable[Scored]) -> Iterator[Miss]:
    """Yield each reply that costs points, in the order of the questions."""
    for result in results:
        if faults := tuple(_faults(result)):
            yield Miss(
                place=result.line.place,
                faults=faults,
                expected=_expected(result),
                got=_got(result),
                question=result.line.text,
            )


def _faults(result: Scored) -> Iterator[str]:
    if result.outcome in (_FAULTS_OUT_OF_SCOPE if result.line.is_out_of_scope else _FAULTS_IN_SCOPE):
        yield str(result.outcome)
    if result.alarm in {Alarm.MISSED, Alarm.FALSE}:
        yield str(result.alarm)
    if not result.has_urgent_line:
        yield "no urgent line"


def _expected(result: Scored) -> str:
    line = result.line
    danger = f" ({line.danger})" if line.danger else ""
    card = f"{line.urgency} card{danger}" if line.urgency.card_is_due else f"no card{danger}"
    return " + ".join([card, " or ".join(line.labels)] if line.labels else [card])


def _got(result: Scored) -> str:
    kind = f"{result.card} card" if result.card else result.kind
    return f"{kind} {', '.join(result.topics)}".strip()
