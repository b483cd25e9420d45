"""What the store takes in and hands out: updates on their way to an answer, letters on their way to a chat.

Times are seconds since the epoch (UTC). The texts are opaque here: JSON that others write and read.
"""

from bot.core.model import Value


class Arrival(Value):
    """An update as Telegram sent it."""

    update_id: int
    lane: int | None
    """The chat whose updates are answered in order; None when the update names none."""
    body: str
    """The update's JSON."""
    urgent: bool = False
    """Whether it overtakes what waits, in its own lane too."""


class Claim(Value):
    """The right to finish a row; void once the lease has run out and another worker has the row."""

    row: int
    number: int
    """How many claims the row has had, this one included."""


class OpenUpdate(Value):
    """An update that a worker is to answer."""

    claim: Claim
    update_id: int
    lane: int | None
    body: str
    arrived: float
    failures: int
    """How often answering it has failed before."""
    memory: str | None
    """What is remembered of the lane's chat; None when that is nothing."""


class Letter(Value):
    """One thing that is to reach a chat."""

    chat_id: int
    content: str
    asked: float
    """When the question was asked that this answers."""
    urgent: bool = False
    """Whether it overtakes what waits, in its own chat too."""
    bulk: bool = False
    """Whether nobody asked for it, as for a reminder: then Telegram's limit for bulk holds."""


class Finished(Value):
    """An update is answered, or set aside for good; its letters are stored with that, or not at all."""

    claim: Claim
    letters: tuple[Letter, ...] = ()
    memory: str | None = None
    """What is to be remembered of the lane's chat from here on; None forgets it."""
    reason: str | None = None
    """Why it was set aside unanswered, in words without a patient's; None when it was answered."""


class PutBack(Value):
    """Answering failed; the update is tried again later."""

    claim: Claim
    until: float


class DueLetter(Value):
    """A letter that is to be delivered now."""

    claim: Claim
    letter: Letter
    arrived: float
    """When the update that it answers was taken in."""
    decided: float
    """When it was stored."""
    tries: int
    """How often delivering it has failed before."""


class Sent(Value):
    """The letter has reached its chat."""

    claim: Claim


class Postponed(Value):
    """The letter could not be delivered; it is tried again later."""

    claim: Claim
    until: float


class Ended(Value):
    """The letter can never be delivered."""

    claim: Claim
    reason: str
    """Why, in words without a patient's; recorded with the update that it answers."""
    closes_chat: bool = False
    """Whether the chat is shut to the bot from here on: no reminder goes there."""


class Moved(Value):
    """The chat has a new id, under which everything that waits for it is tried again at once."""

    claim: Claim
    chat_id: int


Settled = Sent | Postponed | Ended | Moved


class Depth(Value):
    """How much waits, and for how long."""

    updates: int
    oldest_update: float | None
    """When the oldest unanswered update was taken in."""
    letters: int
    oldest_letter: float | None
    """When the oldest undelivered letter was stored."""
