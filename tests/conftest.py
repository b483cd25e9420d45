"""What all tests may share: the knowledge base that patients meet, loaded once, and what answers from it."""

import pytest

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The English knowledge base that comes with the program."""
    return load(DEFAULT_BASE / "en")


@pytest.fixture(scope="session")
def answerer(knowledge: Knowledge) -> Answerer:
    """What decides the replies over the English knowledge base."""
    return Answerer(knowledge)
