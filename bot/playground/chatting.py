"""How what people do reaches the bot: as messages, edits, taps on buttons and changes of membership."""

import re
import time
from typing import Final

from bot.playground.conversations import Conversation, Message
from bot.playground.entities import Formatted, utf16_length
from bot.playground.limits import CAPTION, TEXT
from bot.playground.refusals import Json
from bot.playground.world import Query

_DEEP_LINK: Final = re.compile(r"https://t\.me/(\w+)\?start=([\w-]{0,64})")


class Chatting(Conversation):
    """A chat in which somebody other than the bot can write."""

    def _write(self, author: Json, content: Json, reply_to: int | None) -> int:
        quoted = {} if reply_to is None else self.chat.quoted(reply_to)
        shape = self.world.post(self.chat, author, content | quoted).shape
        self._tell_bot("message", shape)
        return int(shape["message_id"])

    def _change(self, message_id: int, text: str) -> None:
        posted = self.chat.posted[message_id]
        part = "text" if "text" in posted.shape else "caption"
        self.world.edit(self.chat, posted, {"entities": None} | written(text, part))
        self._tell_bot("edited_message", posted.shape)

    def _tell_bot(self, kind: str, shape: Json) -> None:
        self.world.updates.push(kind, shape)

    def _tap(self, person: Json, message: Message, label_or_data: str) -> str:
        button = message.button(label_or_data)
        if button.data is None:
            raise LookupError(f"the button {button.label!r} opens {button.url}; the bot does not notice that")
        return self._query(person, button.data, self.chat.posted[message.id].shape)

    def _query(self, person: Json, callback_data: str, shape: Json) -> str:
        query_id = self.world.unique_id("query")
        self.world.queries[query_id] = Query(self.chat.id)
        query = {"id": query_id, "from": person, "message": shape, "chat_instance": str(self.chat.id)}
        self.world.updates.push("callback_query", query | {"data": callback_data})
        return query_id

    def _membership(self, person: Json, was: str, becomes: str) -> None:
        was_member, is_member = (
            {"user": self.world.bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
            for status in (was, becomes)
        )
        change = {"old_chat_member": was_member, "new_chat_member": is_member}
        self.world.updates.push(
            "my_chat_member", {"chat": self.chat.shape, "from": person, "date": int(time.time())} | change
        )


def backdated(content: Json, sent_at: int | None) -> Json:
    """Return a message's content with the Unix time at which it was sent, if that is not this moment."""
    return content if sent_at is None else content | {"date": sent_at}


def written(text: str | None, part: str = "text") -> Json:
    """Return what somebody typed as a message carries it, or nothing for None.

    Raises:
        ValueError: Telegram's apps would not send this: it is empty or too long.
    """
    if text is None:
        return {}
    formatted = Formatted(text).stripped().detected()
    if not 0 < utf16_length(formatted.text) <= (TEXT if part == "text" else CAPTION):
        raise ValueError(f"nobody can send {len(text)} characters as one {part}")
    return formatted.carried(part)


def deep_link(url: str, username: str) -> str | None:
    """Return the payload of an address that starts this bot, or None for any other address."""
    match = _DEEP_LINK.fullmatch(url)
    return match[2] if match and match[1].lower() == username.lower() else None
