"""How the bot and Telegram reach each other, and why they may not."""

from dataclasses import dataclass, field

from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.telegram.outgoing.pace import Intervals


class CannotStart(Exception):  # noqa: N818  It reads as what it says.
    """The bot cannot begin; the message says why, and what to do."""


@dataclass(frozen=True)
class Place:
    """Where updates are brought to."""

    url: str
    """The address that Telegram calls."""
    secret: str = field(repr=False)
    """What it shows with each call."""
    host: str = "127.0.0.1"
    port: int = 8080
    """Where the bot listens; a proxy with a certificate stands before it."""


@dataclass(frozen=True)
class Connection:
    """How the bot and Telegram reach each other."""

    base_url: str = "https://api.telegram.org/bot"
    """Where the Bot API is, up to and including "/bot"."""
    webhook: Place | None = None
    """Where Telegram brings updates; without it the bot fetches them."""
    intervals: Intervals = field(default_factory=Intervals)
    """The pace at which messages leave."""
    pauses: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0)
    """Seconds between the tries to begin."""


def cannot_listen(setting: str) -> str:
    """Return what to tell when a port cannot be listened at."""
    return (
        f"Another program has the port, or the host is not this computer's. Check {setting} and LISTEN_HOST."
    )


def why_not(refusal: TelegramError) -> str:
    """Return what to tell when the bot cannot learn its own name."""
    match refusal:
        case InvalidToken():
            return (
                "Telegram does not know this bot token. Send /token to @BotFather, and copy the token again."
            )
        case NetworkError():
            return "Telegram cannot be reached. Check the connection, a firewall, and TELEGRAM_API_URL."
        case _:
            return (
                f"Telegram does not let the bot begin ({type(refusal).__name__}). Try again in a few minutes."
            )
