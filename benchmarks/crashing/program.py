"""The bot on trial: the real program in a process of its own, which can be killed at any moment."""

import asyncio
import contextlib
import gc
import multiprocessing
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final, Protocol

from benchmarks.crashing.content import little
from bot.__main__ import ended
from bot.running import event_loop, serve
from bot.settings import load_settings

ROOT: Final = Path(__file__).resolve().parents[2]

_CONTEXT: Final = multiprocessing.get_context("forkserver")
_PRELOADED: Final = ["__main__", "benchmarks.crashing.preloaded"]


class Program(Protocol):
    """A running bot."""

    async def ended(self) -> int:
        """Wait for the end, and return the exit code, which is negative for a signal; called once."""

    def send(self, number: signal.Signals) -> None:
        """Send a signal, unless it has ended."""


class Forked:
    """The program from the point on where its content is loaded: it starts in a tenth of a second."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process

    @classmethod
    async def start(cls, environment: Mapping[str, str], log: Path, *, webhook: bool) -> "Forked":
        """Start it; the log is written on to the end of a file."""
        _CONTEXT.set_forkserver_preload(_PRELOADED)
        process = _CONTEXT.Process(target=_run, args=(dict(environment), log, webhook), daemon=True)
        await asyncio.to_thread(process.start)
        return cls(process)

    async def ended(self) -> int:
        """Wait for the end; see `Program`."""
        await asyncio.to_thread(self._process.join)
        return self._process.exitcode or 0

    def send(self, number: signal.Signals) -> None:
        """Send a signal; see `Program`."""
        if self._process.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, number)


class Whole:
    """The program as an operator starts it, with all its content."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, environment: Mapping[str, str], log: Path, *, webhook: bool) -> "Whole":
        """Start it; the log is written on to the end of a file."""
        with log.open("ab") as written:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run", *(["--webhook"] if webhook else [])),
                cwd=log.parent,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
                stdout=written,
                stderr=written,
            )
        return cls(process)

    async def ended(self) -> int:
        """Wait for the end; see `Program`."""
        return await self._process.wait()

    def send(self, number: signal.Signals) -> None:
        """Send a signal; see `Program`."""
        if self._process.returncode is None:
            self._process.send_signal(number)


def _run(environment: Mapping[str, str], log: Path, webhook: bool) -> None:  # noqa: FBT001  Called by position.
    os.environ.update(environment)
    os.chdir(log.parent)  # where no settings lie about
    with log.open("ab", buffering=0) as written:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(written.fileno(), stream.fileno())
    gc.set_threshold(100_000)  # as the command line does

    def run() -> None:
        with asyncio.Runner(loop_factory=event_loop) as runner:
            runner.run(serve(little(), load_settings(), show=False, webhook=webhook))

    sys.exit(ended(run))
