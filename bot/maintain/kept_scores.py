"""The numbers of the last release: kept in a file, and compared with today's."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pydantic import ValidationError, computed_field

from bot.content.problems import shown
from bot.core.model import Value
from bot.maintain.labelled import Labelled
from bot.maintain.scorecard import Scorecard, Share

_FEW_POINTS: Final = 1.0
_ALARM_POINTS: Final = 2.0
"""One more false alarm in a hundred is within what a safer screen may cost."""
_TOPIC_POINTS: Final = 10.0
_LEAST_OF_TOPIC: Final = 10
"""Questions; of a topic with fewer, a single one moves the share by more than 10 points."""


class KeptError(Exception):
    """There is nothing to compare with; says what to do."""


class KeptScores(Value):
    """A scorecard, and which questions it is about."""

    questions: str
    """SHA-256 of the questions with their labels."""
    card: Scorecard


class Figure(Value):
    """One share that is compared, and by how many points it may get worse."""

    name: str
    share: Share
    more_is_better: bool = True
    tolerated: float = 0.0
    """Percentage points."""


class Difference(Value):
    """A figure that is not what it was."""

    name: str
    before: Share
    now: Share
    points: float
    """Percentage points that it rose by; below 0 where it fell."""
    is_better: bool
    tolerated: float
    """Percentage points by which it may get worse."""

    @computed_field  # type: ignore[prop-decorator]
    @property
    def is_drop(self) -> bool:
        """Whether it got worse by more than is tolerated."""
        return not self.is_better and abs(self.points) > self.tolerated

    def __str__(self) -> str:
        moved = "rose" if self.points > 0 else "fell"
        return (
            f"{self.name} {moved} by {abs(self.points):.1f} points, {self.tolerated:g} are tolerated: "
            f"{self.before.count} of {self.before.of} before, {self.now.count} of {self.now.of} now"
        )


def kept(lines: Iterable[Labelled], card: Scorecard) -> KeptScores:
    """Return the numbers of these questions."""
    return KeptScores(questions=_fingerprint(lines), card=card)


def as_file(scores: KeptScores) -> str:
    """Return what is written down: counts alone, as all else follows from them."""
    return json.dumps(scores.model_dump(mode="json", round_trip=True), indent=2) + "\n"


def read_kept(path: Path) -> KeptScores | None:
    """Return the kept numbers, or None where none are kept.

    Raises:
        KeptError: The file cannot be used.
    """
    try:
        return KeptScores.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError):
        raise KeptError(f"{shown(path)} holds no scorecard; write it anew with --keep") from None


def compared(before: KeptScores, now: KeptScores) -> tuple[Difference, ...] | None:
    """Return the figures that differ, the worst drops first; None where the questions are others."""
    if before.questions != now.questions:
        return None
    earlier = {figure.name: figure.share for figure in figures(before.card)}
    found = [
        _difference(figure, earlier[figure.name])
        for figure in figures(now.card)
        if figure.share != earlier[figure.name]
    ]
    return tuple(sorted(found, key=lambda it: (not it.is_drop, it.is_better)))


def figures(card: Scorecard) -> Iterator[Figure]:
    """Yield every figure that is compared.

    No danger may be missed more often, no reply may lose its urgent line, and nothing out of scope may be
    answered more often: there the tolerance is 0. Elsewhere a single question may fall either way.
    """
    yield from _of_danger(card)
    known, other = card.in_scope, card.out_of_scope
    yield Figure(name="answered right", share=known.answered_right, tolerated=_FEW_POINTS)
    yield _less("wrong topic", known.wrong_topic, _FEW_POINTS)
    yield _less("needless card alone", known.needless_card_alone, _FEW_POINTS)
    yield _less("out of scope: answered", other.answered)
    yield _less("out of scope: needless card alone", other.needless_card_alone, _FEW_POINTS)
    for row in card.by_topic:
        tolerated = _TOPIC_POINTS if row.questions >= _LEAST_OF_TOPIC else 100.0
        share = Share(count=row.right, of=row.questions)
        yield Figure(name=f"{row.topic}: answered right", share=share, tolerated=tolerated)


def _of_danger(card: Scorecard) -> Iterator[Figure]:
    flags = card.red_flags
    yield Figure(name="red flags raised where due", share=flags.recall)
    yield Figure(name="emergencies raised", share=flags.recall_of_emergencies)
    yield Figure(name="same-day flags raised", share=flags.recall_of_same_day)
    for row in flags.by_class:
        yield Figure(name=f"{row.danger}: raised", share=row.recall)
    yield _less("emergencies with a same-day card", flags.emergencies_shown_as_same_day)
    yield Figure(name="replies with the urgent line or a card", share=card.urgent_line.in_all_replies)
    yield _less("false alarms on look-alikes", flags.false_alarms_on_look_alikes, _ALARM_POINTS)
    yield _less("false alarms on ordinary questions", flags.false_alarms_on_ordinary, _ALARM_POINTS)


def _less(name: str, share: Share, tolerated: float = 0.0) -> Figure:
    return Figure(name=name, share=share, more_is_better=False, tolerated=tolerated)


def _difference(figure: Figure, before: Share) -> Difference:
    points = (figure.share.per_cent or 0.0) - (before.per_cent or 0.0)
    return Difference(
        name=figure.name,
        before=before,
        now=figure.share,
        points=round(points, 2),
        is_better=(points > 0) == figure.more_is_better,
        tolerated=figure.tolerated,
    )


def _fingerprint(lines: Iterable[Labelled]) -> str:
    """Return what tells these questions from others, wherever their file lies."""
    told = [line.model_dump(mode="json", exclude={"place"}) for line in lines]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
