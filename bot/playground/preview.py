"""What the page previews: topics as patients read them, why a message gets its reply, a chat as a test.

This Telegram does not know how the bot decides. Whoever puts the program together hands in a `Preview`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.playground.refusals import Json


@dataclass(frozen=True)
class Turn:
    """One message of a private chat, as it stands there."""

    text: str
    by_bot: bool
    at: int
    """When it was sent, in Unix time."""


@dataclass(frozen=True)
class TopicSeen:
    """A topic as somebody sees it who looks after the content."""

    id: str
    kind: str
    """The heading under which patients find it."""
    title: str
    covered: bool
    """Whether the article answers it."""
    asks: tuple[str, ...]
    texts: tuple[str, ...]
    """What it says in words of its own, to be searched; the closing lines stand under every topic."""
    facts: tuple[tuple[str, str], ...]
    """What else there is to know of it, such as its source and its review: a term and its words."""
    html: str
    """Its answer, exactly as the bot sends it."""
    keyboard: tuple[tuple[Json, ...], ...]
    """The buttons under the answer, row by row, as the bot sends them."""


class Preview(Protocol):
    """What the bot that is rehearsed here makes of its content at this moment."""

    def topics(self) -> Sequence[TopicSeen]:
        """Return every topic, in the order of the menu."""

    def why(self, turns: Sequence[Turn]) -> Json | None:
        """Return why the last of these turns gets its reply; None when it asks nothing, as a command.

        Its shape is that of `bot.core.explaining.values.Why`.
        """

    def as_test(self, turns: Sequence[Turn]) -> str:
        """Return a chat as lines of a conversation test, in YAML."""
