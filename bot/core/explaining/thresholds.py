"""The numbers that a rule compares with, by the names that they have where they are written down."""

from collections.abc import Mapping
from typing import Final

from bot.core.explaining.values import Rule
from bot.core.matching.finding import NAMED, SUPPORT
from bot.core.matching.follow_up import LONGEST
from bot.core.matching.ladder import PART, WHOLE
from bot.core.safety.likeness import RAISED_FROM

Thresholds = tuple[tuple[str, float], ...]

_ONE: Final = (("answer_from", WHOLE.answer_from),)
_SEVERAL: Final = (
    ("also_from", WHOLE.also_from),
    ("both_from", WHOLE.both_from),
    ("second_from", WHOLE.second_from),
)


_BY_RULE: Final[Mapping[Rule, Thresholds]] = {
    Rule.EMERGENCY: (("raised_from", RAISED_FROM),),
    Rule.SAME_DAY: (("raised_from", RAISED_FROM),),
    Rule.SMALL_TALK: _ONE,
    Rule.ONE: _ONE,
    Rule.SEVERAL: _SEVERAL,
    Rule.PARTS: (("answer_from of a part", PART.answer_from), ("support of the whole", SUPPORT)),
    Rule.MEDICINE: (("named in a long message", NAMED),),
    Rule.DOSE: (),
    Rule.FOLLOW_UP: (("most words of a follow-up", LONGEST),),
    Rule.ASK_BACK: (*_ONE, *_SEVERAL, ("offer_from", WHOLE.offer_from)),
    Rule.BACKGROUND: _ONE,
    Rule.NOTHING: (*_ONE, *_SEVERAL, ("offer_from", WHOLE.offer_from)),
}


def thresholds_of(rule: Rule) -> Thresholds:
    """Return the numbers of a rule; none where it goes by words alone."""
    return _BY_RULE[rule]
