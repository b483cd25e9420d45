"""A patient of this Telegram: writes, sends pictures, taps buttons, edits, and blocks the bot.

anna = telegram.patient("Anna")
anna.says("my smile is crooked")
answer = await anna.hears()
anna.taps(answer, "Ask the clinic")
"""

from collections.abc import Sequence

from bot.playground import attachments
from bot.playground.attachments import TINY_PICTURE
from bot.playground.chats import Standing
from bot.playground.chatting import Chatting, backdated, deep_link, written
from bot.playground.conversations import PATIENCE, Message, NothingHeard
from bot.playground.inline import Offer, asked, chosen, offers
from bot.playground.memberships import as_member, tell_change
from bot.playground.refusals import Json, forbidden
from bot.playground.world import World

__all__ = ["TINY_PICTURE", "Patient"]


class Patient(Chatting):
    """Somebody who writes to the bot in private."""

    def __init__(self, world: World, name: str, *, is_bot: bool = False) -> None:
        self.person = world.person(name, is_bot=is_bot)
        self.name = name
        self._blocked = False
        self._asked = ""
        super().__init__(world, world.private_chat(self.person))

    def says(self, text: str, reply_to: int | None = None, *, sent_at: int | None = None) -> int:
        """Write a text, or a /command, and return the message's id; `sent_at` is its Unix time."""
        return self.sends(backdated(written(text), sent_at), reply_to)

    def edits(self, message_id: int, text: str) -> None:
        """Change a text, or a caption, that was sent before."""
        self.change(message_id, text)

    def sends_photo(
        self, caption: str | None = None, content: bytes = TINY_PICTURE, kind: str = "image/png"
    ) -> int:
        """Send a picture and return the message's id."""
        return self.sends(self.picture(caption, content, kind))

    def sends_album(
        self, caption: str | None = None, contents: Sequence[bytes] = (TINY_PICTURE, TINY_PICTURE)
    ) -> list[int]:
        """Send pictures together, and return the ids of the messages; the first has the caption."""
        return [self.sends(picture) for picture in self.album(contents, caption)]

    def sends_document(self, name: str = "letter.pdf", caption: str | None = None) -> int:
        """Send a file, and return the message's id."""
        file = attachments.document(self.world, b"%PDF-1.7", "application/pdf", name)
        return self.sends(file | written(caption, "caption"))

    def sends_voice(self) -> int:
        """Send a voice message of 4 seconds."""
        return self.sends(attachments.voice(self.world))

    def sends_sticker(self) -> int:
        """Send a sticker."""
        return self.sends(attachments.sticker(self.world))

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
        return self.write(self.person, content, reply_to)

    def taps(self, message: Message, label_or_data: str) -> str | None:
        """Tap a button, found by its label or its callback data; return the id of the query.

        A button that opens a deep link to the bot sends /start with its payload, and makes no query.

        Raises:
            LookupError: there is no such button, or it leads elsewhere.
        """
        url = message.button(label_or_data).url
        payload = deep_link(url, self.world.profile.username) if url else None
        if payload is None:
            return self.tap(self.person, message, label_or_data)
        self.says(f"/start {payload}".strip())
        return None

    def taps_old_button(self, callback_data: str) -> str:
        """Tap a button under a message that Telegram no longer has, and return the id of the query."""
        self.chat.shut = None
        return self._query(self.person, callback_data, {"chat": self.chat.shape, "message_id": 1, "date": 0})

    def asks_inline(self, text: str, offset: str = "") -> str:
        """Write `@bot text` in any chat, without sending it, and return the id of the query.

        Raises:
            ValueError: the bot cannot be asked like this (`Telegram(inline=True)`).
        """
        self._asked = asked(self.world, self.person, text, offset)
        return self._asked

    async def offered(self, timeout: float = PATIENCE) -> tuple[Offer, ...]:  # noqa: ASYNC109  As in conversations.
        """Wait for what the bot offers in answer to the last inline query, and return it.

        Raises:
            NothingHeard: there was nothing within `timeout` seconds.
        """
        query = self.world.inline_queries[self._asked]
        if not await self.world.bell.until(lambda: query.results is not None, timeout):
            raise NothingHeard(f"the bot offered nothing within {timeout} s")
        return offers(query)

    def chooses(self, offer: Offer, where: Chatting | None = None) -> int:
        """Send an offer into a chat, else into the one with the bot, and return the message's id there."""
        content = chosen(self.world, self.person, self._asked, offer)
        return self.sends(content) if where is None else where.write(self.person, content)

    def blocks(self) -> None:
        """Block the bot."""
        self._blocked = True
        self.chat.shut = forbidden("bot was blocked by the user")
        self._tell_of_bot("member", "kicked")

    def unblocks(self) -> None:
        """Let the bot write again."""
        self._blocked = False
        self.chat.shut = None
        self._tell_of_bot("kicked", "member")

    def deletes_account(self) -> None:
        """Leave Telegram: the bot can no longer write."""
        self._blocked = True
        self.chat.shut = forbidden("user is deactivated")

    def _tell_of_bot(self, *statuses: str) -> None:
        before, after = (as_member(self.chat, Standing(self.world.bot, status)) for status in statuses)
        tell_change(self.world, self.chat, self.person, before, after)
