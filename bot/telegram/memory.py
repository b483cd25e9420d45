"""What the bot remembers of a chat, and what it keeps on request: ids, dates, no word of a patient."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.core.replies import LeftOpen
from bot.telegram.desk.remembered import DeskMemory

MOST_CARDS: Final = 20
CHECK_IN: Final = "check-in"
"""The name of the reminder by which a chat's next check-in comes."""
MOST_VOTES: Final = 50
MOST_POSTS: Final = 100
LOOKS_BACK: Final = timedelta(minutes=30)
"""How long "it" may mean the topic that was answered last: longer than reading an answer twice and asking
somebody takes, and short enough that the patient has not begun to think of something else."""


class _Stored(BaseModel):
    """What is stored of one chat with each answer, so that a restart forgets nothing."""

    model_config = ConfigDict(extra="ignore")

    @classmethod
    def read(cls, stored: str | None) -> Self:
        """Return what was stored; what cannot be read any more is forgotten."""
        if stored is None:
            return cls()
        try:
            return cls.model_validate_json(stored)
        except ValidationError:
            return cls()

    def written(self) -> str | None:
        """Return what to store, or None when that is nothing."""
        return self.model_dump_json(exclude_defaults=True) if self != type(self)() else None

    def forget(self) -> None:
        """Forget everything of this chat."""
        for name, field in type(self).model_fields.items():
            setattr(self, name, field.get_default(call_default_factory=True))


class Kept(_Stored):
    """What a patient asked to be kept until they erase it; it outlives the memory."""

    procedure: date | None = None
    """The day of the procedure, on the clinic's calendar."""
    check_ins: bool = False
    """Whether the bot may write by itself on the days of the calendar."""
    flagged: datetime | None = None
    """When the last red flag was raised; noted only where a procedure day is kept."""
    checked_in: int | None = None
    """The last day of the calendar that needs no check-in any more: it was written, or had come before."""

    def day_on(self, today: date) -> int | None:
        """Return how many days the procedure is ago, counted in days of the calendar; None without a date."""
        return (today - self.procedure).days if self.procedure and self.procedure <= today else None

    def day_at(self, at: datetime, zone: tzinfo) -> int | None:
        """Return how many days the procedure is ago at a moment, on the calendar of a zone."""
        return self.day_on(at.astimezone(zone).date())


class ChatMemory(_Stored):
    """What is remembered of a chat for two days after its last message."""

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
    desk: DeskMemory = Field(default_factory=DeskMemory)
    """What was passed on between a patient and the staff, and what is about to be."""
    day_asked: datetime | None = None
    """When the patient was asked for the day of the procedure, until there was a next message."""
    day_offered: bool = False
    """Whether it was offered to keep a day that the patient told beside something else."""

    voted: tuple[int, ...] = ()
    """The last messages on which there was a vote."""
    posts: tuple[int, ...] = ()
    """The last posts of the channel that is discussed here."""

    def notes_card(self, message_id: int, flag_id: str) -> bool:
        """Note that a message gets the card of a flag; return False when it has that card already."""
        if self.cards.get(message_id) == flag_id:
            return False
        self.cards[message_id] = flag_id
        for oldest in list(self.cards)[:-MOST_CARDS]:
            del self.cards[oldest]
        return True

    def notes_vote(self, message_id: int) -> bool:
        """Note that there was a vote on a message; return False when there was one before."""
        if message_id in self.voted:
            return False
        self.voted = (*self.voted, message_id)[-MOST_VOTES:]
        return True

    def notes_post(self, message_id: int) -> None:
        """Note that a message is a post of the channel, which is discussed here."""
        if message_id not in self.posts:
            self.posts = (*self.posts, message_id)[-MOST_POSTS:]

    def notes_topic(self, topic_id: str | None, answered: datetime) -> None:
        """Note which topic was answered last, and when; None when the last reply leaves none to ask on."""
        self.topic, self.answered = topic_id, answered if topic_id else None

    def topic_at(self, asked: datetime) -> str | None:
        """Return the topic that was answered last, unless that is too long before; then forget it."""
        if self.answered and asked - self.answered > LOOKS_BACK:
            self.topic = self.answered = None
        return self.topic

    def awaits_day_at(self, at: datetime) -> bool:
        """Whether a message at that time may be the answer to the question for the day of the procedure."""
        return self.day_asked is not None and at - self.day_asked <= LOOKS_BACK

    def notes_album(self, album: str | None) -> bool:
        """Note the album that a picture belongs to; return False when the album is spoken about already."""
        is_fresh = album is None or album != self.album
        self.album = album
        return is_fresh
