"""The whole check-up: every finding about an installation, in the order in which one puts things right."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.doctor.account import account_findings, no_answer, no_token
from bot.doctor.bot_api import Me, NoAnswer, NotThere, visit, visit_staff
from bot.doctor.content import content_findings
from bot.doctor.database import database_findings
from bot.doctor.files import secret_findings, unchanged_findings
from bot.doctor.findings import Finding, ok, wrong
from bot.doctor.staff import not_there, staff_findings
from bot.doctor.updates import address_findings, way_findings
from bot.settings import Settings, SettingsError, load_settings
from bot.storage.failures import CannotOpen
from bot.storage.looking import file_of

_ENV: Final = Path(".env")


async def checkup(now: float) -> tuple[Finding, ...]:
    """Look over the installation in the current folder; nothing is changed.

    Args:
        now: Seconds since the epoch.
    """
    try:
        settings = load_settings()
        token = settings.token
    except SettingsError as error:
        return tuple(map(_wrong_setting, str(error).splitlines()))
    except OSError:
        return (wrong(".env", "this user cannot read it", "run the doctor as the bot's own user"),)
    return (
        ok("settings", "every one can be read"),
        *_files(settings),
        *content_findings(settings.clinic_file, datetime.fromtimestamp(now, UTC).date()),
        *await database_findings(settings.database_url.get_secret_value(), now),
        *_address(settings),
        *await telegram_findings(settings, token, now),
    )


def _wrong_setting(line: str) -> Finding:
    name, _, cure = line.partition(": ")
    return wrong(name, "it cannot be used", cure)


def _files(settings: Settings) -> Iterator[Finding]:
    yield from secret_findings(_secrets(settings))
    if settings.clinic_file:
        yield from unchanged_findings("clinic file", settings.clinic_file)


def _secrets(settings: Settings) -> Iterator[tuple[str, Path]]:
    yield ".env", _ENV
    if settings.telegram_bot_token_file:
        yield "token file", settings.telegram_bot_token_file
    try:
        database = file_of(settings.database_url.get_secret_value())
    except CannotOpen:
        return
    if database:
        yield "database file", database
        for journal in ("wal", "shm"):
            yield f"database file (-{journal})", database.with_name(f"{database.name}-{journal}")


def _address(settings: Settings) -> Iterator[Finding]:
    shared = settings.database_url.get_secret_value().startswith("postgresql")
    return address_findings(
        settings.webhook_url, shared=shared, has_secret=settings.webhook_secret is not None
    )


async def telegram_findings(settings: Settings, token: str | None, now: float) -> tuple[Finding, ...]:
    """Return what Telegram tells of the bot, and of the way in; the calls change nothing there."""
    if token is None:
        return (no_token(),)
    try:
        told = await visit(settings.telegram_api_url, token)
    except NoAnswer as none:
        return (no_answer(none.trouble),)
    return (
        *account_findings(told),
        *way_findings(settings.webhook_url, told.webhook, now),
        *await _staff(settings, token, told.me),
    )


async def _staff(settings: Settings, token: str, me: Me) -> tuple[Finding, ...]:
    if settings.staff_chat_id is None:
        return ()
    try:
        told = await visit_staff(settings.telegram_api_url, token, settings.staff_chat_id, me.id)
    except NotThere as closed:
        return (not_there(closed.new_id),)
    except NoAnswer as none:
        return (no_answer(none.trouble),)
    return tuple(staff_findings(told, reads_all=me.can_read_all_group_messages))
