"""Commands for the clinic: its card, its channel's guide, its numbers."""

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.base import WRONG, knowledge_of, today
from bot.maintain import card as handing_out
from bot.pictures.figures import WEEKS, first_day
from bot.settings import Settings, SettingsError, load_settings
from bot.telegram.rendering import Renderer


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise typer.BadParameter("write year, month and day, such as 2026-11-23") from None


def card(
    *,
    out: Annotated[Path, typer.Option(help="The folder for card.png and card.pdf.")] = Path(),
    day: Annotated[
        date | None,
        typer.Option(
            parser=_day,
            metavar="DAY",
            help="The day of the procedure, such as 2026-11-23, which the code then tells the bot.",
        ),
    ] = None,
    username: Annotated[
        str | None,
        typer.Option(help="The bot's name, such as @rose_clinic_bot; Telegram is asked without it."),
    ] = None,
) -> None:
    """Make the hand-out card for patients, a picture and a page to print, with the bot's code on it."""
    settings = load_settings()
    knowledge = knowledge_of(settings)
    name = handing_out.username_in(username) if username else _name_of(settings)
    procedure_day = handing_out.day_for_a_card(day, today()) if day else None
    link = handing_out.link_to(name, procedure_day, settings.token)
    for file in handing_out.write(handing_out.card_of(knowledge, link, procedure_day), out):
        typer.echo(file)
    for sentence in (*handing_out.doubted(name), *handing_out.lacking(knowledge.clinic)):
        typer.echo(f"warning: {sentence}", err=True)


def publish(
    *,
    chat: Annotated[
        str, typer.Option(help="The channel: its name such as @my_clinic, its link, or its number.")
    ],
    again: Annotated[
        bool, typer.Option("--again", help="Post even where it is uncertain whether the guide is there.")
    ] = False,
) -> None:
    """Post the pinned guide in a channel, or bring the one that stands there up to date; it never doubles."""
    # Without Telegram's library and the database, `ask` and `check` start at once.
    from bot.storage.failures import CannotOpen  # noqa: PLC0415
    from bot.telegram.public import publishing  # noqa: PLC0415
    from bot.telegram.public.channel import CannotPublish  # noqa: PLC0415

    settings = load_settings()
    if settings.token is None:
        raise SettingsError(
            "TELEGRAM_BOT_TOKEN (environment or .env): set it; only the bot can post the guide"
        )
    published = publishing.publish(
        chat,
        Renderer(knowledge_of(settings)),
        token=settings.token,
        base_url=f"{settings.telegram_api_url.rstrip('/')}/bot",
        database_url=settings.database_url.get_secret_value(),
        again=again,
    )
    try:
        typer.echo(asyncio.run(published))
    except (CannotOpen, CannotPublish) as error:
        typer.echo(error, err=True)
        raise typer.Exit(WRONG) from None


def stats(
    *,
    weeks: Annotated[int, typer.Option(min=1, max=53, help="How many weeks, this one included.")] = WEEKS,
    csv: Annotated[
        Path | None, typer.Option(help="A file to write: a row for each week, kind and topic.")
    ] = None,
) -> None:
    """Print the clinic's numbers: questions by week and outcome, topics, votes; nothing of any patient."""
    # Without the database and what draws tables, `ask` and `check` start at once.
    from bot.maintain import stats as numbers  # noqa: PLC0415
    from bot.storage.failures import CannotOpen  # noqa: PLC0415
    from bot.storage.looking import counts_in, file_of  # noqa: PLC0415

    settings = load_settings()
    knowledge = knowledge_of(settings)
    url = settings.database_url.get_secret_value()
    until = datetime.now(knowledge.clinic.zone).date()
    since = first_day(until, weeks)
    if (file := file_of(url)) and not file.exists():
        typer.echo("There are no numbers yet: the bot has not run with this DATABASE_URL.", err=True)
        raise typer.Exit(WRONG)
    try:
        counts = asyncio.run(counts_in(url, since.isoformat()))
        if csv:
            csv.write_text(numbers.as_csv(counts), encoding="utf-8", newline="")
    except CannotOpen as error:
        typer.echo(f"The numbers cannot be read: {error}", err=True)
        raise typer.Exit(WRONG) from None
    except OSError as error:
        typer.echo(f"{csv} cannot be written: {error.strerror}", err=True)
        raise typer.Exit(WRONG) from None
    typer.echo(numbers.as_text(counts, since, until, knowledge))


def _name_of(settings: Settings) -> str:
    # Without the web client, `ask` and `check` start at once.
    from bot.doctor.account import no_answer  # noqa: PLC0415
    from bot.doctor.bot_api import NoAnswer, visit  # noqa: PLC0415

    if settings.token is None:
        raise handing_out.CardError(
            "the bot's name is not known; add --username with the name that @BotFather gave it, "
            "or set TELEGRAM_BOT_TOKEN"
        )
    try:
        return asyncio.run(visit(settings.telegram_api_url, settings.token)).me.username
    except NoAnswer as error:
        finding = no_answer(error.trouble)
        raise handing_out.CardError(
            f"Telegram does not tell the bot's name ({finding.name}: {finding.found}); "
            f"{finding.cure}, or add --username"
        ) from None
