"""What an answer begins with that somebody has waited for too long."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from bot.telegram.letters import Act, Say
from bot.telegram.messages import Message, Paragraph, composed

LATE_AFTER: Final = timedelta(minutes=10)

_LONGEST_TEXT: Final = 4096


class Apology:
    """Says that an answer is late, and whom to call instead of waiting."""

    def __init__(self, late: str, clock: Callable[[], float]) -> None:
        """Take the words, and a clock that tells seconds since the epoch."""
        self._clock = clock
        self.renew(late)

    def renew(self, late: str) -> None:
        """Say it in other words."""
        self._late = composed([Paragraph.of(late)])

    def before(self, act: Act, asked: float) -> Act:
        """Return an act that was asked for at that time, with the apology first if that is too long ago."""
        if not isinstance(act, Say) or self._clock() - asked <= LATE_AFTER.total_seconds():
            return act
        return act.model_copy(update={"message": _one_after_another(self._late, act.message)})


def _one_after_another(first: Message, second: Message) -> Message:
    text = f"{first.text}\n\n{second.text}"
    # Telegram counts UTF-16 code units. An answer that fills a message goes without the apology, not cut.
    if len(text.encode("utf-16-le", "surrogatepass")) > 2 * _LONGEST_TEXT:
        return second
    return second.model_copy(update={"html": f"{first.html}\n\n{second.html}", "text": text})
