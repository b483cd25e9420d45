"""What is known after a trial: what was asked, what was shown, when the bot was killed, what is stored."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """An update that Telegram had for the bot."""

    update_id: int
    chat_id: int | None
    """None where nobody can be answered."""
    answer: str
    may_overtake: bool = False
    is_poison: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot's that reached its chat."""

    time: float
    chat_id: int
    text: str
    told: bool
    """Whether the bot was told so."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the database holds of an update."""

    is_done: bool
    reason: str | None
    is_blank: bool
    """Whether nothing of what it brought is left."""


@dataclass(frozen=True)
class Evidence:
    """All of it; times are seconds on one monotonic clock."""

    asked: tuple[Asked, ...]
    """In the order of asking."""
    shown: tuple[Shown, ...]
    """In the order of showing."""
    kills: tuple[float, ...]
    stored: dict[int, Stored]
    """By update id."""
    letters: int = 0
    """Messages that still wait to be delivered."""
    complaints: tuple[str, ...] = field(default=())
    """What else is wrong: files that are broken or tell too much, a program that ended by itself."""
