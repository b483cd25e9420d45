"""Compares how many questions a second bots answer, and how soon, before the same Bot API in the same run.

python benchmarks/throughput.py [--questions 3000] [--repeats 3] [--seconds 10] [--json]

This bot looks each question up, stores it, stores its reply and sends it; the others say back what was said
and store nothing. All run on this computer, so the figures are ratios; each repeat has another order of bots.
"""

import asyncio
import json
import os
import random
import socket
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.echo_bots import BOTS
from benchmarks.loopback import HOST, TOKEN, Loopback, question
from bot.running import event_loop

ROOT: Final = Path(__file__).resolve().parents[1]
STOCK: Final = "python-telegram-bot"
POLLING, WEBHOOK, AGAIN = "this bot, polling", "this bot, webhook", "this bot, questions repeat"
OURS: Final = (POLLING, WEBHOOK, AGAIN)
RATE: Final = 30
"""Questions a second while the latency is measured: Telegram's own limit for messages to many chats."""
PATIENCE: Final = 30.0
FIRST_CHAT: Final = 5_000_000_001


class Figures(NamedTuple):
    """What was measured of one bot in one repeat."""

    rate: float
    """Questions answered a second."""
    p50: float
    """Milliseconds from the question to the first message of the answer, at 30 questions a second."""
    p99: float


def questions(count: int, *, again: bool, seed: int) -> list[str]:
    """Return texts as patients type them: each unlike the others, or drawn again and again from a few."""
    lines = [
        json.loads(line)["q"]
        for path in sorted((ROOT / "benchmarks/exams").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    chance = random.Random(seed)  # noqa: S311  It must repeat, and guards nothing.
    if again:
        return chance.choices(lines, weights=[1 / rank for rank in range(1, len(lines) + 1)], k=count)
    texts = dict.fromkeys(lines)
    while len(texts) < count:
        texts[f"{chance.choice(lines)} its day {chance.randrange(1, 1000)} now"] = None
    return list(texts)[:count]


@asynccontextmanager
async def program(name: str, telegram: Loopback) -> AsyncIterator[None]:
    """Run a bot before that Telegram until the context ends."""
    address = f"http://{HOST}:{telegram.port}"
    with tempfile.TemporaryDirectory() as folder:
        process = await (_ours(name, address, folder) if name in OURS else _other(name, address))
        try:
            async with asyncio.timeout(PATIENCE):
                await telegram.is_heard.wait()
            await asyncio.sleep(0.5)
            yield
        finally:
            await _end(process)


async def _end(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(PATIENCE):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()


async def _ours(name: str, address: str, folder: str) -> Process:
    port = _free_port()
    environment = os.environ | {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": address,
        "DATABASE_URL": f"sqlite:///{folder}/bench.db",
        "WEBHOOK_URL": f"http://{HOST}:{port}/telegram",
        "WEBHOOK_PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }
    command = ["-m", "bot", "run", *(["--webhook"] if name == WEBHOOK else [])]
    return await asyncio.create_subprocess_exec(
        sys.executable, *command, cwd=ROOT, env=environment, stdout=DEVNULL
    )


async def _other(name: str, address: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(ROOT / "benchmarks/echo_bots.py"),
        name,
        address,
        TOKEN,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])


async def measure(name: str, count: int, seconds: int, seed: int) -> Figures:
    """Measure one bot once: a flood from as many chats as questions, then a steady stream."""
    telegram = Loopback()
    await telegram.start()
    texts = questions(count + RATE * seconds, again=name == AGAIN, seed=seed)
    try:
        async with program(name, telegram):
            rate = await _flood(telegram, texts[:count])
            waits = sorted(await _stream(telegram, texts[count:], count))
    finally:
        await telegram.stop()
    p50, p99 = (1000 * waits[int(share * (len(waits) - 1))] for share in (0.5, 0.99))
    return Figures(rate, p50, p99)


async def _flood(telegram: Loopback, texts: Sequence[str]) -> float:
    began = time.monotonic()
    for number, text in enumerate(texts, start=1):
        telegram.push(question(number, FIRST_CHAT + number, text))
    if not await telegram.reached(len(texts), PATIENCE):
        raise TimeoutError(f"{len(telegram.sent)} of {len(texts)} questions answered in {PATIENCE:.0f} s")
    return len(texts) / (max(telegram.sent.values()) - began)


async def _stream(telegram: Loopback, texts: Sequence[str], before: int) -> list[float]:
    """Ask at random moments, 30 times a second on average, and return how long each answer took."""
    chance, asked = random.Random(len(texts)), {}  # noqa: S311  As above.
    for number, text in enumerate(texts, start=before + 1):
        await asyncio.sleep(chance.expovariate(RATE))
        asked[FIRST_CHAT + number] = time.monotonic()
        telegram.push(question(number, FIRST_CHAT + number, text))
    await telegram.reached(before + len(texts), PATIENCE)
    return [telegram.sent[chat] - at for chat, at in asked.items()]


async def compare(count: int, repeats: int, seconds: int) -> dict[str, Figures]:
    """Return the medians of every bot over the repeats, each of which has another order."""
    found: dict[str, list[Figures]] = {name: [] for name in (*OURS, *BOTS)}
    for repeat in range(repeats):
        for name in random.Random(repeat).sample(list(found), k=len(found)):  # noqa: S311  As above.
            found[name].append(await measure(name, count, seconds, seed=repeat))
    return {
        name: Figures(*(statistics.median(column) for column in zip(*rows, strict=True)))
        for name, rows in found.items()
    }


def main(
    *,
    count: Annotated[int, typer.Option("--questions", help="In the flood.")] = 3000,
    repeats: Annotated[int, typer.Option(help="Of everything.")] = 3,
    seconds: Annotated[int, typer.Option(help="Of the steady stream.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Compare this bot with stock echo bots."""
    with asyncio.Runner(loop_factory=event_loop) as runner:
        found = runner.run(compare(count, repeats, seconds))
    stock = found[STOCK].rate
    if as_json:
        told = {name: it._asdict() | {"ratio": it.rate / stock} for name, it in found.items()}
        typer.echo(json.dumps(told))
        return
    table = Table("bot", "questions/s", f"x {STOCK}", f"p50 ms at {RATE}/s", "p99 ms")
    for name, it in found.items():
        table.add_row(name, f"{it.rate:.0f}", f"{it.rate / stock:.2f}", f"{it.p50:.1f}", f"{it.p99:.1f}")
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
