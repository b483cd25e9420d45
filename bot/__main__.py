"""The command line, and the one place where the parts are put together."""

import asyncio
import gc
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load_base
from bot.content.problems import ContentError
from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge
from bot.core.replies import Answer, NotCovered, Reply
from bot.logs import traced
from bot.maintain import ask as asking
from bot.maintain import card as handing_out
from bot.maintain import check as checking
from bot.maintain import evaluate as evaluating
from bot.maintain.labelled import LabelError, read_labelled
from bot.maintain.misses import misses as misses_among
from bot.maintain.overlay import differences
from bot.maintain.reference import NoSuchTextError, topic_with
from bot.maintain.scorecard import scorecard
from bot.pictures.figures import WEEKS, first_day
from bot.settings import Settings, SettingsError, load_settings
from bot.telegram.rendering import Renderer

WRONG: Final = 1
"""Exit code when the content, a setting or the input is wrong."""
BUG: Final = 3
"""Exit code when the program itself is wrong."""
TOKEN_REFUSED: Final = 78
"""Exit code when Telegram has not known the token for minutes: starting again cannot mend that."""

app = typer.Typer(
    help="Answers patients after a facial thread lift from a reviewed knowledge base, and never guesses.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

overlay = typer.Typer(help="The clinic's own words on top of the shared knowledge.", no_args_is_help=True)
app.add_typer(overlay, name="overlay")


@app.command()
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
    try:
        with asyncio.Runner(loop_factory=event_loop) as runner:
            runner.run(serve(_knowledge(settings), settings, show=show, webhook=webhook))
    except (CannotOpen, CannotStart) as error:
        typer.echo(error, err=True)
        raise typer.Exit(WRONG) from None
    except TokenRefused as error:
        typer.echo(error, err=True)
        raise typer.Exit(TOKEN_REFUSED) from None


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What a patient types.")] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answer each line of standard input.")] = False,
) -> None:
    """Print the reply that a patient would get."""
    if jsonl == (question is not None):
        raise typer.BadParameter("write a question in quotes, or --jsonl with questions on standard input")
    knowledge = _knowledge(load_settings())
    answerer, show = Answerer(knowledge), _shown(knowledge)
    if question is None:
        lines = typer.get_text_stream("stdin", encoding="utf-8-sig", errors="replace")
        for line in asking.answer_lines(lines, answerer, show):
            typer.echo(line)
    else:
        typer.echo(show(answerer.reply_to(Question(text=question))).text)


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; all without any.")] = None,
) -> None:
    """Check the knowledge base: every problem with its file, its line and its cure."""
    problems = checking.check(paths or (), load_settings().clinic_file)
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(WRONG)
    for sentence in checking.warned(paths or (), load_settings().clinic_file, _today()):
        typer.echo(f"warning: {sentence}")
    typer.echo("The knowledge base is in order.")


@overlay.command()
def diff() -> None:
    """Print what the clinic's own file changes: the shared text (-) against the clinic's (+)."""
    # Without what draws colours, `ask` and `check` start at once.
    from bot.maintain.overlay_report import printed  # noqa: PLC0415

    clinic_file = load_settings().clinic_file
    if clinic_file is None:
        raise SettingsError(
            "CLINIC_FILE (environment or .env): there is no clinic's own file to compare; "
            "copy knowledge/clinic.example.yaml, fill it in, and name it"
        )
    own = load_base(DEFAULT_BASE, clinic_file)
    printed(differences(load_base(DEFAULT_BASE, clinic_file, overlaid=False), own))


@app.command()
def reference(
    written: Annotated[str, typer.Argument(metavar="REFERENCE", help="Such as infection·3fa9c2.")],
) -> None:
    """Print the text that a reference under an answer stands for, if it is today's."""
    knowledge = _knowledge(load_settings())
    topic = topic_with(written, knowledge)
    reply = Answer if topic.covered else NotCovered
    typer.echo(Renderer(knowledge).reply(reply(topics=(topic,))).text)


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Labelled questions, one JSON object a line.")],
    *,
    lang: Annotated[str | None, typer.Option(help="Leave out the lines of other languages.")] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="Also print each reply that costs points.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as one JSON object.")] = False,
) -> None:
    """Score labelled questions: right, asked back, declined, wrong; red flags raised and missed."""
    # Without what draws tables, `ask` and `check` start at once.
    from bot.maintain import score_report  # noqa: PLC0415

    knowledge = _knowledge(load_settings())
    lines = read_labelled(files, [topic.id for topic in knowledge.topics], lang)
    urgent_line = knowledge.phrases.urgent_line
    results = tuple(evaluating.evaluate(lines, Answerer(knowledge), _shown(knowledge), urgent_line))
    missed = tuple(misses_among(results)) if misses else None
    report = score_report.as_json if as_json else score_report.as_text
    typer.echo(report(scorecard(results), missed))


@app.command()
def card(
    *,
    out: Annotated[Path, typer.Option(help="The folder for card.png and card.pdf.")] = Path(),
    day: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The day of the procedure, which the code then tells the bot."
        ),
    ] = None,
    username: Annotated[
        str | None,
        typer.Option(help="The bot's name, such as @rose_clinic_bot; Telegram is asked without it."),
    ] = None,
) -> None:
    """Make the hand-out card for patients, a picture and a page to print, with the bot's code on it."""
    settings = load_settings()
    knowledge = _knowledge(settings)
    name = handing_out.username_in(username) if username else _username(settings)
    procedure_day = day.date() if day else None
    link = handing_out.link_to(name, procedure_day, settings.token)
    for file in handing_out.write(handing_out.card_of(knowledge, link, procedure_day), out):
        typer.echo(file)
    for sentence in handing_out.lacking(knowledge.clinic):
        typer.echo(f"warning: {sentence}", err=True)


@app.command()
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
        Renderer(_knowledge(settings)),
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


@app.command()
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
    knowledge = _knowledge(settings)
    url = settings.database_url.get_secret_value()
    today = datetime.now(knowledge.clinic.zone).date()
    since = first_day(today, weeks)
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
    typer.echo(numbers.as_text(counts, since, today, knowledge))


@app.command()
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


def ended(command: Callable[[], None]) -> int:
    """Run a command, tell what went wrong, and return the exit code."""
    try:
        command()
    except (
        ContentError,
        SettingsError,
        LabelError,
        asking.AskError,
        handing_out.CardError,
        NoSuchTextError,
    ) as error:
        typer.echo(error, err=True)
        return WRONG
    except Exception as error:  # noqa: BLE001  What nobody expected is a bug, and is told as one.
        # Without the error's own words: they may be a patient's.
        typer.echo(traced(error), err=True)
        return BUG
    return 0


def main() -> None:
    """Run the command line and leave with its exit code."""
    # What is built at the start stays: looking for garbage among it costs a fifth of the start.
    gc.set_threshold(1_000_000)
    sys.exit(ended(app))


def _knowledge(settings: Settings) -> Knowledge:
    return load_base(DEFAULT_BASE, settings.clinic_file)


def _today() -> date:
    return datetime.now(UTC).date()


def _username(settings: Settings) -> str:
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


def _shown(knowledge: Knowledge) -> asking.Render:
    renderer = Renderer(knowledge)

    def shown(reply: Reply) -> asking.Shown:
        offered = tuple(topic.id for topic in renderer.offered(reply))
        return asking.Shown(renderer.reply(reply).text, offered)

    return shown


if __name__ == "__main__":
    main()
