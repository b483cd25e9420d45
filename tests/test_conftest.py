"""The tests keep to this computer, and nothing of a patient gets into the log while they run."""

import logging
import socket

import pytest

from tests.conftest import LISTENER, MustStayOnThisComputerError


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_no_test_reaches_another_computer(host: str) -> None:
    """Whoever opens a connection to another computer fails, before a packet leaves."""
    with pytest.raises(MustStayOnThisComputerError):
        socket.create_connection((host, 80), timeout=1)


@pytest.mark.parametrize(
    "written",
    [
        "my zebra hurts",
        "token 123456:AAE-canary",
        "patient 5000000001",
        "hello Anna",
        "rehearsal-on-this-computer-only",
    ],
)
def test_a_canary_in_the_log_fails_a_test(written: str) -> None:
    """What a patient wrote, a name, an id or a secret in the log is an error of the test that caused it."""
    logging.getLogger("bot.anywhere").debug("told %s", written)

    with pytest.raises(AssertionError, match="must not"):
        LISTENER.tell()


def test_a_clean_log_fails_nothing() -> None:
    """What we may tell is told, and what a library inserts is told by its type."""
    logging.getLogger("bot.anywhere").debug("replied with answer to 5 people in Annapolis")
    logging.getLogger("telegram.Bot").debug("Received data was %s", {"text": "my zebra hurts"})

    assert not LISTENER.heard
