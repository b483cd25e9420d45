"""Pictures in letters: what to draw, as small values; they are drawn when they are sent."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.core.model import Value
from bot.telegram.messages import Message


class TimelinePicture(Value):
    """The recovery calendar with the patient's day marked."""

    picture: Literal["timeline"] = "timeline"
    procedure: date | None = None
    """Without it, nobody's day is marked."""
    today: date


class NumbersPicture(Value):
    """The clinic's numbers of the last weeks."""

    picture: Literal["numbers"] = "numbers"
    since: date
    until: date


Picture = Annotated[TimelinePicture | NumbersPicture, Field(discriminator="picture")]


class Painted(Value):
    """A picture as it goes out."""

    png: bytes
    message: Message | None = None
    """What stands under it, where only the drawing brings that to light; without it, the letter's own."""


Painter = Callable[[Picture], Awaitable[Painted]]
"""Draws a picture; it may take a second, and it raises nothing that a second try would not mend."""
