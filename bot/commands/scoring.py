"""The command that scores labelled questions, and compares the score with the one that is kept."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.base import WRONG, knowledge_of, shown_by, today
from bot.commands.progress import tracked
from bot.core.answering import Answerer, Question
from bot.maintain import evaluate as evaluating
from bot.maintain.kept_scores import Difference, KeptError, as_file, compared, kept, read_kept
from bot.maintain.labelled import read_labelled
from bot.maintain.misses import misses as misses_among
from bot.maintain.scorecard import scorecard
from bot.settings import load_settings

KEPT = Path("benchmarks/scorecard.json")


def evaluate(  # noqa: PLR0913 - each is one option of the command line
    files: Annotated[list[Path], typer.Argument(help="Labelled questions, one JSON object a line.")],
    *,
    lang: Annotated[str | None, typer.Option(help="Leave out the lines of other languages.")] = None,
    misses: Annotated[
        bool, typer.Option("--misses", help="Also print each reply that costs points.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as one JSON object.")] = False,
    html: Annotated[
        Path | None, typer.Option(help="Also write a page with pictures, and why each wrong reply came.")
    ] = None,
    kept_file: Annotated[
        Path, typer.Option("--kept", help="The numbers of the last release, to compare with.")
    ] = KEPT,
    keep: Annotated[bool, typer.Option("--keep", help="Keep these numbers from here on.")] = False,
    fail_on_drop: Annotated[
        bool, typer.Option("--fail-on-drop", help="Fail where a figure is worse than the kept one.")
    ] = False,
) -> None:
    """Score labelled questions: right, asked back, declined, wrong; red flags raised and missed."""
    # Without what draws tables, `ask` and `check` start at once.
    from bot.maintain import score_report  # noqa: PLC0415

    knowledge = knowledge_of(load_settings())
    lines = read_labelled(files, [topic.id for topic in knowledge.topics], lang)
    answerer, urgent_line = Answerer(knowledge), knowledge.phrases.urgent_line
    scored = evaluating.evaluate(lines, answerer, shown_by(knowledge), urgent_line)
    results = tuple(tracked(scored, len(lines), "Answering"))
    now = kept(lines, scorecard(results))
    before = read_kept(kept_file)
    differences = compared(before, now) if before else None
    if fail_on_drop and differences is None:
        raise KeptError(
            f"{kept_file} holds no numbers of these questions to compare with; write them with --keep"
        )
    missed = tuple(misses_among(results)) if misses else None
    report = score_report.as_json if as_json else score_report.as_text
    typer.echo(report(now.card, missed, differences))
    if html:
        from bot.maintain.scorecard_page.page import Evaluated, page  # noqa: PLC0415

        evaluated = Evaluated(now.card, results, [file.name for file in files], differences)
        filled = page(evaluated, lambda text: answerer.why(Question(text=text)), today())
        _write(html, filled)
    if keep:
        _write(kept_file, as_file(now))
    if fail_on_drop and (drops := [it for it in differences or () if it.is_drop]):
        _tell(drops)
        raise typer.Exit(WRONG)


def _tell(drops: list[Difference]) -> None:
    for drop in drops:
        typer.echo(f"drop: {drop}", err=True)
    typer.echo(
        "Mend it; or, if it is meant and checked by a person, keep the new numbers with --keep.", err=True
    )


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise KeptError(f"{file} cannot be written: {error.strerror}") from None
