"""A deaf process ends; a sound one says so."""

import asyncio
import logging
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.watch.pulse import PATIENCE, Pulse
from bot.watch.watchdog import DEAF, guarded
from tests.watch.clocks import Clock

ROOT = Path(__file__).resolve().parents[2]
SOON = 0.01
PATIENT = 20.0

DEAF_FOR_EVER = """
import asyncio, time
from bot import logs
from bot.watch.pulse import Pulse
from bot.watch.watchdog import guarded

async def live():
    ahead = 0.0
    async with guarded(Pulse(lambda: time.monotonic() + ahead), every=0.01):
        ahead = 1000.0
        while True:
            pass

logs.configure("INFO")
asyncio.run(live())
"""


class Deafness:
    """Waits for the end that a watchdog brings about."""

    def __init__(self) -> None:
        self.codes: queue.Queue[int] = queue.Queue()

    def __call__(self, code: int) -> None:
        """End the process, as far as this test goes."""
        self.codes.put(code)

    async def code(self) -> int:
        """Return the exit code once the process would have ended."""
        return await asyncio.to_thread(self.codes.get, timeout=PATIENT)


async def test_a_deaf_bot_ends_with_its_own_code(caplog: pytest.LogCaptureFixture) -> None:
    """When no attempt to hear ends, the process does, and the log says why."""
    clock, end = Clock(), Deafness()
    async with guarded(Pulse(clock), end=end, every=SOON):
        clock.passes(PATIENCE + 1)
        code = await end.code()

    assert code == DEAF
    assert "no attempt to hear" in caplog.text


async def test_a_log_that_hangs_does_not_keep_it_alive() -> None:
    """Where the log itself is what hangs, the process ends all the same."""
    clock, end, freed = Clock(), Deafness(), threading.Event()

    class Hanging(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
            freed.wait(PATIENT)

    hanging, watchdog = Hanging(), logging.getLogger("bot.watch.watchdog")
    watchdog.addHandler(hanging)
    try:
        async with guarded(Pulse(clock), end=end, every=SOON, last_words=SOON):
            clock.passes(PATIENCE + 1)
            code = await end.code()
    finally:
        freed.set()
        watchdog.removeHandler(hanging)

    assert code == DEAF


async def test_the_event_loop_ticks_while_it_is_guarded() -> None:
    """A loop that comes round is never late by more than the clock says."""
    clock = Clock()
    pulse = Pulse(clock)
    clock.passes(PATIENCE)
    async with guarded(pulse, end=Deafness(), every=SOON):
        await asyncio.sleep(0)
        lag = pulse.lag

    assert lag == PATIENCE - 0.5
    assert pulse.ailment() is None


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """What systemd listens with."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.settimeout(PATIENT)
        yield listening


async def test_systemd_hears_of_a_sound_bot(systemd: socket.socket) -> None:
    """At each look at a sound bot, systemd hears that all is well."""
    async with guarded(Pulse(), notify_socket=systemd.getsockname(), end=Deafness(), every=SOON):
        heard = [await asyncio.to_thread(systemd.recv, 100) for _ in range(2)]

    assert heard == [b"WATCHDOG=1", b"WATCHDOG=1"]


async def test_systemd_does_not_hear_of_a_deaf_bot(systemd: socket.socket) -> None:
    """While the bot is deaf, systemd hears nothing, and starts it again where it cannot end itself."""
    clock, end = Clock(), Deafness()
    pulse = Pulse(clock)
    clock.passes(PATIENCE + 1)
    async with guarded(pulse, notify_socket=systemd.getsockname(), end=end, every=SOON):
        await end.code()
    systemd.settimeout(0)

    with pytest.raises(BlockingIOError):
        systemd.recv(100)


def test_an_event_loop_that_never_comes_round_is_ended() -> None:
    """A real process whose event loop is stuck ends itself with 70, after one loud line."""
    run = subprocess.run(
        [sys.executable, "-c", DEAF_FOR_EVER],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENT,
        check=False,
    )

    assert run.returncode == DEAF
    assert "the event loop has stood still" in run.stderr
