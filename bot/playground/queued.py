"""An update that waits for the bot: any JSON, with its place in the queue and the chat that it is about."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Queued:
    """An update that waits."""

    place: int
    """Its place in the queue, which nothing else ever has."""
    number: int
    """The id by which an offset confirms it."""
    chat_id: int | None
    shape: Any
    """The update as the bot gets it: an object, or whatever else was pushed."""
    again: bool = False
    """Whether the bot has confirmed it before, so that it goes out whatever offset the bot names."""

    @classmethod
    def of(cls, shape: Any, place: int, number: int, *, again: bool = False) -> "Queued":
        """Return an update with its place in the queue."""
        return cls(place, number, _chat_of(shape), shape, again)


def _chat_of(update: Any) -> int | None:
    """Return the chat that an update is about, or None where it names none."""
    for content in update.values() if isinstance(update, dict) else ():
        match content:
            case {"chat": {"id": int(number)}} | {"message": {"chat": {"id": int(number)}}}:
                return number
            case _:
                pass
    return None
