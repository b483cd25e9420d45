"""Fits the project's own matcher on any labelled question set, and says how well it answers and keeps silent.

python benchmarks/intents.py --train FILE [--dev FILE] --test FILE [--json]
"""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Annotated, Final, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.metrics import AtThreshold, Judged, Outcomes, percentiles
from benchmarks.own_matcher import FittedMatcher, confidence, score
from benchmarks.question_sets import LabelledQuestion, QuestionSetError, read_questions
from bot.content.folders import DEFAULT_BASE
from bot.content.problems import ContentError
from bot.content.word_vectors import load_word_vectors
from bot.core.matching.matcher import Candidate

WRONG: Final = 1
"""Exit code when a file cannot be used."""
FIXED_CONFIDENCE: Final = 0.5
RECALLS: Final = (0.7, 0.9)
WARM_UP: Final = 20
MILLISECONDS: Final = 1_000
WIDTH: Final = 100

Ranked = tuple[Candidate, ...]


class Answered(NamedTuple):
    """A question set with what the matcher ranks for each question, and the milliseconds that each takes."""

    questions: Sequence[LabelledQuestion]
    ranked: Sequence[Ranked]
    milliseconds: Sequence[float]

    def outcomes(self, certainty: Callable[[Ranked], float]) -> Outcomes:
        """Return the judged questions, by one of the two ways to be certain."""
        return Outcomes(
            [
                Judged(question.label, tuple(candidate.key for candidate in ranked), certainty(ranked))
                for question, ranked in zip(self.questions, self.ranked, strict=True)
            ]
        )


class Report(NamedTuple):
    """Every figure of one run; None where there are no questions to count."""

    train: int
    labels: int
    in_scope: int
    out_of_scope: int
    top_1: float | None
    top_3: float | None
    auroc: float | None
    oscr: float | None
    accuracy_at_recall: dict[str, float | None]
    """In-scope accuracy at 70 % and 90 % out-of-scope recall on the test questions themselves."""
    thresholds: dict[str, AtThreshold]
    """What a threshold chosen elsewhere gives on the test questions, by the way it is chosen."""
    ms_p50: float
    ms_p99: float
    fit_seconds: float


def main(
    train: Annotated[Path, typer.Option(help="Questions to learn from.")],
    test: Annotated[Path, typer.Option(help="Questions to be judged by.")],
    dev: Annotated[Path | None, typer.Option(help="Questions to choose thresholds on.")] = None,
    language: Annotated[
        Path, typer.Option(help="Folder of the language, for its word vectors.")
    ] = DEFAULT_BASE / "en",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Score the project's own matcher: JSON lines {"q", "label"} (null = out of scope), or HINT3's CSV."""
    try:
        learnt, asked = read_questions(train), read_questions(test)
        chosen_on = read_questions(dev) if dev else ()
        vectors = load_word_vectors(language)
    except (QuestionSetError, ContentError) as error:
        typer.echo(error, err=True)
        raise typer.Exit(WRONG) from None
    if all(question.label is None for question in learnt):
        typer.echo(f"{train}: no question has a label; there is nothing to learn", err=True)
        raise typer.Exit(WRONG)
    started = perf_counter()
    matcher = FittedMatcher(learnt, vectors)
    report = reported(matcher, learnt, chosen_on, asked, fit_seconds=perf_counter() - started)
    if as_json:
        typer.echo(json.dumps(_plain(report)))
    else:
        Console(width=WIDTH).print(*_tables(report), sep="\n")


def reported(
    matcher: FittedMatcher,
    learnt: Sequence[LabelledQuestion],
    chosen_on: Sequence[LabelledQuestion],
    asked: Sequence[LabelledQuestion],
    fit_seconds: float,
) -> Report:
    """Return every figure of a fitted matcher on the questions asked."""
    for question in learnt[:WARM_UP]:
        matcher.ranked(question.text)
    test, dev = answered(matcher, asked), answered(matcher, chosen_on)
    outcomes = test.outcomes(score)
    p50, p99 = percentiles(test.milliseconds)
    return Report(
        train=len(learnt),
        labels=len({question.label for question in learnt} - {None}),
        in_scope=outcomes.in_scope,
        out_of_scope=outcomes.out_of_scope,
        top_1=outcomes.top(1),
        top_3=outcomes.top(3),
        auroc=outcomes.auroc(),
        oscr=outcomes.oscr(),
        accuracy_at_recall={f"{recall:.0%}": outcomes.accuracy_at_recall(recall) for recall in RECALLS},
        thresholds={
            f"fixed confidence {FIXED_CONFIDENCE}": test.outcomes(confidence).at(FIXED_CONFIDENCE),
            **{name: outcomes.at(threshold) for name, threshold in _thresholds(dev.outcomes(score))},
        },
        ms_p50=p50,
        ms_p99=p99,
        fit_seconds=fit_seconds,
    )


def answered(matcher: FittedMatcher, questions: Sequence[LabelledQuestion]) -> Answered:
    """Return what the matcher ranks for each question, one question at a time."""
    ranked, milliseconds = [], []
    for question in questions:
        started = perf_counter()
        ranked.append(matcher.ranked(question.text))
        milliseconds.append((perf_counter() - started) * MILLISECONDS)
    return Answered(questions, ranked, milliseconds)


def _thresholds(dev: Outcomes) -> Iterator[tuple[str, float]]:
    """Yield the thresholds that the dev questions call for; none when they show only one side."""
    if not (dev.in_scope and dev.out_of_scope):
        return
    for recall in RECALLS:
        yield f"dev: out-of-scope recall >= {recall:.0%}", dev.threshold_of_recall(recall)
    yield "dev: best sum of accuracy and recall", dev.balanced_threshold()


def _tables(report: Report) -> Iterator[Table]:
    figures = Table(title=f"{report.train} training questions, {report.labels} labels", show_header=False)
    for name, value in (
        ("test questions in scope / out of scope", f"{report.in_scope} / {report.out_of_scope}"),
        ("top-1 accuracy in scope", _percent(report.top_1)),
        ("top-3 accuracy in scope", _percent(report.top_3)),
        ("AUROC", _decimal(report.auroc)),
        ("OSCR", _decimal(report.oscr)),
        *(
            (f"in-scope accuracy at {recall} out-of-scope recall on test", _percent(accuracy))
            for recall, accuracy in report.accuracy_at_recall.items()
        ),
        ("ms per question, p50 / p99", f"{report.ms_p50:.2f} / {report.ms_p99:.2f}"),
        ("seconds to fit", f"{report.fit_seconds:.2f}"),
    ):
        figures.add_row(name, value)
    yield figures

    title = (
        "With a threshold"
        if len(report.thresholds) > 1
        else "With a threshold (no dev questions out of scope)"
    )
    chosen = Table("chosen by", "threshold", "in-scope accuracy", "out-of-scope recall", title=title)
    for name, at in report.thresholds.items():
        chosen.add_row(
            name, f"{at.threshold:.3f}", _percent(at.in_scope_accuracy), _percent(at.out_of_scope_recall)
        )
    yield chosen


def _plain(report: Report) -> dict[str, object]:
    thresholds = {name: at._asdict() for name, at in report.thresholds.items()}
    return {**report._asdict(), "thresholds": thresholds}


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _decimal(area: float | None) -> str:
    return "-" if area is None else f"{area:.3f}"


if __name__ == "__main__":
    typer.run(main)
