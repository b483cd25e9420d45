"""One update on its way to an answer: what came, what is remembered, and what the screen found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from telegram import Message, Update

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
    flag: RedFlag | None = None
    """The most urgent red flag in what a person wrote."""

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
