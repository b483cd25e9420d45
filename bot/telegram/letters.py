"""What the bot does in a chat, as values: decided first, stored, and only then done."""

from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from bot.core.model import Value
from bot.telegram.messages import Message


class Say(Value):
    """Send a message."""

    act: Literal["say"] = "say"
    message: Message
    told: str = "notice"
    """The kind of reply that it gives, in the words of `bot.core.replies.kind_of`, for the counters."""
    under: int | None = None
    """The message that it replies to."""
    thread: int | None = None
    """The thread of a forum that it belongs to."""


class Replace(Value):
    """Turn a message of the bot's into another one; where that is too late, send the other one."""

    act: Literal["replace"] = "replace"
    message: Message
    message_id: int


class Acknowledge(Value):
    """Answer a tap, so that the button stops waiting; useless when late, so it is tried once."""

    act: Literal["acknowledge"] = "acknowledge"
    query_id: str
    pop_up: str | None = None


Act = Say | Replace | Acknowledge

_ACTS: Final[TypeAdapter[Act]] = TypeAdapter(Annotated[Act, Field(discriminator="act")])


def written(act: Act) -> str:
    """Return an act as JSON."""
    return act.model_dump_json()


def read(content: str) -> Act:
    """Return the act that JSON stands for.

    Raises:
        ValueError: it was written by another version of the program.
    """
    return _ACTS.validate_json(content)
