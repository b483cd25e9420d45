"""What the bot remembers of a chat: a few ids and a flag, no word of a patient, and only for a while."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

MOST_CHATS: Final = 10_000
MOST_CARDS: Final = 20


@dataclass(slots=True)
class ChatMemory:
    """What is remembered of one chat."""

    declined: bool = False
    """Whether the last message was not understood."""
    album: str | None = None
    """The last album of pictures that was spoken about."""
    _cards: OrderedDict[int, str] = field(default_factory=OrderedDict)

    def notes_card(self, message_id: int, flag_id: str) -> bool:
        """Note that a message gets the card of a flag; return False when it has that card already."""
        if self._cards.get(message_id) == flag_id:
            return False
        self._cards[message_id] = flag_id
        while len(self._cards) > MOST_CARDS:
            self._cards.popitem(last=False)
        return True

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
