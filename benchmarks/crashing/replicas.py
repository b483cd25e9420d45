"""The bots on trial: as many as share the work, each started again whenever it has ended."""

import asyncio
import re
import signal
import socket
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.crashing.plan import Moment, Plan, Report
from benchmarks.crashing.program import Forked, Program, Whole
from benchmarks.crashing.questions import CANARY
from bot.playground.server import Telegram

TOKEN: Final = "123456789:AAE-canary-canary-canary-canary-canary"  # noqa: S105  Opens nothing.
STOPPING: Final = 30.0
"""Seconds that they have to stop in good order."""
CANNOT_START: Final = 1
"""Exit code of a program that Telegram did not let begin, five times in a row."""

_UNSET: Final = dict.fromkeys(
    ("CLINIC_FILE", "HEALTH_PORT", "NOTIFY_SOCKET", "TELEGRAM_BOT_TOKEN_FILE", "WEBHOOK_SECRET"), ""
)
_SECRET: Final = re.compile(rf"canary|{CANARY}|\b50000\d{{5}}\b")
_BUG: Final = re.compile(r"Traceback|CRITICAL|\bbug\b|failed unexpectedly|an update failed")


@dataclass(frozen=True)
class Running:
    """One of them."""

    program: Program
    end: asyncio.Task[int]
    introduction: int
    """Which call of `getMe`, counted from the beginning of the trial, is its first."""


class Replicas:
    """Starts, kills and stops them."""

    def __init__(self, plan: Plan, folder: Path, url: str, telegram: Telegram, report: Report) -> None:
        """Take where the log goes, the address of the database, and where the ends are counted."""
        self._plan = plan
        self._telegram = telegram
        self._report = report
        self._log = folder / "log.jsonl"
        self._url = url
        self._port = _free_port()
        self._running: list[Running] = []
        self.kills: list[float] = []
        self.complaints: list[str] = []

    async def start(self) -> None:
        """Start all of them."""
        self._running = [await self._started() for _ in range(self._plan.replicas)]

    async def start_again(self) -> None:
        """Start those that have ended."""
        self._running = [it if not it.end.done() else await self._started() for it in self._running]

    async def kill(
        self, victim: int, moment: Moment, comes: Callable[[Running], Coroutine[None, None, None]]
    ) -> None:
        """Kill one of them when the moment comes, unless it ends by itself before."""
        running = self._running[victim]
        waits = asyncio.create_task(comes(running))
        await asyncio.wait({waits, running.end}, return_when=asyncio.FIRST_COMPLETED)
        waits.cancel()
        if running.end.done():
            self._note_end(running.end.result())
            return
        self.kills.append(time.monotonic())
        self._report.kills[moment] += 1
        running.program.send(signal.SIGKILL)
        await running.end

    async def start_whoever_ended(self) -> None:
        """Start again those that have ended by themselves."""
        for running in self._running:
            if running.end.done():
                self._note_end(running.end.result())
        await self.start_again()

    async def stop(self) -> None:
        """Stop all of them, in good order."""
        for running in self._running:
            running.program.send(signal.SIGTERM)
        ends = [running.end for running in self._running]
        if ends:
            await asyncio.wait(ends, timeout=STOPPING)
        for running in self._running:
            running.program.send(signal.SIGKILL)
        codes = await asyncio.gather(*ends)
        self.complaints += [f"a stop ended with exit code {code}" for code in codes if code != 0]

    def read_log(self) -> None:
        """Complain of what must never stand in the log."""
        log = self._log.read_text("utf-8", "replace")
        secrets, bugs = len(_SECRET.findall(log)), [line for line in log.splitlines() if _BUG.search(line)]
        if secrets:
            self.complaints.append(f"the log holds {secrets} words of patients, ids or secrets")
        self.complaints += [f"in the log: {line[:300]}" for line in bugs[:5]]

    async def _started(self) -> Running:
        kind = Whole if self._plan.whole else Forked
        calls = len(self._telegram.calls_of("getMe"))
        program = await kind.start(self._environment(), self._log, webhook=self._plan.webhook)
        return Running(program, asyncio.create_task(program.ended()), calls + 1)

    def _environment(self) -> dict[str, str]:
        return _UNSET | {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self._telegram.page_url,
            "DATABASE_URL": self._url,
            "LOG_LEVEL": "DEBUG",
            "LOG_FORM": "json",
            "WEBHOOK_URL": f"http://127.0.0.1:{self._port}/telegram",
            "WEBHOOK_PORT": str(self._port),
        }

    def _note_end(self, code: int) -> None:
        if code == CANNOT_START and self._plan.fault_rate:
            self._report.own_ends += 1
        else:
            self.complaints.append(f"the program ended by itself with exit code {code}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])
