"""The tests keep to this computer."""

import socket

import pytest

from tests.conftest import MustStayOnThisComputerError


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_no_test_reaches_another_computer(host: str) -> None:
    """Whoever opens a connection to another computer fails, before a packet leaves."""
    with pytest.raises(MustStayOnThisComputerError):
        socket.create_connection((host, 80), timeout=1)
