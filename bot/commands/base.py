"""What several commands need: the knowledge base as the settings name it, today, and a reply as text."""

from datetime import UTC, date, datetime
from typing import Final

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load_base
from bot.core.knowledge import Knowledge
from bot.core.replies import Reply
from bot.maintain import ask as asking
from bot.settings import Settings
from bot.telegram.rendering import Renderer

WRONG: Final = 1
"""Exit code when the content, a setting or the input is wrong."""


def knowledge_of(settings: Settings) -> Knowledge:
    """Return the knowledge base with the clinic's own file on it.

    Raises:
        ContentError: Something in it is wrong.
    """
    return load_base(DEFAULT_BASE, settings.clinic_file)


def today() -> date:
    """Return today's date, the same for everybody."""
    return datetime.now(UTC).date()


def shown_by(knowledge: Knowledge) -> asking.Render:
    """Return what turns a reply into the text that a patient reads."""
    renderer = Renderer(knowledge)

    def shown(reply: Reply) -> asking.Shown:
        offered = tuple(topic.id for topic in renderer.offered(reply))
        return asking.Shown(renderer.reply(reply).text, offered)

    return shown
