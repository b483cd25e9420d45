"""What is remembered of handing over, in a patient's chat and in the staff's: ids and times, no word."""

from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

TYPES_FOR: Final = timedelta(minutes=30)
"""How long the next text is taken for what the staff are to read."""
A_DAY: Final = timedelta(days=1)
MOST_A_DAY: Final = 5
"""Conversations that one patient may open within a day."""
MOST_IDS: Final = 200
"""Messages of which it is known that they were passed on: Telegram lets people change them for 2 days."""
MOST_PREVIEWS: Final = 20
MOST_ALBUMS: Final = 5


class DeskMemory(BaseModel):
    """It is gone when the chat has been silent for two days."""

    model_config = ConfigDict(extra="ignore")

    typing_since: datetime | None = None
    """When the patient was asked to type what the staff are to read."""
    handed: list[int] = Field(default_factory=list)
    """The previews whose words have been sent."""
    passed_on: dict[int, int] = Field(default_factory=dict)
    """The messages that were passed on, and their conversations."""
    opened: list[datetime] = Field(default_factory=list)
    acknowledged: int | None = None
    """The conversation in which a further message has been acknowledged."""
    albums: dict[str, list[int]] = Field(default_factory=dict)
    """The messages of the last albums."""

    def is_typing(self, at: datetime) -> bool:
        """Whether the patient was asked to type a short while ago."""
        return self.typing_since is not None and at - self.typing_since <= TYPES_FOR

    def notes_handed(self, preview: int) -> bool:
        """Note that the words of a preview are sent; return False when they have been before."""
        if preview in self.handed:
            return False
        self.handed = [*self.handed, preview][-MOST_PREVIEWS:]
        return True

    def notes_opened(self, at: datetime) -> bool:
        """Note that a conversation is opened; return False when there have been enough within a day."""
        self.opened = [it for it in self.opened if at - it < A_DAY]
        if len(self.opened) >= MOST_A_DAY:
            return False
        self.opened.append(at)
        return True

    def notes_passed_on(self, message_id: int, number: int) -> None:
        """Note that a message was passed on, so that its change may follow it."""
        self.passed_on[message_id] = number
        for oldest in list(self.passed_on)[:-MOST_IDS]:
            del self.passed_on[oldest]

    def notes_first(self, number: int) -> bool:
        """Note that a further message came in a conversation; return whether it was the first one."""
        is_first, self.acknowledged = self.acknowledged != number, number
        return is_first

    def notes_album(self, album: str, message_id: int) -> bool:
        """Note a message of an album, as often as one likes; return whether it was the first one."""
        messages = self.albums.setdefault(album, [])
        if message_id not in messages:
            messages.append(message_id)
        for oldest in list(self.albums)[:-MOST_ALBUMS]:
            del self.albums[oldest]
        return messages[0] == message_id

    def together_with(self, album: str | None, message_id: int) -> list[int]:
        """Return the messages that were sent together with one, itself included."""
        return sorted({message_id, *self.albums.get(album or "", [])})
