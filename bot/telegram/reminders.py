"""Reminders: updates that the bot set for itself, which arrive in their chat when they are due."""

from typing import Final

from pydantic import Field, TypeAdapter, ValidationError

from bot.core.model import Value


class _Chat(Value):
    id: int


class Reminder(Value):
    """What a reminder brings back; see `bot.storage.changes.SetReminder`."""

    name: str
    content: str
    due: float
    """When it was to arrive, in seconds since the epoch."""
    chat: _Chat = Field(repr=False)

    @property
    def chat_id(self) -> int:
        """The chat that it was set for."""
        return self.chat.id


_REMINDER: Final = TypeAdapter(Reminder)


def reminder_in(raw: object) -> Reminder | None:
    """Return the reminder that an update is, or None when it is one of Telegram's.

    Raises:
        ValueError: It is a reminder that another version of the program set, and cannot be read.
    """
    if not isinstance(raw, dict) or "reminder" not in raw:
        return None
    try:
        return _REMINDER.validate_python(raw["reminder"])
    except ValidationError:
        raise ValueError("a reminder that cannot be read") from None
