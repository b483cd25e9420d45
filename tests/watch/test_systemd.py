"""systemd hears what it expects, and its absence or deafness disturbs nobody."""

import socket
from pathlib import Path

import pytest

from bot.watch.systemd import READY, notify


@pytest.mark.parametrize("abstract", [False, True])
def test_a_state_reaches_the_socket(tmp_path: Path, *, abstract: bool) -> None:
    """A socket that is a file and one that is only a name both get the datagram."""
    address = f"@{tmp_path}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address.replace("@", "\0"))
        systemd.settimeout(1)
        took = notify(address, READY)
        heard = systemd.recv(100)

    assert took
    assert heard == b"READY=1"


@pytest.mark.parametrize("address", [None, "", "/nowhere/at/all", "@nobody-listens-here"])
def test_nobody_listening_is_no_error(address: str | None) -> None:
    """Without systemd nothing happens."""
    assert not notify(address, READY)


def test_a_full_socket_does_not_hold_the_bot_up(tmp_path: Path) -> None:
    """When nobody reads, the state is dropped."""
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address)
        took = [notify(address, READY) for _ in range(10_000)]

    assert took[0]
    assert not took[-1]
