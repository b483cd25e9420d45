"""The guide: the pinned post of a channel, posted once, and changed whenever the content has changed.

Telegram knows no key by which a post could be made exactly once. So what is about to happen is noted before
it happens; a run that ends in between leaves that note, and the next one does not post blindly.
"""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from hashlib import sha256
from typing import Final, Protocol

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.core.model import Value
from bot.storage.posts import Post
from bot.telegram.messages import Message
from bot.telegram.outgoing.posting import Parameters, Words, as_html_or_text, number_in, words_of
from bot.telegram.outgoing.verdicts import says
from bot.telegram.public.channel import CannotPublish, Channel, channel_of

UNKNOWN: Final = 0
"""Stands for the message of a post that was begun, and of which nobody knows whether it is there."""

_SEND: Final = "send_message_"
_EDIT: Final = "edit_message_text_"
_PIN: Final = "pin_chat_message_"
_DEFINITE: Final = (BadRequest, Forbidden, RetryAfter, InvalidToken, ChatMigrated)
"""Refusals after which it is certain that nothing was posted."""


class Outcome(StrEnum):
    """What publishing came to."""

    POSTED = "posted"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


class Published(Value):
    """The guide stands in the channel."""

    outcome: Outcome
    title: str
    """What the channel is called."""
    is_pinned: bool


class Notes(Protocol):
    """Where it is noted which message is the guide; see `bot.storage.guides.Guides`."""

    def of(self, chat_id: int) -> Awaitable[Post | None]:
        """Return what is noted of a channel."""

    def note(self, post: Post) -> Awaitable[None]:
        """Note the post of a channel in place of the one before."""

    def forget(self, chat_id: int) -> Awaitable[None]:
        """Note that a channel has no post."""


class Guide:
    """Publishes the guide for one bot, which must know its own name."""

    def __init__(self, bot: Bot, notes: Notes, clock: Callable[[], float]) -> None:
        self._bot = bot
        self._notes = notes
        self._clock = clock

    async def publish(self, typed: str, guide: Message, *, again: bool = False) -> Published:
        """See that this guide stands in a channel, once and pinned; `again` posts where that is uncertain.

        Raises:
            CannotPublish: The message says why, and what to do.
            StorageUnavailable: What was posted cannot be noted.
            TelegramError: Telegram cannot be reached; what was not certain then is noted.
        """
        channel = await channel_of(self._bot, typed)
        noted = await self._notes.of(channel.id)
        for message_id in self._known(channel, noted):
            outcome = await self._changed(channel, message_id, guide, again=again)
            if outcome is not None:
                return await self._recorded(channel, message_id, guide, outcome)
        if noted and noted.message_id == UNKNOWN and not again:
            raise CannotPublish(_uncertain(channel))
        message_id = await self._posted(channel, guide)
        return await self._recorded(channel, message_id, guide, Outcome.POSTED)

    def _known(self, channel: Channel, noted: Post | None) -> tuple[int, ...]:
        """Return the messages that may be the guide: the noted one, and a pinned one with its buttons."""
        pinned = channel.pinned_message
        ids = [noted.message_id] if noted and noted.message_id != UNKNOWN else []
        if pinned and pinned.leads_to(self._bot.username):
            ids.append(pinned.message_id)
        return tuple(dict.fromkeys(ids))

    async def _changed(
        self, channel: Channel, message_id: int, guide: Message, *, again: bool
    ) -> Outcome | None:
        """Let a message read like the guide; None where that cannot be, as when it was deleted."""
        place: Parameters = {"chat_id": channel.id, "message_id": message_id}
        try:
            await as_html_or_text(self._calling(_EDIT, place), words_of(guide))
        except BadRequest as refusal:
            if says(refusal, "message is not modified"):
                return Outcome.UNCHANGED
            if again or says(refusal, "message to edit not found"):
                return None
            raise CannotPublish(
                f"Telegram does not let the bot change the guide that stands in {channel.title}. "
                "Delete that post there, and publish again; or publish with --again, then there are two."
            ) from None
        return Outcome.CHANGED

    async def _posted(self, channel: Channel, guide: Message) -> int:
        await self._note(channel, UNKNOWN, guide)
        try:
            shown = await as_html_or_text(self._calling(_SEND, {"chat_id": channel.id}), words_of(guide))
        except TelegramError as refusal:
            if not isinstance(refusal, _DEFINITE):
                raise CannotPublish(_uncertain(channel)) from None
            await self._notes.forget(channel.id)
            raise CannotPublish(
                f"Telegram does not take the guide for {channel.title} ({type(refusal).__name__}). "
                "Wait a minute, and publish again."
            ) from None
        message_id = number_in(shown, "message_id")
        if message_id is None:
            raise CannotPublish(_uncertain(channel))
        return message_id

    async def _recorded(
        self, channel: Channel, message_id: int, guide: Message, outcome: Outcome
    ) -> Published:
        await self._note(channel, message_id, guide)
        is_pinned = await self._pinned(channel, message_id)
        return Published(outcome=outcome, title=channel.title, is_pinned=is_pinned)

    async def _pinned(self, channel: Channel, message_id: int) -> bool:
        if channel.pinned_message and channel.pinned_message.message_id == message_id:
            return True
        place = {"chat_id": channel.id, "message_id": message_id, "disable_notification": True}
        try:
            await self._bot.do_api_request(_PIN, place)
        except (BadRequest, Forbidden):
            return False
        return True

    async def _note(self, channel: Channel, message_id: int, guide: Message) -> None:
        revision = revision_of(words_of(guide))
        await self._notes.note(
            Post(chat_id=channel.id, message_id=message_id, revision=revision, posted=self._clock())
        )

    def _calling(self, method: str, place: Parameters) -> Callable[[Parameters], Awaitable[object]]:
        async def call(words: Parameters) -> object:
            return await self._bot.do_api_request(method, place | words)

        return call


def revision_of(words: Words) -> str:
    """Return what tells one text of the guide, with its buttons, from another."""
    return sha256(words.model_dump_json().encode()).hexdigest()[:12]


def _uncertain(channel: Channel) -> str:
    return (
        f"The guide was sent to {channel.title}, and then the connection or the program ended: nobody knows "
        "whether it arrived. Look there. If it stands in the channel, pin it and publish again: "
        "then it is known. If it does not, publish with --again."
    )
