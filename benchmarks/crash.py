"""Kills the running bot again and again, in front of a Telegram that misbehaves, and counts what is lost.

The bot is the real program in a process of its own, the Telegram is the playground's on this computer.
Patients ask all the while; updates come twice, some cannot be read, one call in ten goes wrong. At the end
every question must have been answered, in order and in its own chat, and nothing that a patient wrote may be
left anywhere.
"""

import asyncio
import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.crashing.databases import postgres as postgres_in
from benchmarks.crashing.plan import Plan, Report
from benchmarks.crashing.trial import Trial

MOST_TOLD: Final = 20
_PATIENTS_PER_QUESTION: Final = 8


def main(  # noqa: PLR0913  The command line.
    *,
    kills: Annotated[int, typer.Option(help="How often the bot is killed, in each part.")] = 20,
    questions: Annotated[int, typer.Option(help="Questions of each part.")] = 400,
    parts: Annotated[int, typer.Option(help="Parts, each with a seed, a database and a Telegram.")] = 1,
    patients: Annotated[int | None, typer.Option(help="Patients; else one for 8 questions.")] = None,
    seed: Annotated[int, typer.Option(help="What the first part draws from; each further part adds 1.")] = 1,
    faults: Annotated[float, typer.Option(help="The share of Telegram's answers that goes wrong.")] = 0.1,
    outage: Annotated[float, typer.Option(help="Seconds without Telegram, after the kills.")] = 0.0,
    webhook: Annotated[bool, typer.Option("--webhook", help="Telegram brings the updates.")] = False,
    postgres: Annotated[bool, typer.Option("--postgres", help="Keep everything in a PostgreSQL.")] = False,
    replicas: Annotated[int, typer.Option(help="Bots that share the work; more than 1 need --postgres.")] = 1,
    whole: Annotated[
        bool, typer.Option("--whole", help="Start as an operator does, which takes seconds.")
    ] = False,
    limit: Annotated[float, typer.Option(help="Seconds after which a part has failed.")] = 600.0,
) -> None:
    """Run the trial; exit with 1 when anything is lost, out of order, told twice without a cause or kept."""
    if replicas > 1 and (webhook or not postgres):
        raise typer.BadParameter("several bots share the work by --postgres, and without --webhook")
    plans = [
        Plan(
            questions=questions,
            kills=kills,
            patients=patients or max(1, questions // _PATIENTS_PER_QUESTION),
            seed=seed + part,
            fault_rate=faults,
            outage=outage,
            webhook=webhook,
            replicas=replicas,
            whole=whole,
            limit=limit,
        )
        for part in range(parts)
    ]
    console, sum_of_all = Console(), Report()
    with _databases(postgres) as fresh:
        for plan in plans:
            report = _run(plan, fresh() if fresh else None)
            sum_of_all.add(report)
            if parts > 1:
                state = f"{len(report.wrong)} wrong" if report.wrong else "sound"
                console.print(f"seed {plan.seed}: {state}, {report.seconds:.0f} s")
    console.print(_table(sum_of_all))
    for wrong in sum_of_all.wrong[:MOST_TOLD]:
        console.print(f"wrong: {wrong}", markup=False)
    raise typer.Exit(1 if sum_of_all.wrong else 0)


def _run(plan: Plan, server: str | None) -> Report:
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        return asyncio.run(Trial(plan, Path(folder), server).run())


@contextlib.contextmanager
def _databases(wanted: bool) -> Iterator[Callable[[], str] | None]:  # noqa: FBT001  It is the option.
    if not wanted:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder, postgres_in(Path(folder)) as fresh:
        yield fresh


def _table(report: Report) -> Table:
    counts, table = report.verdict.counts, Table(show_header=False)
    kills = ", ".join(f"{count} {moment}" for moment, count in sorted(report.kills.items()))
    for name, value in (
        ("asked", counts.asked),
        ("answered", counts.answered),
        ("set aside with a reason", counts.set_aside),
        ("kills", f"{report.kills.total()} ({kills})"),
        ("starts that Telegram prevented", report.own_ends),
        ("calls that went wrong", report.faults),
        ("updates that came twice", report.repeated),
        ("answers repeated by a kill", counts.repeated_by_kills),
        ("… at most by one kill", counts.most_repeated_by_one_kill),
        ("answers repeated because Telegram kept silent", counts.repeated_untold),
        ("answers repeated without a cause", counts.repeated_without_cause),
        ("lost", counts.lost),
        ("chats out of order", counts.out_of_order),
        ("in a wrong chat", counts.in_wrong_chat),
        ("updates not finished in the database", counts.not_finished),
        ("seconds from the end of an outage to an answer", report.first_answer or "-"),
        ("seconds", f"{report.seconds:.0f}"),
        ("anything wrong", len(report.wrong)),
    ):
        table.add_row(name, str(value))
    return table


if __name__ == "__main__":
    typer.run(main)
