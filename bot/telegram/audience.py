"""Who may speak and what was said, as filters: the words of which the routing table is made."""

from typing import Final

from telegram import Message
from telegram.ext import filters

from bot.telegram.wording import command_in, is_addressed, names_bot


class _Person(filters.MessageFilter):
    """A message by a person, or by one who hides behind a group; no bot, and no post forwarded by itself."""

    def filter(self, message: Message) -> bool:
        if message.is_automatic_forward:
            return False
        if message.sender_chat is not None:
            return True
        return message.from_user is not None and not message.from_user.is_bot


class _Addressed(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return is_addressed(message)


class _Named(filters.MessageFilter):
    def filter(self, message: Message) -> bool:
        return names_bot(message)


class Command(filters.MessageFilter):
    """A message that begins with one of some commands, meant for this bot or for whoever hears it."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = frozenset(names)

    def filter(self, message: Message) -> bool:
        """Compare names without regard to case, as Telegram does."""
        return command_in(message) in self._names


NEW: Final = filters.UpdateType.MESSAGE
EDITED: Final = filters.UpdateType.EDITED_MESSAGE
PATIENT: Final = filters.ChatType.PRIVATE & _Person()
MEMBER: Final = filters.ChatType.GROUPS & _Person()
GROUP: Final = MEMBER & _Addressed()
NAMED: Final = _Named()
"""Told from a command that might be another bot's: this bot is mentioned, replied to or named."""
CONTENT: Final = ~filters.StatusUpdate.ALL
"""What people send, in whatever form Telegram invents next; not its own notes such as "Anna joined"."""
