"""The vocabulary of danger: red flags, the words that raise them, and the closed list of what lowers one."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.core.model import CARD_ROOM, Line, Slug, Value

Card = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=CARD_ROOM)]


class Level(StrEnum):
    """How soon somebody must act."""

    EMERGENCY = "emergency"
    SAME_DAY = "same-day"


class RedFlag(Value):
    """One class of danger: how patients put it, and the card that answers it."""

    id: Slug
    level: Level
    card: Card
    """The fixed text shown first; for an emergency the number stands within the first 120 characters."""
    signs: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Patterns of words; any one of them raises the flag."""
    source: Line


class RedFlags(Value):
    """Everything that the screen knows."""

    flags: Annotated[tuple[RedFlag, ...], Field(min_length=1)]
