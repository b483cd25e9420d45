"""What a bot says of its webhook: the address, the secret, and how many updates may come side by side."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from bot.playground.refusals import Json, bad_request

MOST_CONNECTIONS: Final = 100
CONNECTIONS: Final = 40
"""Updates on their way at the same time, if the bot does not say."""
LONGEST_SECRET: Final = 256

_SECRET: Final = re.compile(r"[A-Za-z0-9_-]*")
_PORTS: Final = {None, 80, 88, 443, 8443}


@dataclass(frozen=True)
class Webhook:
    """Where updates are posted."""

    url: str
    secret_token: str = ""
    max_connections: int = CONNECTIONS

    @classmethod
    def asked_for(cls, call: Json) -> "Webhook":
        """Return the webhook that a call wants.

        Telegram insists on https; here plain http to this computer will do, and only that is reached.

        Raises:
            Refusal: the address or the secret is not one that Telegram takes.
        """
        secret = call.get("secret_token", "")
        if len(secret) > LONGEST_SECRET:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains unallowed characters")
        _check_address(call["url"])
        connections = call.get("max_connections", CONNECTIONS)
        return cls(call["url"], secret, min(max(connections, 1), MOST_CONNECTIONS))

    @property
    def is_reached(self) -> bool:
        """Whether updates are posted there at all: only to this computer, over plain http."""
        address = urlsplit(self.url)
        return address.scheme == "http" and _is_this_computer(address)


def _check_address(url: str) -> None:
    address = urlsplit(url)
    if address.scheme == "http" and _is_this_computer(address):
        return
    if address.scheme != "https" or not address.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if address.port not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def _is_this_computer(address: SplitResult) -> bool:
    if address.hostname == "localhost":
        return True
    try:
        return ip_address(address.hostname or "").is_loopback
    except ValueError:
        return False
