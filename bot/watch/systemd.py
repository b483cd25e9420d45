"""Tells systemd that the bot is ready, sound or stopping."""

import socket
from contextlib import suppress

READY = "READY=1"
SOUND = "WATCHDOG=1"
STOPPING = "STOPPING=1"


def notify(address: str | None, state: str) -> bool:
    """Send a state to the socket that systemd named, and return whether it took it; without one do nothing.

    It never waits: a service manager that does not read must not stop the bot.
    """
    if not address:
        return False
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as way:
        way.settimeout(0)
        way.sendto(state.encode(), _path(address))
        return True
    return False


def _path(address: str) -> str:
    """Return the address as the system wants it; "@" begins one that is no file."""
    return f"\0{address[1:]}" if address.startswith("@") else address
