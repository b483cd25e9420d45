"""A stage for whole conversations: the real application before a Telegram on this computer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from bot.telegram.application import BotApplication, Connection, build, polling
from bot.telegram.rendering import Renderer
from tests.bot_api import violations
from tests.telegram import content


class Stage(Telegram):
    """A Telegram that notices what a bot must never do."""

    def __init__(self, *, privacy: bool = True) -> None:
        super().__init__(privacy=privacy)
        self.groups: list[Group] = []

    def group(self, title: str, *members: Patient, supergroup: bool = False) -> Group:
        """Create a group, and keep it in mind."""
        group = super().group(title, *members, supergroup=supergroup)
        self.groups.append(group)
        return group

    async def is_left_in_order(self) -> None:
        """Check that nobody was told anything twice, no tap waits, and every call was a good one."""
        for conversation in (*self.patients.values(), *self.groups):
            await conversation.hears_nothing(for_=0)
        assert not self.unanswered_queries()
        assert not [wrong for call in self.calls for wrong in violations(call)]


@asynccontextmanager
async def acting(
    telegram: Telegram,
    answerer: Answerer | None = None,
    knowledge: Knowledge | None = None,
    pauses: tuple[float, ...] = (0.0, 0.0),
) -> AsyncIterator[BotApplication]:
    """Run the bot in front of that Telegram; on the way out it finishes what is under way."""
    knowledge = knowledge or content.knowledge()
    connection = Connection(base_url=telegram.base_url, pauses=pauses)
    application = build(telegram.token, answerer or Answerer(knowledge), Renderer(knowledge), connection)
    async with polling(application):
        yield application
