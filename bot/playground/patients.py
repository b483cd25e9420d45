"""A patient of this Telegram: writes, sends pictures, taps buttons, edits, and blocks the bot.

anna = telegram.patient("Anna")
anna.says("my smile is crooked")
answer = await anna.hears()
anna.taps(answer, "Ask the clinic")
"""

from typing import Final

from bot.playground.chatting import Chatting, backdated, deep_link, written
from bot.playground.conversations import Message
from bot.playground.refusals import Json, forbidden
from bot.playground.world import World

TINY_PICTURE: Final = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc\xb8\x01\x00\x00\xc4\x00\xc3U\xb2\xab\xac\x00\x00\x00\x00IEND\xaeB`\x82"
)


class Patient(Chatting):
    """Somebody who writes to the bot in private."""

    def __init__(self, world: World, name: str, *, is_bot: bool = False) -> None:
        self.person = world.person(name, is_bot=is_bot)
        self.name = name
        self._blocked = False
        super().__init__(world, world.private_chat(self.person))

    def says(self, text: str, reply_to: int | None = None, *, sent_at: int | None = None) -> int:
        """Write a text, or a /command, and return the message's id; `sent_at` is its Unix time."""
        return self.sends(backdated(written(text), sent_at), reply_to)

    def edits(self, message_id: int, text: str) -> None:
        """Change a text, or a caption, that was sent before."""
        self._change(message_id, text)

    def sends_photo(
        self, caption: str | None = None, content: bytes = TINY_PICTURE, kind: str = "image/png"
    ) -> int:
        """Send a picture and return the message's id."""
        file = self._file()
        self.world.pictures[file["file_id"]] = (content, kind)
        photo = [file | {"width": 1280, "height": 960, "file_size": len(content)}]
        return self.sends({"photo": photo} | written(caption, "caption"))

    def sends_voice(self) -> int:
        """Send a voice message of 4 seconds."""
        return self.sends({"voice": self._file() | {"duration": 4}})

    def sends_sticker(self) -> int:
        """Send a sticker."""
        look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.sends({"sticker": self._file() | look | {"emoji": "👍"}})

    def sends_location(self) -> int:
        """Send a place on the map."""
        return self.sends({"location": {"latitude": 48.2, "longitude": 16.37}})

    def sends_contact(self) -> int:
        """Send a card with a telephone number."""
        return self.sends({"contact": {"phone_number": "+15550100", "first_name": self.name}})

    def sends(self, content: Json, reply_to: int | None = None) -> int:
        """Send a message with any content (`{"dice": {…}}`) and return its id."""
        if self._blocked:
            raise ValueError(f"{self.name} has blocked the bot and must unblock it first")
        self.chat.shut = None
        return self._write(self.person, content, reply_to)

    def taps(self, message: Message, label_or_data: str) -> str | None:
        """Tap a button, found by its label or its callback data; return the id of the query.

        A button that opens a deep link to the bot sends /start with its payload, and makes no query.

        Raises:
            LookupError: there is no such button, or it leads elsewhere.
        """
        url = message.button(label_or_data).url
        payload = deep_link(url, self.world.profile.username) if url else None
        if payload is None:
            return self._tap(self.person, message, label_or_data)
        self.says(f"/start {payload}".strip())
        return None

    def taps_old_button(self, callback_data: str) -> str:
        """Tap a button under a message that Telegram no longer has, and return the id of the query."""
        self.chat.shut = None
        return self._query(self.person, callback_data, {"chat": self.chat.shape, "message_id": 1, "date": 0})

    def blocks(self) -> None:
        """Block the bot."""
        self._blocked = True
        self.chat.shut = forbidden("bot was blocked by the user")
        self._membership(self.person, "member", "kicked")

    def unblocks(self) -> None:
        """Let the bot write again."""
        self._blocked = False
        self.chat.shut = None
        self._membership(self.person, "kicked", "member")

    def _file(self) -> Json:
        file_id = self.world.unique_id("file")
        return {"file_id": file_id, "file_unique_id": file_id}
