"""Saves content while it is served: thousands of broken files, and how soon a sound one is answered from."""

import asyncio
import os
import shutil
import statistics
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Annotated, Any, Final

import typer
from aiohttp import ClientSession

from benchmarks.reloading.marked import marked_base, texts_of
from benchmarks.reloading.saves import Saves, Tally
from bot.content.folders import DEFAULT_BASE

ROOT: Final = Path(__file__).resolve().parents[1]
MOST_TOLD: Final = 20
LOOKS_EVERY: Final = 0.02
"""Seconds between two looks at the page: the error of what is measured."""
LONGEST: Final = 30.0
TOPIC: Final = Path("en/topics/cost.yaml")
QUESTION: Final = "what does it cost"

app = typer.Typer(help=__doc__, no_args_is_help=True)


@app.command()
def broken(
    *,
    saves: Annotated[
        int, typer.Option(help="How often files are saved, nine times in ten broken.")
    ] = 100_000,
    parts: Annotated[int, typer.Option(help="Processes, each with a base of its own.")] = 2,
    seed: Annotated[int, typer.Option(help="What the first part draws from; each further part adds 1.")] = 1,
) -> None:
    """Save broken files; exit with 1 unless the last good or the whole new content is served each time."""
    with ProcessPoolExecutor(parts) as pool:
        tallies = list(pool.map(saved, [saves // parts] * parts, range(seed, seed + parts)))
    wrong = [it for tally in tallies for it in tally.wrong]
    total = sum(tally.saves for tally in tallies)
    seconds = max(tally.seconds for tally in tallies)
    typer.echo(f"{total:,} saves in {seconds:.0f} s")
    typer.echo(f"{sum(tally.served for tally in tallies):,} readings served, complete and new")
    typer.echo(f"{sum(tally.refused for tally in tallies):,} readings refused, the last good content stayed")
    for unforeseen in sorted({it for tally in tallies for it in tally.unread}):
        typer.echo(f"refused without advice: {unforeseen}")
    for it in wrong[:MOST_TOLD]:
        typer.echo(f"wrong: {it}")
    typer.echo(f"{len(wrong)} wrong")
    raise typer.Exit(1 if wrong else 0)


@app.command()
def seconds(
    *, times: Annotated[int, typer.Option(help="How often a topic is saved with another answer.")] = 20
) -> None:
    """Measure the seconds from a save to the answer, in the real program with the whole base."""
    taken = asyncio.run(_measured(times))
    typer.echo(
        f"{len(taken)} saves; from the save to the new answer: median {statistics.median(taken):.2f} s, "
        f"max {max(taken):.2f} s"
    )


def saved(times: int, seed: int) -> Tally:
    """Save a small base so many times, and return what came of it."""
    with tempfile.TemporaryDirectory(prefix="reload-") as name:
        marked_base(Path(name) / "first")
        return Saves(Path(name), seed, texts_of).go_on(times)


async def _measured(times: int) -> list[float]:
    with tempfile.TemporaryDirectory(prefix="reload-") as name:
        base = Path(name) / "knowledge"
        shutil.copytree(DEFAULT_BASE, base)
        async with _running(base) as address, ClientSession(address) as browser:
            await _post(browser, "patients", name="Anna")
            return [await _seconds_to(browser, base, number) for number in range(times)]


async def _seconds_to(browser: ClientSession, base: Path, number: int) -> float:
    """Save another title, ask for the topic as soon as the content is another, and check the answer."""
    path, title = base / TOPIC, f"Cost, text {number}"
    before = (await _get(browser, "content"))["version"]
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines[[line.startswith("title:") for line in lines].index(True)] = f"title: {title}\n"
    began = monotonic()
    path.write_text("".join(lines), "utf-8")
    async with asyncio.timeout(LONGEST):
        while (await _get(browser, "content"))["version"] == before:  # noqa: ASYNC110  As a page looks.
            await asyncio.sleep(LOOKS_EVERY)
        chat = (await _get(browser, "state"))["patients"][0]["id"]
        await _post(browser, "say", chat=chat, text=QUESTION)
        while title not in str(await _get(browser, f"state?chat={chat}")):  # noqa: ASYNC110  As above.
            await asyncio.sleep(LOOKS_EVERY)
    return monotonic() - began


async def _get(browser: ClientSession, page: str) -> Any:
    async with browser.get(f"/page/{page}") as response:
        return await response.json()


async def _post(browser: ClientSession, action: str, **wish: object) -> None:
    async with browser.post(f"/page/{action}", json=wish) as response:
        response.raise_for_status()


@asynccontextmanager
async def _running(base: Path) -> AsyncIterator[str]:
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.reloading.program", str(base)),
        cwd=ROOT,
        env={**os.environ, "TELEGRAM_BOT_TOKEN": ""},
        stdout=PIPE,
        stderr=DEVNULL,
    )
    try:
        yield await _address(program)
    finally:
        program.terminate()
        await program.communicate()


async def _address(program: Process) -> str:
    if program.stdout is None:
        raise RuntimeError("the program has no output")
    line = (await asyncio.wait_for(program.stdout.readline(), LONGEST)).decode()
    return line.partition(" at ")[2].split()[0].rstrip("/")


if __name__ == "__main__":
    app()
