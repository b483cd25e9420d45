"""The running program, started and stopped as an operator does it."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.playground.server import Telegram
from tests.bot_api import violations

ROOT = Path(__file__).resolve().parents[1]
TOKEN = "123456789:AAE-canary-canary-canary-canary-canary"
PATIENCE = 20.0


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of the test's own, which the program finds in its environment."""
    path = tmp_path / "questions.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    return path


@asynccontextmanager
async def running(**environment: str) -> AsyncIterator[Process]:
    """Start the program; end it, if the test did not."""
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield program
    finally:
        if program.returncode is None:
            program.kill()
        await program.communicate()


async def said(program: Process) -> str:
    """Return the first line that the program prints."""
    assert program.stdout is not None
    return (await asyncio.wait_for(program.stdout.readline(), PATIENCE)).decode()


async def ended(program: Process) -> tuple[int | None, str]:
    """Wait for the end, and return the exit code and what stands in the log."""
    _, log = await asyncio.wait_for(program.communicate(), PATIENCE)
    return program.returncode, log.decode()


async def test_it_serves_patients_until_it_is_asked_to_stop() -> None:
    """With a token the bot answers on Telegram, says where it lives, and ends cleanly on SIGTERM."""
    async with Telegram(token=TOKEN) as telegram:
        environment = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": telegram.page_url}
        async with running(**environment) as program:
            line = await said(program)
            anna = telegram.patient("Anna")
            anna.says("my zebra is crooked, can i take advil")
            answer = await anna.hears(PATIENCE)
            program.send_signal(signal.SIGTERM)
            code, log = await ended(program)

    assert "https://t.me/rehearsal_bot" in line
    assert "ibuprofen" in answer.text
    assert code == 0
    assert not [wrong for call in telegram.calls for wrong in violations(call)]
    assert "replied with answer" in log
    assert "canary" not in log
    assert "zebra" not in log


async def test_the_playground_moves_aside() -> None:
    """Without a token the page opens on this computer, on another port when its own is taken."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with running(PLAYGROUND_PORT=str(port), TELEGRAM_BOT_TOKEN="") as program:
            line = await said(program)
            program.send_signal(signal.SIGINT)
            code, log = await ended(program)

    assert "http://127.0.0.1:" in line
    assert f":{port}/" not in line
    assert code == 0
    assert f"port {port} is taken" in log


@pytest.mark.parametrize(
    ("token", "cure"),
    [("another", "@BotFather"), pytest.param("unreachable", "connection", marks=pytest.mark.soak)],
)
async def test_it_says_why_it_cannot_start(token: str, cure: str) -> None:
    """A refused token and an unreachable Telegram end with 1 and a sentence."""
    async with Telegram(token=TOKEN) as telegram:
        address = telegram.page_url if token == "another" else "http://127.0.0.1:9"
        other = TOKEN.replace("123456789", "987654321")
        async with running(TELEGRAM_BOT_TOKEN=other, TELEGRAM_API_URL=address) as program:
            code, log = await ended(program)

    assert code == 1
    assert cure in log
    assert "Traceback" not in log
    assert "canary" not in log
