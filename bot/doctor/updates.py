"""The way in: whether what patients write reaches this bot, by polling or by webhook."""

import ipaddress
from collections.abc import Iterator
from typing import Final
from urllib.parse import SplitResult, urlsplit

from bot.doctor.bot_api import WebhookInfo
from bot.doctor.findings import Finding, ok, warn, wrong

PORTS: Final = frozenset({443, 80, 88, 8443})
"""The ports that Telegram calls."""
MANY: Final = 100
"""So many updates wait at Telegram only when nobody fetches them."""
RECENT: Final = 3600.0
"""Seconds for which an error of the webhook counts."""

_ADDRESS: Final = "webhook address"
_WAY: Final = "way in"

# Telegram's words may quote an address; these are ours, by what its words contain.
_ERRORS: Final = (
    (
        "certificate",
        "the certificate is not valid",
        "look into the log of the proxy that holds the certificate",
    ),
    ("ssl", "the certificate is not valid", "look into the log of the proxy that holds the certificate"),
    ("resolve", "the name is not known", "check the DNS entry of the address"),
    (
        "timed out",
        "nothing answered in time",
        "check that a firewall lets Telegram in, and that the bot runs",
    ),
    ("timeout", "nothing answered in time", "check that a firewall lets Telegram in, and that the bot runs"),
    ("refused", "nothing listens there", "start proxy and bot, and check the port"),
    ("403", "the bot refused the call", "give all copies of the bot the same WEBHOOK_SECRET"),
    ("404", "the proxy does not know the path", "let the proxy pass the path of WEBHOOK_URL to the bot"),
    ("502", "the proxy found no bot behind it", "start the bot, and check WEBHOOK_PORT and LISTEN_HOST"),
    ("503", "the bot could not store what came", "see what this says of the database"),
)
_OTHER: Final = ("a call failed", "look into the logs of proxy and bot")


def address_findings(url: str | None, *, shared: bool, has_secret: bool) -> Iterator[Finding]:
    """Yield whether Telegram can call the address, as far as the settings tell.

    Args:
        url: The address, or None when the bot polls.
        shared: Whether several copies of the bot share a database.
        has_secret: Whether the webhook's secret is set.
    """
    if url is None:
        return
    yield _callable(urlsplit(url))
    if shared and not has_secret:
        yield wrong(
            "webhook secret",
            "there is none, so each copy of the bot makes up its own and refuses the calls meant for others",
            "write one into .env, such as what `openssl rand -hex 32` prints, after WEBHOOK_SECRET=",
        )


def _callable(address: SplitResult) -> Finding:
    if address.scheme != "https":
        return wrong(_ADDRESS, "it is not encrypted", "let WEBHOOK_URL begin with https://")
    try:
        port = 443 if address.port is None else address.port
    except ValueError:
        port = 0
    if port not in PORTS:
        return wrong(
            _ADDRESS, "Telegram does not call this port", "use port 443, 80, 88 or 8443 in WEBHOOK_URL"
        )
    if not _is_public(address.hostname or ""):
        return wrong(
            _ADDRESS,
            "only this network knows it",
            "write the name under which the internet reaches your proxy into WEBHOOK_URL",
        )
    return ok(_ADDRESS, f"Telegram can call such an address; the host is {address.hostname}")


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal", ".lan"))


def way_findings(wanted: str | None, info: WebhookInfo, now: float) -> Iterator[Finding]:
    """Yield whether Telegram sends updates where the settings say.

    Args:
        wanted: The address of the webhook, or None when the bot polls.
        info: What Telegram told.
        now: Seconds since the epoch.
    """
    yield _way(wanted, info)
    yield _waiting(info.pending_update_count)
    if info.last_error_date is not None and now - info.last_error_date < RECENT:
        yield _last_error(info.last_error_message)


def _way(wanted: str | None, info: WebhookInfo) -> Finding:
    if info.url == (wanted or ""):
        return ok(
            _WAY, "Telegram calls the webhook" if wanted else "the bot polls, and no webhook is in its way"
        )
    if wanted is None:
        return warn(
            _WAY,
            "a webhook is set at Telegram, and .env has no WEBHOOK_URL",
            "`aftercare run` removes the webhook; if it comes back, another program has your token: "
            "get a fresh one from @BotFather with /revoke",
        )
    if not info.url:
        return warn(
            _WAY,
            "WEBHOOK_URL is set, and Telegram knows of no webhook",
            "start the bot with `aftercare run --webhook`, which sets it; to poll, empty WEBHOOK_URL",
        )
    return warn(
        _WAY,
        "Telegram calls another address than WEBHOOK_URL",
        "restart the bot, which sets it; if it changes back, another program has your token: "
        "get a fresh one from @BotFather with /revoke",
    )


def _waiting(count: int) -> Finding:
    if count <= MANY:
        return ok("at Telegram", f"{count} updates wait to be fetched")
    return warn(
        "at Telegram",
        f"{count} updates wait to be fetched; after 24 hours Telegram forgets them",
        "start the bot, or look into its log",
    )


def _last_error(message: str) -> Finding:
    words = message.lower()
    found = next(((what, cure) for word, what, cure in _ERRORS if word in words), _OTHER)
    return warn("webhook calls", f"in the last hour, {found[0]}", found[1])
