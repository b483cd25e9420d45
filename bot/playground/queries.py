"""What waits for the bot's answer while somebody looks on: taps on buttons, and inline queries."""

from dataclasses import dataclass, field

from bot.playground.refusals import Json


@dataclass
class Query:
    """A tap on a button, until the bot acknowledges it."""

    chat_id: int
    answered: bool = False
    expired: bool = False


@dataclass
class InlineQuery:
    """What somebody asks the bot from within any chat, and what it offers."""

    person: Json
    expired: bool = False
    results: list[Json] | None = None
    """The results, their texts parsed; None until the bot answers."""
    shown: Json = field(default_factory=dict)
    """What else the bot said: `next_offset`, `cache_time`, `is_personal`, `button`."""
