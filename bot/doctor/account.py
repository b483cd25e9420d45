"""The bot's account at Telegram: its token, its rights in groups, and the time."""

from collections.abc import Iterator
from typing import Final

from bot.doctor.bot_api import Me, Trouble, Visit
from bot.doctor.findings import Finding, ok, warn, wrong

TOKEN: Final = "token"  # noqa: S105  A name.
LARGEST_SKEW: Final = 60.0
"""Seconds by which the clock may differ from Telegram's."""


def no_token() -> Finding:
    """Return the finding for an installation without a token."""
    return wrong(
        TOKEN,
        "there is none, so only the rehearsal on this computer runs",
        "write the token that @BotFather sent after TELEGRAM_BOT_TOKEN= in .env",
    )


def no_answer(trouble: Trouble) -> Finding:
    """Return the finding for a Telegram that told nothing."""
    match trouble:
        case Trouble.REFUSED:
            return wrong(
                TOKEN,
                "Telegram refuses it",
                "open @BotFather, /mybots, your bot, API Token, and copy the token into .env",
            )
        case Trouble.UNREACHABLE:
            return wrong(
                "Telegram",
                "it cannot be reached from here",
                "check this computer's connection, and that it may reach api.telegram.org at port 443",
            )
        case Trouble.STRANGE:
            return wrong(
                "Telegram",
                "something else answers in its place, or it is out of order",
                "check TELEGRAM_API_URL, and whether this network shows a log-in page; then try again",
            )


def account_findings(visit: Visit) -> Iterator[Finding]:
    """Yield what Telegram's answer tells of token, groups and time."""
    yield ok(TOKEN, f"Telegram accepts it; the bot is https://t.me/{visit.me.username}")
    yield _groups(visit.me)
    yield _inline(visit.me)
    if visit.ahead is not None:
        yield _clock(visit.ahead)


def _groups(me: Me) -> Finding:
    if not me.can_join_groups:
        return ok("groups", "the bot cannot be added to groups; it answers in private chats only")
    if me.can_read_all_group_messages:
        return ok(
            "groups",
            "privacy mode is off: the bot reads every message of its groups, to see emergencies; "
            "tell the members so",
        )
    return ok(
        "groups",
        "privacy mode is on: the bot reads what is addressed to it, and misses emergencies that are not",
    )


def _inline(me: Me) -> Finding:
    if me.supports_inline_queries:
        return ok(
            "inline mode", f"people can type @{me.username} and a word in any chat, and choose an answer"
        )
    return ok(
        "inline mode",
        "it is off; to let people choose answers in any chat, send /setinline to @BotFather "
        "and give it a hint such as: swelling",
    )


def _clock(ahead: float) -> Finding:
    if abs(ahead) <= LARGEST_SKEW:
        return ok("clock", "it goes as Telegram's does")
    direction = "ahead of" if ahead > 0 else "behind"
    return warn(
        "clock",
        f"it is {abs(ahead):.0f} seconds {direction} Telegram's, so the bot misjudges what is late",
        "set it, for example with: sudo timedatectl set-ntp true",
    )
