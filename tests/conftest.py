"""What all tests may share: the knowledge base that patients meet, loaded once, and what answers from it."""

import ipaddress
import sys
from collections.abc import Generator
from typing import Final

import pytest
from hypothesis import settings

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from tests.canaries import Listener

LISTENER: Final = Listener()
# How long an example takes says something about the machine, and nothing about the program.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


class MustStayOnThisComputerError(AssertionError):
    """A test wants to talk to another computer."""


def _stay_here(event: str, details: tuple[object, ...]) -> None:
    if event == "socket.connect" and isinstance(details[1], tuple):
        host = str(details[1][0])
    elif event == "socket.getaddrinfo" and details[0]:
        host = str(details[0])
    else:
        return
    if host != "localhost" and not _is_here(host):
        raise MustStayOnThisComputerError(host)


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


# An audit hook cannot be taken off again, nor got around by a test.
sys.addaudithook(_stay_here)


def pytest_configure(config: pytest.Config) -> None:
    """Let pytest keep only the records that it keeps anyway, so that listening to all of them stays cheap."""
    config.option.log_level = config.option.log_level or "WARNING"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    """Listen for canaries in the log while a test is set up."""
    return (yield from _listening())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Listen for canaries in the log while a test runs."""
    return (yield from _listening())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    """Listen for canaries in the log while a test is taken down."""
    return (yield from _listening())


def _listening() -> Generator[None, object, object]:
    LISTENER.listen()
    result = yield
    LISTENER.tell()
    return result


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The English knowledge base that comes with the program."""
    return load(DEFAULT_BASE / "en")


@pytest.fixture(scope="session")
def answerer(knowledge: Knowledge) -> Answerer:
    """What decides the replies over the English knowledge base."""
    return Answerer(knowledge)
