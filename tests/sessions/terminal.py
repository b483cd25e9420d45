"""A terminal of 80 columns and 24 lines in which a test types, and what stands on it in the end."""

import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fcntl import ioctl
from pathlib import Path
from typing import Final

COLUMNS: Final = 80
LINES: Final = 24
PATIENCE: Final = 120.0
"""Seconds after which a program that asks nothing has failed."""
PROMPT: Final = b": "
"""What every question ends with."""


_AS_ITS_TERMINAL: Final = """\
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Makes this the terminal whose Ctrl-C the program hears, even if the tests do not, and becomes it."""


class Terminal:
    """Runs a program, answers its questions, and keeps what the screen shows."""

    def __init__(self, command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        """Start the program in a folder."""
        self._ours, theirs = pty.openpty()
        ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._program = subprocess.Popen(
            [sys.executable, "-c", _AS_ITS_TERMINAL, *command],
            cwd=folder,
            env=dict(environment),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self._shown = b""

    def answers(self, *lines: str) -> None:
        """Type a line after each question."""
        for line in lines:
            self._wait(for_question=True)
            before = len(self._shown)
            os.write(self._ours, f"{line}\n".encode())
            while len(self._shown) == before:
                assert self._reads(), self.screen

    def ends(self) -> int:
        """Wait for the end, and return the exit code."""
        self._wait(for_question=False)
        os.close(self._ours)
        return self._program.wait(PATIENCE)

    def interrupts(self) -> int:
        """Press Ctrl-C at the next question, until the program ends, and return the exit code.

        Python misses one that comes in the moment between writing a question and waiting for the answer.
        """
        self._wait(for_question=True)
        for _ in range(10):
            os.write(self._ours, b"\x03")
            with suppress(subprocess.TimeoutExpired):
                self._program.wait(PATIENCE / 10)
                break
        return self.ends()

    @property
    def screen(self) -> str:
        """Everything that was shown, in lines of 80 columns."""
        lines = self._shown.decode("utf-8").replace("\r\n", "\n").split("\n")
        return "\n".join(row for line in lines for row in _rows(line)).rstrip() + "\n"

    def _wait(self, *, for_question: bool) -> None:
        while not (for_question and self._shown.endswith(PROMPT)):
            if not self._reads():
                assert not for_question, self.screen
                return

    def _reads(self) -> bool:
        """Take in what is shown next; False at the end of the program."""
        began = time.monotonic()
        while not select.select([self._ours], [], [], 1)[0]:
            assert time.monotonic() - began < PATIENCE, self.screen
        try:
            shown = os.read(self._ours, 4096)
        except OSError:  # Linux says so when the other side is closed.
            return False
        self._shown += shown
        return bool(shown)


def _rows(line: str) -> list[str]:
    return [line[at : at + COLUMNS].rstrip() for at in range(0, max(len(line), 1), COLUMNS)]
