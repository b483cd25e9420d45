"""Who may speak and what was said, as filters: the words of which the routing table is made."""

from typing import Final

from telegram import Message
from telegram.ext import filters

from bot.core.answering import Answerer
from bot.core.safety.red_flags import Level
from bot.telegram.wording import is_addressed, names_bot, payload_in, words_in


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


class Danger(filters.MessageFilter):
    """A message whose words hold a red flag: text, caption, or anything behind or within a command."""

    def __init__(self, answerer: Answerer, level: Level | None = None) -> None:
        """Let through a flag of this level, or of any."""
        super().__init__()
        self._answerer = answerer
        self._level = level

    def filter(self, message: Message) -> bool:
        """Screen the whole message; the id of a topic in a deep link is no patient's word."""
        payload = payload_in(message)
        if payload and self._answerer.reply_about(payload):
            return False
        flag = self._answerer.red_flag_in(words_in(message))
        return flag is not None and (self._level is None or flag.level is self._level)


NEW: Final = filters.UpdateType.MESSAGE
EDITED: Final = filters.UpdateType.EDITED_MESSAGE
PATIENT: Final = filters.ChatType.PRIVATE & _Person()
MEMBER: Final = filters.ChatType.GROUPS & _Person()
GROUP: Final = MEMBER & _Addressed()
NAMED: Final = _Named()
"""Told from a command that might be another bot's: this bot is mentioned, replied to or named."""
CONTENT: Final = ~filters.StatusUpdate.ALL
"""What people send, in whatever form Telegram invents next; not its own notes such as "Anna joined"."""
