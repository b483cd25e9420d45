"""How what people do reaches the bot: as messages, edits, taps on buttons and changes of membership."""

import re
import time
from typing import Final

from bot.playground.conversations import Conversation, Message
from bot.playground.entities import Formatted, detected, utf16_length
from bot.playground.limits import CAPTION, TEXT
from bot.playground.messages import without_reply
from bot.playground.refusals import Json
from bot.playground.world import ChatType, Query

_DEEP_LINK: Final = re.compile(r"https?://(?:t\.me|telegram\.me)/(\w+)\?start=([\w-]{0,64})")


class Chatting(Conversation):
    """A chat in which somebody other than the bot can write."""

    def _write(self, author: Json, content: Json, reply_to: int | None) -> int:
        if reply_to is not None:
            content = content | {"reply_to_message": without_reply(self.chat.posted[reply_to].shape)}
        shape = self.world.post(self.chat, author, content).shape
        if self._bot_sees(shape):
            self.world.updates.push("message", dict(shape))
        return int(shape["message_id"])

    def _bot_sees(self, shape: Json) -> bool:
        # No bot receives what another bot writes in a group.
        return not shape["from"]["is_bot"] or self.chat.type is ChatType.PRIVATE

    def _change(self, message_id: int, text: str) -> None:
        posted = self.chat.posted[message_id]
        part = "text" if "text" in posted.shape else "caption"
        self.world.edit(self.chat, posted, {"entities": None} | written(text, part))
        if self._bot_sees(posted.shape):
            self.world.updates.push("edited_message", dict(posted.shape))

    def _tap(self, person: Json, message: Message, label_or_data: str) -> str:
        button = message.button(label_or_data)
        if button.data is None:
            raise LookupError(f"the button {button.label!r} opens {button.url}; the bot does not notice that")
        return self._query(person, button.data, dict(self.chat.posted[message.id].shape))

    def _query(self, person: Json, callback_data: str, shape: Json) -> str:
        query_id = self.world.unique_id("query")
        self.world.queries[query_id] = Query(self.chat.id, person["id"])
        self.world.updates.push(
            "callback_query",
            {
                "id": query_id,
                "from": person,
                "message": shape,
                "chat_instance": str(self.chat.id),
                "data": callback_data,
            },
        )
        return query_id

    def _membership(self, person: Json, was: str, becomes: str) -> None:
        until = {"until_date": 0} if becomes == "kicked" else {}
        self.world.updates.push(
            "my_chat_member",
            {
                "chat": self.chat.shape,
                "from": person,
                "date": int(time.time()),
                "old_chat_member": {"user": self.world.bot(), "status": was},
                "new_chat_member": {"user": self.world.bot(), "status": becomes} | until,
            },
        )


def written(text: str | None, part: str = "text") -> Json:
    """Return what somebody typed as a message carries it, or nothing for None.

    Raises:
        ValueError: Telegram's apps would not send this: it is empty or too long.
    """
    if text is None:
        return {}
    formatted = detected(Formatted(text).stripped())
    if not 0 < utf16_length(formatted.text) <= (TEXT if part == "text" else CAPTION):
        raise ValueError(f"nobody can send {len(text)} characters as one {part}")
    entities = {"entities" if part == "text" else "caption_entities": list(formatted.entities)}
    return {part: formatted.text} | (entities if formatted.entities else {})


def deep_link(url: str, username: str) -> str | None:
    """Return the payload of an address that starts this bot, or None for any other address."""
    match = _DEEP_LINK.fullmatch(url)
    if match is None or match[1].lower() != username.lower():
        return None
    return match[2]


def utf16_slice(text: str, entity: Json) -> str:
    """Return the stretch of text that an entity marks."""
    units = text.encode("utf-16-le", "surrogatepass")
    marked = units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
    return marked.decode("utf-16-le", "surrogatepass")
