"""One update on its way to an answer: what came, what is remembered, and what the screen found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from telegram import Message, Update

from bot.core.answering import Screened
from bot.core.safety.red_flags import RedFlag
from bot.telegram.letters import Act
from bot.telegram.memory import ChatMemory


@dataclass(frozen=True)
class Exchange:
    """What a handler is given; it changes the memory and nothing else."""

    update: Update
    memory: ChatMemory
    at: datetime
    """When the patient wrote or tapped."""
    written: str = ""
    """Everything that a person wrote, as it was screened."""
    screened: Screened | None = None
    """What the screen found in it; None where nothing is screened."""

    @property
    def flag(self) -> RedFlag | None:
        """The most urgent red flag in what a person wrote."""
        return self.screened.flag if self.screened else None

    def screened_in(self, asked: str) -> Screened | None:
        """Return what the screen found, where the question is everything that was written."""
        return self.screened if asked == self.written else None

    @property
    def message(self) -> Message:
        """The message of the update.

        Raises:
            LookupError: The routing table let an update through that brings no message.
        """
        message = self.update.effective_message
        if message is None:
            raise LookupError("an update without a message was routed to a handler of messages")
        return message


Handler = Callable[[Exchange], Iterator[Act]]
