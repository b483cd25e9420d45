"""The accounts that everybody at Telegram knows: the bot itself, and those in whose name others write."""

from typing import Final

from bot.playground.refusals import Json

BOT: Final = 7_000_000_001

ANONYMOUS: Final[Json] = {
    "id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot",
}  # fmt: skip
"""Who wrote, when an administrator does not want to be named."""
CHANNEL: Final[Json] = {
    "id": 136_817_688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot",
}  # fmt: skip
"""Who wrote, when somebody writes in the name of a channel."""
TELEGRAM: Final[Json] = {"id": 777_000, "is_bot": False, "first_name": "Telegram"}
"""Who brings a channel's post into its discussion group."""
