"""What goes with a patient's recovery: their calendar, check-ins, and the erasure of all that."""

import time
from collections.abc import Callable

from bot.core.knowledge import Knowledge
from bot.telegram.answers import Answers
from bot.telegram.calendar.check_ins import CheckingIn
from bot.telegram.calendar.keeping_days import KeepingDays
from bot.telegram.calendar.telling_days import TellingDays
from bot.telegram.erasure import Erasing
from bot.telegram.features import Feature
from bot.telegram.rendering import Renderer


def recovery(
    knowledge: Knowledge,
    *,
    secret: bytes,
    has_staff: bool = False,
    clock: Callable[[], float] = time.time,
) -> Callable[[Answers, Renderer], tuple[Feature, ...]]:
    """Return what builds these features.

    The secret is that of the clinic's links (`bot.core.day_links.day_secret`); the clock tells seconds since
    the epoch.
    """

    def build(answers: Answers, renderer: Renderer) -> tuple[Feature, ...]:
        check_ins = CheckingIn(knowledge, renderer, clock=clock)
        telling = TellingDays(knowledge, answers, renderer, secret)
        keeping = KeepingDays(knowledge, renderer, check_ins, telling)
        return (check_ins, keeping, telling, Erasing(renderer, has_staff=has_staff))

    return build
