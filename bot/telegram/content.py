"""Content: everything of the bot that is made of one knowledge base, to be exchanged at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.telegram.answers import Answers
from bot.telegram.features import Feature
from bot.telegram.pictures import Painter
from bot.telegram.profile import Profile
from bot.telegram.rendering import Renderer
from bot.telegram.routing import Routing

Features = Callable[[Answers, Renderer], Sequence[Feature]]
"""Builds what the bot does beside answering."""


def nothing_more(_: Answers, __: Renderer) -> tuple[Feature, ...]:
    """Return no feature: the bot answers, and does nothing else."""
    return ()


@dataclass(frozen=True)
class Content:
    """What the bot answers from; nothing in it is changed once it is built."""

    knowledge: Knowledge
    answerer: Answerer
    renderer: Renderer
    routing: Routing
    painter: Painter | None = None

    @classmethod
    def of(
        cls,
        knowledge: Knowledge,
        answerer: Answerer,
        renderer: Renderer,
        features: Features = nothing_more,
        painter: Painter | None = None,
    ) -> Self:
        """Put it together; answers that were worked out from other content are none of it."""
        answers = Answers(answerer)
        routing = Routing(answers, renderer, features(answers, renderer))
        return cls(knowledge, answerer, renderer, routing, painter)

    @property
    def profile(self) -> Profile:
        """How the bot presents itself with this content."""
        return Profile.of(self.renderer.phrases, has_staff=self.renderer.has_staff)
