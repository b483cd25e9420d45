"""What people see of a chat: the messages that the bot sends there, in order, and the pop-ups.

message = await patient.hears()
assert message.labels == ("Topics", "Ask the clinic")
await patient.hears_nothing()
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

from bot.playground.bell import Bell
from bot.playground.entities import Formatted
from bot.playground.world import Chat, Event, Kind, Posted, World

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
    return Message(
        id=shape["message_id"],
        text=Formatted.said_in(shape).text,
        html=posted.source,
        buttons=tuple(
            tuple(Button(button["text"], button.get("callback_data"), button.get("url")) for button in row)
            for row in keyboard
        ),
        edited=edited,
        reply_to=shape.get("reply_to_message", {}).get("message_id"),
    )


class Conversation:
    """A chat as seen by the people in it."""

    def __init__(self, world: World, chat: Chat) -> None:
        self.world = world
        self.chat = chat
        self.pop_ups: list[str] = []
        """What the bot showed in answer to taps."""
        self._heard: deque[Message] = deque()
        self._pop_ups_seen = 0
        self._bell = Bell()
        chat.watchers.append(self._notice)

    @property
    def id(self) -> int:
        """The chat's id, which is the one that the bot writes to."""
        return self.chat.id

    async def hears(self, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109  Reads as the promise that it is.
        """Wait for the next message that the bot sends or edits here, and return it.

        Raises:
            NothingHeard: there was none within `timeout` seconds.
        """
        if not await self._bell.until(lambda: bool(self._heard), timeout):
            raise NothingHeard(f"the bot said nothing in chat {self.id} within {timeout} s")
        return self._heard.popleft()

    async def hears_nothing(self, for_: float = 0.3) -> None:
        """Wait `for_` seconds in which the bot must not say anything here.

        Raises:
            AssertionError: it did.
        """
        if await self._bell.until(lambda: bool(self._heard), for_):
            raise AssertionError(f"the bot broke the silence: {self._heard[0].text!r}")

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
        return tuple(as_seen(posted) for posted in self.chat.posted.values() if posted.by_bot)

    def _notice(self, event: Event) -> None:
        if event.message is not None and event.message.by_bot:
            self._heard.append(as_seen(event.message, edited=event.kind is Kind.EDITED))
        elif event.kind is Kind.POP_UP and event.text:
            self.pop_ups.append(event.text)
        self._bell.ring()
