"""How what people do reaches the bot: as messages, edits, taps on buttons and changes of membership."""

import re
import time
from collections.abc import Iterable
from typing import Final

from bot.playground import attachments
from bot.playground.attachments import TINY_PICTURE
from bot.playground.chats import Posted
from bot.playground.conversations import Conversation, Message
from bot.playground.entities import Formatted, utf16_length
from bot.playground.limits import CAPTION, TEXT
from bot.playground.queries import Query
from bot.playground.refusals import Json

_DEEP_LINK: Final = re.compile(r"https://t\.me/(\w+)\?start=([\w-]{0,64})")


class Chatting(Conversation):
    """A chat in which somebody other than the bot can write."""

    def write(
        self, author: Json, content: Json, reply_to: int | None = None, thread: int | None = None
    ) -> int:
        """Put somebody's message here, tell the bot if it is to hear of it, and return the message's id."""
        shape = self.world.post(self.chat, author, self.chat.placed(thread, reply_to) | content).shape
        self._tell_bot("message", shape)
        return int(shape["message_id"])

    def change(self, message_id: int, text: str) -> None:
        """Change a text, or a caption, that somebody wrote here."""
        posted = self.chat.posted[message_id]
        part = "text" if "text" in posted.shape else "caption"
        self.world.edit(self.chat, posted, {"entities": None} | written(text, part))
        self._tell_bot("edited_message", posted.shape)

    def deletes(self, message_id: int) -> None:
        """Delete a message for everybody; as at Telegram, the bot is not told.

        Raises:
            KeyError: there is no such message.
        """
        self.world.delete(self.chat, message_id)

    def ages(self, message_id: int, *, hours: float) -> None:
        """Let a message have been there for some hours more."""
        posted = self.chat.posted[message_id]
        posted.shape = posted.shape | {"date": posted.shape["date"] - int(hours * 3600)}

    def tap(self, person: Json, message: Message, label_or_data: str) -> str:
        """Let somebody tap a button, and return the id of the query.

        Raises:
            LookupError: there is no such button, or the bot does not notice it.
        """
        button = message.button(label_or_data)
        if button.data is None:
            raise LookupError(f"the button {button.label!r} opens {button.url}; the bot does not notice that")
        return self._query(person, button.data, self._as_tapped(self.chat.posted[message.id]))

    def album(self, contents: Iterable[bytes], caption: str | None = None) -> list[Json]:
        """Return the contents of pictures that are sent together, the first of which has the caption."""
        group = {"media_group_id": self.world.unique_id("album")}
        pictures = [attachments.photo(self.world, content, "image/png") | group for content in contents]
        pictures[0] |= written(caption, "caption")
        return pictures

    def picture(self, caption: str | None, content: bytes = TINY_PICTURE, kind: str = "image/png") -> Json:
        """Return the content of a message with a picture."""
        return attachments.photo(self.world, content, kind) | written(caption, "caption")

    def _tell_bot(self, kind: str, shape: Json) -> None:
        self.world.announce(kind, self.chat, shape)

    def _as_tapped(self, posted: Posted) -> Json:
        """Return a message as a tap brings it: one that is too old has neither content nor date."""
        if time.time() - posted.shape["date"] < self.world.remembers_for:
            return posted.shape
        return {"chat": self.chat.shape, "message_id": posted.shape["message_id"], "date": 0}

    def _query(self, person: Json, callback_data: str, shape: Json) -> str:
        query_id = self.world.unique_id("query")
        self.world.queries[query_id] = Query(self.chat.id)
        # The bot does not see the chat into which somebody sent one of its inline results.
        source = {"inline_message_id": self._known_as(shape)} if "via_bot" in shape else {"message": shape}
        query = {"id": query_id, "from": person, "chat_instance": str(self.chat.id), "data": callback_data}
        self.world.updates.push("callback_query", query | source)
        return query_id

    def _known_as(self, shape: Json) -> str:
        """Return the name under which the bot knows a message that was sent via it."""
        name = f"inline{-self.id}-{shape['message_id']}"
        self.world.sent_via_bot[name] = (self.chat, self.chat.posted[shape["message_id"]])
        return name


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
