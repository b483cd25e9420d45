"""What the bot remembers of a chat: a few ids, a time and its own last refusal, no word of a patient."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bot.core.replies import Unanswered

MOST_CHATS: Final = 10_000
MOST_CARDS: Final = 20
LOOKS_BACK: Final = timedelta(minutes=30)
"""How long "it" may mean the topic that was answered last: longer than reading an answer twice and asking
somebody takes, and short enough that the patient has not begun to think of something else."""


@dataclass(slots=True)
class ChatMemory:
    """What is remembered of one chat."""

    unanswered: Unanswered | None = None
    """The last reply, when it held no answer."""
    album: str | None = None
    """The last album of pictures that was spoken about."""
    _topic: str | None = None
    _answered: datetime | None = None
    _cards: OrderedDict[int, str] = field(default_factory=OrderedDict)

    def notes_card(self, message_id: int, flag_id: str) -> bool:
        """Note that a message gets the card of a flag; return False when it has that card already."""
        if self._cards.get(message_id) == flag_id:
            return False
        self._cards[message_id] = flag_id
        while len(self._cards) > MOST_CARDS:
            self._cards.popitem(last=False)
        return True

    def notes_topic(self, topic_id: str | None, answered: datetime) -> None:
        """Note which topic was answered last, and when; None when the last reply leaves none to ask on."""
        self._topic, self._answered = topic_id, answered

    def topic_at(self, asked: datetime) -> str | None:
        """Return the topic that was answered last, unless that is too long before; then forget it."""
        if self._answered and asked - self._answered > LOOKS_BACK:
            self._topic = self._answered = None
        return self._topic

    def notes_album(self, album: str | None) -> bool:
        """Note the album that a picture belongs to; return False when the album is spoken about already."""
        is_fresh = album is None or album != self.album
        self.album = album
        return is_fresh


class Memory:
    """The memory of all chats; the chat that was silent longest is forgotten first."""

    def __init__(self) -> None:
        self._chats: OrderedDict[int, ChatMemory] = OrderedDict()

    def of(self, chat_id: int) -> ChatMemory:
        """Return what is remembered of a chat."""
        memory = self._chats.setdefault(chat_id, ChatMemory())
        self._chats.move_to_end(chat_id)
        while len(self._chats) > MOST_CHATS:
            self._chats.popitem(last=False)
        return memory

    def forget(self, chat_id: int) -> None:
        """Forget a chat."""
        self._chats.pop(chat_id, None)
