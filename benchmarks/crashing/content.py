"""What the bot on trial knows: all of the knowledge base, or as little as makes it start at once."""

from functools import cache
from html import escape
from typing import Final

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.core.knowledge import Knowledge
from bot.core.safety.examples import Examples

LANGUAGE: Final = "en"
FEW: Final = 3
"""Asks of a topic that a bot with little content knows."""


@cache
def whole() -> Knowledge:
    """Return the knowledge base that comes with the program."""
    return load(DEFAULT_BASE / LANGUAGE)


@cache
def little() -> Knowledge:
    """Return every topic with few asks, and nothing learnt from examples: a tenth of the work to index."""
    topics = tuple(topic.model_copy(update={"asks": topic.asks[:FEW]}) for topic in whole().topics)
    return whole().model_copy(
        update={"topics": topics, "examples": Examples(), "everyday": whole().everyday[:50]}
    )


def without_apology(html: str) -> str:
    """Return a message without the words that a late answer begins with; it is the same answer."""
    return html.removeprefix(f"{escape(little().phrases.late, quote=False)}\n\n")
