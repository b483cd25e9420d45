"""Compares the project's matcher with simpler ones, on its own asks and on labelled questions.

python benchmarks/matching.py [--labelled FILE]... [--growth] [--json] [--figure FILE.png]
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.contest import (
    FOLDS,
    Figures,
    Ladder,
    MakeContestant,
    OwnMatcher,
    asked_in,
    asks_of,
    figures,
    folds,
    ladder,
    robustness,
    robustness_of_bot,
    sample,
)
from benchmarks.figure import can_draw, draw
from benchmarks.growth import LARGE, SIZES, FittedContestant, Generator, Growth, measured
from benchmarks.rivals import RIVALS, SENTENCE_RIVAL, Asks, Contestant, sentence_rival
from benchmarks.sentence_model import DEFAULT_MODEL, SentenceModel, is_installed
from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from bot.content.problems import ContentError
from bot.core.answering import Answerer
from bot.core.knowledge import Knowledge
from bot.maintain.labelled import LabelError, read_labelled

WRONG: Final = 1
"""Exit code when a file or the content cannot be used."""
OWN: Final = "this matcher"
BOT: Final = "the bot, answered or offered"
ROBUSTNESS_QUESTIONS: Final = 200
WIDTH: Final = 124

Maker = Callable[[Asks], Contestant]


class Report(NamedTuple):
    """Every figure of one run, by contestant."""

    not_installed: tuple[str, ...]
    own_asks: dict[str, Figures]
    """Cross-validation: each ask is asked of a base that lacks it."""
    own_ladder: Ladder
    labelled: dict[str, dict[str, Figures]]
    """By file."""
    labelled_ladder: dict[str, Ladder]
    robustness: dict[str, dict[str, float | None] | dict[str, float]]
    """Top-1 accuracy in scope, by the way in which the same held-out asks are typed."""
    growth: dict[str, list[Growth]]


def main(  # noqa: PLR0913 - each is an option of the command
    labelled: Annotated[list[Path] | None, typer.Option(help="Labelled questions, as for evaluate.")] = None,
    language: Annotated[Path, typer.Option(help="Folder of the language.")] = DEFAULT_BASE / "en",
    model: Annotated[str, typer.Option(help="Name or folder of the sentence model.")] = DEFAULT_MODEL,
    questions: Annotated[int, typer.Option(min=FOLDS, help="Own asks to be asked in all.")] = 1_000,
    figure: Annotated[Path | None, typer.Option(help="Picture to draw (needs matplotlib).")] = None,
    *,
    growth: Annotated[bool, typer.Option("--growth", help="Also 100,000 asks; takes minutes.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare the project's matcher with rapidfuzz, BM25, TF-IDF and, where installed, MiniLM."""
    if figure and not can_draw():
        typer.echo("--figure needs matplotlib, which is not installed: pip install matplotlib", err=True)
        raise typer.Exit(WRONG)
    try:
        knowledge = load(language)
        sizes = (*SIZES, LARGE) if growth else SIZES
        report = reported(knowledge, labelled or (), _rivals(model), questions, sizes)
    except (ContentError, LabelError) as error:
        typer.echo(error, err=True)
        raise typer.Exit(WRONG) from None
    if figure:
        draw(figure, OWN, report.own_asks, report.growth)
    if as_json:
        typer.echo(json.dumps(plain(report)))
    else:
        Console(width=WIDTH).print(*tables(report), sep="\n")


def reported(
    knowledge: Knowledge,
    paths: Sequence[Path],
    rivals: Mapping[str, Maker],
    questions: int,
    sizes: Sequence[int],
) -> Report:
    """Run the whole contest."""
    files = {path.name: read_labelled([path], [topic.id for topic in knowledge.topics]) for path in paths}
    asked = {name: asked_in(lines, knowledge.topics) for name, lines in files.items()}
    parts = tuple(folds(knowledge, questions))
    held_out = [asked_in(part.held_out, knowledge.topics) for part in parts]
    makers: dict[str, MakeContestant] = {
        OWN: OwnMatcher,
        **{name: _of_knowledge(maker) for name, maker in rivals.items()},
    }
    own_asks: dict[str, Figures] = {}
    hurt: dict[str, dict[str, float | None] | dict[str, float]] = {}
    typed = sample([line for line in parts[0].held_out if not line.is_out_of_scope], ROBUSTNESS_QUESTIONS)
    hurt[BOT] = robustness_of_bot(Answerer(parts[0].knowledge), typed)
    for name, make in makers.items():
        contestants = [make(part.knowledge) for part in parts]
        own_asks[name] = figures(zip(contestants, held_out, strict=True))
        hurt[name] = robustness(contestants[0], asked_in(typed, knowledge.topics))
    answerer = Answerer(knowledge)
    return Report(
        () if SENTENCE_RIVAL in rivals else (SENTENCE_RIVAL,),
        own_asks,
        ladder((Answerer(part.knowledge), part.held_out) for part in parts),
        {
            file: {name: figures([(make(knowledge), of_file)]) for name, make in makers.items()}
            for file, of_file in asked.items()
        },
        {file: ladder([(answerer, lines)]) for file, lines in files.items()},
        hurt,
        _growth(knowledge, rivals, sizes),
    )


