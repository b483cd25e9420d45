"""What people see of a chat: the messages that the bot sends there, in order, and the pop-ups.

message = await patient.hears()
assert message.labels == ("Topics", "Ask the clinic")
await patient.hears_nothing()
"""

from dataclasses import dataclass
from typing import Final

from bot.playground.bell import Bell
from bot.playground.chats import Chat, Posted
from bot.playground.entities import Formatted
from bot.playground.events import Event, Kind
from bot.playground.refusals import Json
from bot.playground.world import World

PATIENCE: Final = 5.0
"""Seconds that a person waits for an answer."""


class NothingHeard(TimeoutError):  # noqa: N818  It reads as what happened.
    """The bot did not say anything in time."""


@dataclass(frozen=True)
class Button:
    """A button under a message; one of `data` and `url` is set."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Message:
    """A message of the bot's as a person sees it."""

    id: int
    text: str
    """The plain text."""
    html: str
    """The text as the bot sent it, with its markup."""
    buttons: tuple[tuple[Button, ...], ...]
    """The inline keyboard, row by row."""
    edited: bool = False
    """Whether this is a change to a message that was there before."""
    reply_to: int | None = None
    """The message that this one replies to."""
    thread: int | None = None
    """The topic in which it stands; None outside of topics, and in "General"."""
    attachment: str | None = None
    """What it shows besides words: `photo` or `document`."""
    file_id: str | None = None
    """The file that it shows, as `telegram.world.files` knows it."""
    reaction: str = ""
    """The emoji with which the bot reacted to it."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all buttons, from left to right and from top to bottom."""
        return tuple(button.label for row in self.buttons for button in row)

    def button(self, label_or_data: str) -> Button:
        """Return the button with this label, or with this callback data.

        Raises:
            LookupError: there is no such button.
        """
        for row in self.buttons:
            for button in row:
                if label_or_data in {button.label, button.data}:
                    return button
        raise LookupError(f"no button {label_or_data!r}; there are {self.labels}")


def as_seen(posted: Posted, *, edited: bool = False) -> Message:
    """Return a message as a person sees it."""
    shape = posted.shape
    keyboard = shape.get("reply_markup", {}).get("inline_keyboard", [])
    quoted = shape.get("reply_to_message", {})
    attachment = next((part for part in ("photo", "document") if part in shape), None)
    return Message(
        id=shape["message_id"],
        text=Formatted.said_in(shape).text,
        html=posted.source,
        buttons=tuple(
            tuple(Button(button["text"], button.get("callback_data"), button.get("url")) for button in row)
            for row in keyboard
        ),
        edited=edited,
        # What stands in a topic replies to the message that opened it; nobody sees that as a reply.
        reply_to=None if "forum_topic_created" in quoted else quoted.get("message_id"),
        thread=shape.get("message_thread_id") if "is_topic_message" in shape else None,
        attachment=attachment,
        file_id=_file_id(shape[attachment]) if attachment else None,
        reaction=posted.reaction,
    )


def _file_id(shown: Json | list[Json]) -> str:
    return str((shown[-1] if isinstance(shown, list) else shown)["file_id"])


class Conversation:
    """A chat as seen by the people in it."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat
        self.pop_ups: list[str] = []
        """What the bot showed in answer to taps."""
        self._heard: list[Message] = []
        self._pop_ups_seen = 0
        self._bell = Bell()
        chat.watchers.append(self._notice)

    @property
    def id(self) -> int:
        """The chat's id, which is the one that the bot writes to."""
        return self.chat.id

    async def hears(self, timeout: float = PATIENCE, *, thread: int | None = None) -> Message:  # noqa: ASYNC109  Reads as the promise that it is.
        """Wait for the next message that the bot sends or edits here, and return it.

        With a topic, what it says elsewhere is left to be heard later.

        Raises:
            NothingHeard: there was none within `timeout` seconds.
        """
        if not await self._bell.until(lambda: self._next(thread) is not None, timeout):
            raise NothingHeard(f"the bot said nothing in chat {self.id} within {timeout} s")
        return self._heard.pop(self._next(thread) or 0)

    async def hears_nothing(self, for_: float = 0.3, *, thread: int | None = None) -> None:
        """Wait `for_` seconds in which the bot must not say anything here, or in this topic.

        Raises:
            AssertionError: it did.
        """
        if await self._bell.until(lambda: self._next(thread) is not None, for_):
            raise AssertionError(f"the bot broke the silence: {self._heard[self._next(thread) or 0].text!r}")

    def _next(self, thread: int | None) -> int | None:
        """Return the place of the next message that was not heard yet, in a topic or anywhere."""
        if thread is None:
            return 0 if self._heard else None
        return next((place for place, one in enumerate(self._heard) if one.thread == thread), None)

    async def sees_pop_up(self, timeout: float = PATIENCE) -> str:  # noqa: ASYNC109  As above.
        """Wait for the next pop-up, and return its text.

        Raises:
            NothingHeard: there was none within `timeout` seconds.
        """
        if not await self._bell.until(lambda: len(self.pop_ups) > self._pop_ups_seen, timeout):
            raise NothingHeard(f"the bot showed no pop-up in chat {self.id} within {timeout} s")
        self._pop_ups_seen += 1
        return self.pop_ups[self._pop_ups_seen - 1]

    def history(self) -> tuple[Message, ...]:
        """Return the bot's messages that stand here, as they read by the end."""
        standing = self.chat.posted.values()
        return tuple(as_seen(posted) for posted in standing if posted.by_bot and not posted.is_service)

    def sees(self, message_id: int) -> Message:
        """Return a message, the bot's or somebody's, as it stands here.

        Raises:
            KeyError: there is none, or it was deleted.
        """
        return as_seen(self.chat.posted[message_id])

    def pinned(self) -> tuple[Message, ...]:
        """Return the messages that are pinned here, the newest last."""
        return tuple(self.sees(message_id) for message_id in self.chat.pinned)

    def _notice(self, event: Event) -> None:
        said = event.message
        if (
            said is not None
            and said.by_bot
            and not said.is_service
            and event.kind in {Kind.POSTED, Kind.EDITED}
        ):
            self._heard.append(as_seen(said, edited=event.kind is Kind.EDITED))
        elif event.kind is Kind.POP_UP and event.text:
            self.pop_ups.append(event.text)
        self._bell.ring()
