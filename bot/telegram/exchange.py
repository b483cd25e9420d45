"""One update on its way to an answer: what came, what is known of the chat, and what the screen found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from telegram import Message, Update

from bot.core.answering import Screened
from bot.core.safety.red_flags import RedFlag
from bot.storage.changes import Ticket
from bot.telegram.letters import Effect
from bot.telegram.memory import ChatMemory, Kept


@dataclass(frozen=True)
class Situation:
    """What is known beside the update itself; handlers change the memory and what is kept, nothing else."""

    arrived: float
    """When the update arrived, in seconds since the epoch."""
    memory: ChatMemory = field(default_factory=ChatMemory)
    kept: Kept = field(default_factory=Kept)
    number: int = 0
    """The number that a conversation gets which this update opens; 0 while nothing can be stored."""
    ticket: Ticket | None = None
    """The conversation that the update belongs to; see `bot.storage.records.OpenUpdate`."""
    conversations: tuple[Ticket, ...] = ()
    """The open conversations of the staff chat in which the update was written, the oldest first."""
    formerly: int | None = None
    """The id that the chat had before it moved."""


@dataclass(frozen=True)
class Exchange:
    """What a handler is given."""

    update: Update
    situation: Situation
    at: datetime
    """When the patient wrote or tapped."""
    written: str = ""
    """Everything that a person wrote, as it was screened."""
    screened: Screened | None = None
    """What the screen found in it; None where nothing is screened."""

    @property
    def memory(self) -> ChatMemory:
        """What is remembered of the chat for a while."""
        return self.situation.memory

    @property
    def kept(self) -> Kept:
        """What the chat asked to be kept."""
        return self.situation.kept

    @property
    def ticket(self) -> Ticket | None:
        """The conversation that the update belongs to."""
        return self.situation.ticket

    @property
    def flag(self) -> RedFlag | None:
        """The most urgent red flag in what a person wrote."""
        return self.screened.flag if self.screened else None

    @property
    def arrived(self) -> datetime:
        """When the update arrived here, which may be long after it was written."""
        return datetime.fromtimestamp(self.situation.arrived, UTC)

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


Handler = Callable[[Exchange], Iterator[Effect]]
