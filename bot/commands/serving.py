"""Commands for whoever runs the bot: run it, and look over the installation."""

import asyncio
import time
from typing import Annotated, Final

import typer

from bot.commands.base import WRONG
from bot.content.folders import DEFAULT_BASE
from bot.content.watching import Watching
from bot.settings import load_settings

TOKEN_REFUSED: Final = 78
"""Exit code when Telegram has not known the token for minutes: starting again cannot mend that."""


def run(
    *,
    show: Annotated[bool, typer.Option("--open", help="Open the playground's page in a browser.")] = False,
    webhook: Annotated[
        bool, typer.Option("--webhook", help="Let Telegram bring the updates to WEBHOOK_URL.")
    ] = False,
) -> None:
    """Run the bot: on Telegram, or without a token in the playground on this computer."""
    # Without Telegram's library and the web server, `ask` and `check` start at once.
    from bot.running import CannotOpen, CannotStart, TokenRefused, event_loop, serve  # noqa: PLC0415

    settings = load_settings()
    watching = Watching(DEFAULT_BASE, settings.clinic_file)
    knowledge = watching.first()
    try:
        with asyncio.Runner(loop_factory=event_loop) as runner:
            runner.run(serve(knowledge, settings, show=show, webhook=webhook, watching=watching))
    except (CannotOpen, CannotStart) as error:
        typer.echo(error, err=True)
        raise typer.Exit(WRONG) from None
    except TokenRefused as error:
        typer.echo(error, err=True)
        raise typer.Exit(TOKEN_REFUSED) from None


def doctor() -> None:
    """Look over the installation: settings, files, content, database, token, webhook, each with its cure."""
    # Without the database and the web client, `ask` and `check` start at once.
    from bot.doctor.checkup import checkup  # noqa: PLC0415
    from bot.doctor.findings import Verdict  # noqa: PLC0415

    findings = asyncio.run(checkup(time.time()))
    for finding in findings:
        typer.echo(finding)
    if any(finding.verdict is Verdict.WRONG for finding in findings):
        raise typer.Exit(WRONG)
