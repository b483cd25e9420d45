"""A stage for whole conversations: the real application before a Telegram on this computer."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.playground.groups import Group
from bot.playground.patients import Patient
from bot.playground.server import Telegram
from bot.storage.opening import open_store
from bot.telegram.application import BotApplication
from bot.telegram.connection import Connection
from bot.telegram.content import Content, Features, nothing_more
from bot.telegram.notices import Operation
from bot.telegram.outgoing.pace import Intervals
from bot.telegram.pictures import Painter
from bot.telegram.rendering import Renderer
from bot.watch.metrics import Metrics
from bot.watch.pulse import Pulse
from tests.bot_api import violations
from tests.telegram import content

AT_ONCE = Intervals(private=0, group=0, bulk=0)


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
async def acting(  # noqa: PLR0913  What a test may want otherwise.
    telegram: Telegram,
    answerer: Answerer | None = None,
    knowledge: Knowledge | None = None,
    *,
    database: str = "sqlite://",
    token: str | None = None,
    pauses: tuple[float, ...] = (),
    features: Features = nothing_more,
    operation: Operation | None = None,
    painter: Painter | None = None,
    clock: Callable[[], float] = time.time,
) -> AsyncIterator[BotApplication]:
    """Run the bot in front of that Telegram; on the way out it finishes what is under way."""
    knowledge = knowledge or content.knowledge()
    connection = Connection(base_url=telegram.base_url, intervals=AT_ONCE, pauses=pauses)
    async with open_store(database, clock=clock) as store:
        application = BotApplication(
            token or telegram.token,
            Content.of(
                knowledge,
                answerer or Answerer(knowledge),
                Renderer(knowledge, operation),
                features,
                painter,
            ),
            store,
            connection,
            metrics=Metrics(),
            pulse=Pulse(),
            clock=clock,
        )
        async with application.at_work():
            yield application
