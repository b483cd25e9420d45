"""What the store takes in and hands out: updates on their way to an answer, letters on their way to a chat.

Times are seconds since the epoch (UTC). The texts are opaque here: JSON that others write and read.
"""

from bot.core.model import Value
from bot.storage.changes import Change, Ticket


class Arrival(Value):
    """An update as Telegram sent it."""

    update_id: int
    lane: int | None
    """The chat whose updates are answered in order; None when the update names none."""
    body: str
    """The update's JSON."""
    urgent: bool = False
    """Whether it overtakes what waits, in its own lane too."""
    thread: int | None = None
    """The thread of a forum that it was written in."""
    hangs_on: int | None = None
    """The message that it replies to, or whose button was tapped."""


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
    kept: str | None = None
    """What the chat asked to be kept until it is erased; None when that is nothing."""
    ticket: Ticket | None = None
    """The patient's open conversation; in the staff chat, the latest one of the thread, open or closed, or
    that of the message on which the update hangs."""
    conversations: tuple[Ticket, ...] = ()
    """The open conversations of which the lane's chat is the staff chat, the oldest first."""
    formerly: int | None = None
    """The id that the lane's chat had before it moved."""


class Receipts(Value):
    """What is sent once it is known what became of a letter; stored with that, or not at all."""

    delivered: "tuple[Letter, ...]" = ()
    undeliverable: "tuple[Letter, ...]" = ()


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
    ticket: int | None = None
    """The number of the conversation that it belongs to: it goes to its thread, and is recorded as a copy."""
    passes_on: int | None = None
    """The message of the other side of that conversation which it carries, corrects or removes."""
    only_for: tuple[str, ...] = ()
    """As a receipt for what could not be delivered: the reasons for which it is sent; any without one."""
    receipts: Receipts | None = None


class Finished(Value):
    """An update is answered, or set aside for good; its letters are stored with that, or not at all."""

    claim: Claim
    letters: tuple[Letter, ...] = ()
    memory: str | None = None
    """What is to be remembered of the lane's chat from here on; None forgets it."""
    kept: str | None = None
    """What is to be kept of it until it is erased; None keeps nothing."""
    changes: tuple[Change, ...] = ()
    """Made in their order, before the letters are stored."""
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
    thread: int | None = None
    """The thread of the letter's conversation, in the staff chat."""
    target: int | None = None
    """The message in the letter's chat that carries what the letter passes on, if it has been delivered."""


class Sent(Value):
    """The letter has reached its chat; its receipts for that are stored."""

    claim: Claim
    message_id: int | None = None
    """The message that it has become; recorded as a copy when the letter belongs to a conversation."""
    thread: int | None = None
    """The thread that was begun; from here on the conversation's own."""


class Postponed(Value):
    """The letter could not be delivered; it is tried again later."""

    claim: Claim
    until: float


class Ended(Value):
    """The letter can never be delivered; its receipts for that are stored."""

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


class Missed(Value):
    """A question that was not answered, redacted."""

    day: str
    kind: str
    """What was replied: "unknown" or "clarify"."""
    text: str
    times: int


class Counted(Value):
    """How often something happened on one of the clinic's days."""

    day: str
    name: str
    topic: str
    times: int


class Depth(Value):
    """How much waits, and for how long."""

    updates: int
    oldest_update: float | None
    """When the oldest unanswered update was taken in."""
    letters: int
    oldest_letter: float | None
    """When the oldest undelivered letter was stored."""