def _growth(
    knowledge: Knowledge, rivals: Mapping[str, Maker], sizes: Sequence[int]
) -> dict[str, list[Growth]]:
    makers: dict[str, Maker] = {
        OWN: partial(FittedContestant, word_vectors=knowledge.word_vectors),
        **rivals,
    }
    generator = Generator([ask for topic in knowledge.topics for ask in topic.asks])
    made = [generator.asks(size) for size in sizes]
    return {name: [measured(make, *each) for each in made] for name, make in makers.items()}


def _rivals(model: str) -> dict[str, Maker]:
    """Return the rivals that can run here."""
    rivals = dict(RIVALS)
    if is_installed():
        rivals[SENTENCE_RIVAL] = sentence_rival(SentenceModel(model))
    return rivals


def _of_knowledge(maker: Maker) -> MakeContestant:
    return lambda knowledge: maker(asks_of(knowledge))


def tables(report: Report) -> Iterator[Table]:
    """Yield one table a question."""
    yield _figures_table("Own asks, 5-fold cross-validation", report.own_asks, report.not_installed)
    for file, shown in report.labelled.items():
        yield _figures_table(file, shown, report.not_installed)
    yield _ladder_table({"own asks": report.own_ladder, **report.labelled_ladder})
    yield _robustness_table(report.robustness)
    yield _growth_table(report.growth)


def _figures_table(title: str, shown: Mapping[str, Figures], not_installed: Sequence[str]) -> Table:
    counts = next(iter(shown.values()))
    table = Table(
        "matcher", "top-1", "top-3", "AUROC", "OSCR", "ms p50", "ms p99",
        title=f"{title}: {counts.in_scope} in scope, {counts.out_of_scope} out of scope",
    )  # fmt: skip
    for name, of in shown.items():
        areas = (_decimal(of.auroc), _decimal(of.oscr))
        table.add_row(
            name, _percent(of.top_1), _percent(of.top_3), *areas, f"{of.ms_p50:.2f}", f"{of.ms_p99:.2f}"
        )
    for name in not_installed:
        table.add_row(name, "not installed")
    return table


def _ladder_table(ladders: Mapping[str, Ladder]) -> Table:
    table = Table("the bot's own ladder", *ladders, title="What the bot does (shares of the questions)")
    for name in Ladder._fields:
        table.add_row(
            name.replace("_", " "), *(_percent(getattr(ladder, name)) for ladder in ladders.values())
        )
    return table


def _robustness_table(shown: Mapping[str, Mapping[str, float | None]]) -> Table:
    variants = next(iter(shown.values()))
    table = Table("matcher", *variants, title="Right topic first, on held-out asks that are typed otherwise")
    for name, of in shown.items():
        table.add_row(name, *map(_percent, of.values()))
    return table


def _growth_table(shown: Mapping[str, Sequence[Growth]]) -> Table:
    sizes = [point.asks for point in next(iter(shown.values()))]
    columns = (f"{size:,} asks" for size in sizes)
    table = Table("index s / ms p50 / ms p99", *columns, title="Growth, ten asks an entry")
    for name, points in shown.items():
        cells = (f"{one.index_seconds:.2f} / {one.ms_p50:.2f} / {one.ms_p99:.2f}" for one in points)
        table.add_row(name, *cells)
    return table


def plain(report: Report) -> dict[str, object]:
    """Return the report as JSON knows it."""
    return {
        "not_installed": report.not_installed,
        "own_asks": {name: of._asdict() for name, of in report.own_asks.items()},
        "own_ladder": report.own_ladder._asdict(),
        "labelled": {
            file: {name: of._asdict() for name, of in shown.items()}
            for file, shown in report.labelled.items()
        },
        "labelled_ladder": {file: ladder._asdict() for file, ladder in report.labelled_ladder.items()},
        "robustness": report.robustness,
        "growth": {name: [point._asdict() for point in points] for name, points in report.growth.items()},
    }


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _decimal(area: float | None) -> str:
    return "-" if area is None else f"{area:.3f}"


if __name__ == "__main__":
    typer.run(main)
