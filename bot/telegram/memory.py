"""What the bot remembers of a chat: a few ids, a time and its own last refusal, no word of a patient."""

from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.core.replies import LeftOpen

MOST_CARDS: Final = 20
LOOKS_BACK: Final = timedelta(minutes=30)
"""How long "it" may mean the topic that was answered last: longer than reading an answer twice and asking
somebody takes, and short enough that the patient has not begun to think of something else."""


class ChatMemory(BaseModel):
    """What is remembered of one chat; stored with each answer, so that a restart forgets nothing."""

    model_config = ConfigDict(extra="ignore")

    left_open: LeftOpen | None = None
    """What the last reply left open, when it held no answer."""
    album: str | None = None
    """The last album of pictures that was spoken about."""
    topic: str | None = None
    """The topic that was answered last."""
    answered: datetime | None = None
    """When that was."""
    cards: dict[int, str] = Field(default_factory=dict)
    """The red flag whose card each of the last messages got."""

    @classmethod
    def read(cls, stored: str | None) -> "ChatMemory":
        """Return what was stored; what cannot be read any more is forgotten."""
        if stored is None:
            return cls()
        try:
            return cls.model_validate_json(stored)
        except ValidationError:
            return cls()

    def written(self) -> str | None:
        """Return what to store, or None when nothing is remembered."""
        return self.model_dump_json(exclude_defaults=True) if self != ChatMemory() else None

    def notes_card(self, message_id: int, flag_id: str) -> bool:
        """Note that a message gets the card of a flag; return False when it has that card already."""
        if self.cards.get(message_id) == flag_id:
            return False
        self.cards[message_id] = flag_id
        for oldest in list(self.cards)[:-MOST_CARDS]:
            del self.cards[oldest]
        return True

    def notes_topic(self, topic_id: str | None, answered: datetime) -> None:
        """Note which topic was answered last, and when; None when the last reply leaves none to ask on."""
        self.topic, self.answered = topic_id, answered if topic_id else None

    def topic_at(self, asked: datetime) -> str | None:
        """Return the topic that was answered last, unless that is too long before; then forget it."""
        if self.answered and asked - self.answered > LOOKS_BACK:
            self.topic = self.answered = None
        return self.topic

    def notes_album(self, album: str | None) -> bool:
        """Note the album that a picture belongs to; return False when the album is spoken about already."""
        is_fresh = album is None or album != self.album
        self.album = album
        return is_fresh

    def forget(self) -> None:
        """Forget everything of this chat."""
        for name, field in type(self).model_fields.items():
            setattr(self, name, field.get_default(call_default_factory=True))
