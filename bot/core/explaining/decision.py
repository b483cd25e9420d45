"""What was decided about a question, with the rule that decided it."""

from typing import NamedTuple

from bot.core.explaining.values import Rule
from bot.core.matching.reading import Heard
from bot.core.replies import Reply


class Decision(NamedTuple):
    """A reply, and where it comes from."""

    reply: Reply
    rule: Rule
    matched: Heard
    """What was compared with the asks: the message, or the subject that it ties to the topic before."""
    below: Rule | None = None
    """The rule that found what stands under a same-day card; None elsewhere."""
