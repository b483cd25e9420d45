"""What an answered update alters beside its own chat: conversations, reminders, numbers, erasure.

Times are seconds since the epoch (UTC).
"""

from typing import Annotated, Literal

from pydantic import Field

from bot.core.model import Value


class Ticket(Value):
    """A conversation that a patient opened with the clinic."""

    number: int
    """The row of the update by which it was opened: known before it is stored, and never given twice."""
    patient: int
    """The patient's private chat."""
    staff: int
    """The chat of the clinic's staff."""
    thread: int | None = None
    """The patient's thread, where the staff chat is a forum."""
    opened: float
    touched: float
    """When either side wrote last."""
    is_open: bool = True


class OpenTicket(Value):
    """Open a conversation, numbered by the row of the update; a thread that the patient had is used again."""

    change: Literal["open-ticket"] = "open-ticket"
    patient: int
    staff: int


class TouchTicket(Value):
    """Note that somebody wrote in a conversation; a closed one is open again."""

    change: Literal["touch-ticket"] = "touch-ticket"
    number: int


class CloseTicket(Value):
    """Give a conversation back to the bot."""

    change: Literal["close-ticket"] = "close-ticket"
    number: int


class SetReminder(Value):
    """Let an update of the bot's own arrive in a chat at a time; one of that name there is replaced."""

    change: Literal["set-reminder"] = "set-reminder"
    chat_id: int
    name: Annotated[str, Field(pattern=r"^[a-z-]{1,40}$")]
    due: float
    content: str = ""
    """Opaque; it comes back in `{"reminder": {"name", "content", "due", "chat": {"id"}}}`, the update."""


class DropReminders(Value):
    """Drop the reminders of a chat that have one of these names; all of them without a name."""

    change: Literal["drop-reminders"] = "drop-reminders"
    chat_id: int
    names: tuple[str, ...] = ()


class MoveChat(Value):
    """Note that a chat has a new id: whatever is kept or waits for it goes there."""

    change: Literal["move-chat"] = "move-chat"
    old: int
    new: int


class Count(Value):
    """Add one to a number that holds nothing of a patient."""

    change: Literal["count"] = "count"
    day: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
    """The clinic's own day."""
    name: str
    """What is counted, such as "answer" or "helpful"."""
    topic: str = ""


class Miss(Value):
    """Keep a question that was not answered, redacted, with nothing that leads back to its chat."""

    change: Literal["miss"] = "miss"
    day: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
    """The clinic's own day; no finer time is kept, so that no row can be laid beside the chat's own."""
    kind: Literal["unknown", "clarify"]
    """What was replied: that it is not known, or a question back."""
    text: Annotated[str, Field(min_length=1, max_length=200)]
    """What `bot.core.redacting` has left of the words."""


class Erase(Value):
    """Erase everything about a patient's chat: what is kept, waits or was copied to the staff chat.

    Letters of the same update are stored after it, so a last word still reaches the patient.
    """

    change: Literal["erase"] = "erase"
    chat_id: int
    removal: str
    """The content of the letters that remove copies from the staff chat, one for each that is younger than 48
    hours: Telegram lets nobody remove older ones for everybody."""
    told: str
    """The content of the letter that tells the staff, once for each conversation."""


Change = Annotated[
    OpenTicket | TouchTicket | CloseTicket | SetReminder | DropReminders | MoveChat | Count | Miss | Erase,
    Field(discriminator="change"),
]
"""What answering an update alters beside the chat's own memory; written with it, or not at all."""
