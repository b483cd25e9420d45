"""Who may speak and what was said, as filters: the words of which the routing table is made."""

from collections.abc import Callable
from typing import Final

from telegram import Message
from telegram.ext import filters

from bot.telegram.exchange import Exchange
from bot.telegram.wording import command_in, is_addressed, names_bot


class _Person(filters.MessageFilter):
    """A message by a person, or by one who hides behind a group; no bot's, and no automatic forward."""

    def filter(self, message: Message) -> bool:
        if message.is_automatic_forward or _is_own_suggestion(message):
            return False
        if message.sender_chat is not None:
            return True
        return message.from_user is not None and not message.from_user.is_bot


def _is_own_suggestion(message: Message) -> bool:
    # Somebody chose one of this bot's own texts: its words are no person's.
    return message.via_bot is not None and message.via_bot.id == message.get_bot().id


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


def by(wanted: filters.BaseFilter) -> Callable[[Exchange], object]:
    """Return what takes the updates that a filter lets through."""
    return lambda it: wanted.check_update(it.update)


def in_chat(chat_id: int) -> Callable[[Exchange], bool]:
    """Return what takes the updates of one chat, which keeps its place here when it gets a new id."""

    def takes(it: Exchange) -> bool:
        chat = it.update.effective_chat
        return chat is not None and chat_id in {chat.id, it.situation.formerly}

    return takes


NEW: Final = filters.UpdateType.MESSAGE
EDITED: Final = filters.UpdateType.EDITED_MESSAGE
PATIENT: Final = filters.ChatType.PRIVATE & _Person()
MEMBER: Final = filters.ChatType.GROUPS & _Person()
GROUP: Final = MEMBER & _Addressed()
NAMED: Final = _Named()
"""Told from a command that might be another bot's: this bot is mentioned, replied to or named."""
CONTENT: Final = ~filters.StatusUpdate.ALL
"""What people send, in whatever form Telegram invents next; not its own notes such as "Anna joined"."""
