"""Examples of danger: what people type when it happens, and what only sounds like it."""

from pydantic import Field

from bot.core.model import Line, Slug, Value


class Examples(Value):
    """What the screen learns from, beside its signs."""

    danger: dict[Slug, tuple[Line, ...]] = Field(default_factory=dict)
    """By red flag: messages that must raise it."""
    look_alikes: tuple[Line, ...] = ()
    """Messages with the same words and no danger: denials, general questions, old stories, idioms."""
