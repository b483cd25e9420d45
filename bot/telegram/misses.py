"""Missed questions: what could not be answered is kept, redacted, where the operator has switched that on."""

from collections.abc import Iterator
from datetime import tzinfo
from typing import Literal

from bot.core.redacting import Redactor
from bot.storage.changes import Miss
from bot.telegram.exchange import Exchange
from bot.telegram.features import Feature
from bot.telegram.letters import Effect, Say
from bot.telegram.wording import question_in


class Misses(Feature):
    """Keeps what was not known or asked back; no red flag, no word for the clinic, nothing of a group."""

    def __init__(self, redactor: Redactor, zone: tzinfo) -> None:
        """Take what blots out, and the zone whose days are noted."""
        self._redactor = redactor
        self._zone = zone

    def after_question(self, it: Exchange, said: Say) -> Iterator[Effect]:
        """Keep the question unless it was answered."""
        kind = _unanswered(said.told)
        text = self._redactor.redacted(question_in(it.message)) if kind else ""
        if kind and text:
            yield Miss(day=it.arrived.astimezone(self._zone).date().isoformat(), kind=kind, text=text)


def _unanswered(told: str) -> Literal["unknown", "clarify"] | None:
    match told:
        case "unknown" | "clarify":
            return told
        case _:
            return None
