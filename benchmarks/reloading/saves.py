"""Saves by the thousand, most of them broken: what is served is the last good content or the whole new one.

All files of a generation carry its number in their texts. A generation is written beside the present one, one
of its files is spoilt, and a link is led over to it, now and then while the files are being read. What is
read must bear one number everywhere, except where the spoilt file itself tells another one.
"""

import re
import shutil
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Final

from benchmarks.reloading.spoiling import SPOILINGS
from bot.content.watching import Reading, Watching
from bot.core.answering import Answerer, Question
from bot.core.knowledge import Knowledge

LANGUAGE: Final = "en"
MARK: Final = "9000001"
"""What stands in each text of the first base in the place of the generation's number."""
SOUND: Final = 0.1
"""The share of saves that are not broken."""
WHILE_READ: Final = 0.1
"""The share of saves that come while the files are read."""
LONGEST_WAIT: Final = 0.02
INDEXED_EVERY: Final = 25

_NUMBER: Final = re.compile(r"9\d{6}")


@dataclass
class Tally:
    """What came of the saves."""

    saves: int = 0
    served: int = 0
    """Complete new content."""
    refused: int = 0
    """The last good content stayed."""
    unread: Counter[str] = field(default_factory=Counter)
    """Refusals for an error that nobody foresaw, by their words; no crash, but no good advice either."""
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Saves:
    """One base that is saved again and again."""

    def __init__(self, folder: Path, seed: int, marks: Callable[[Knowledge], dict[str, str]]) -> None:
        """Take a folder with one base in `first`, and what tells the text of each of its files."""
        self._chance = Random(seed)  # noqa: S311  It guards nothing.
        self._texts = marks
        self._link, self._folder = folder / "base", folder
        first = folder / "first"
        self._files = {path.relative_to(first): path.read_bytes() for path in sorted(first.rglob("*.yaml"))}
        self._link.symlink_to(first)
        self._watching = Watching(self._link)
        self._watching.first()
        self._generation = 0
        self._spoilt: tuple[Path | None, ...] = ()
        self.tally = Tally()

    def go_on(self, times: int) -> Tally:
        """Save so many times, and judge what is read each time."""
        began = monotonic()
        with ThreadPoolExecutor(max_workers=1) as saver:
            for _ in range(times):
                self._save(saver)
        self.tally.seconds += monotonic() - began
        return self.tally

    def _save(self, saver: ThreadPoolExecutor) -> None:
        self._generation += 1
        self.tally.saves += 1
        # While the link is led over, either generation may be read.
        self._spoilt = (*self._spoilt[-1:], self._write())
        if self._chance.random() < WHILE_READ:
            # What is read meanwhile is this or the one before, and never half of each.
            swap = saver.submit(self._lead_over, self._chance.random() * LONGEST_WAIT)
            while not swap.done():
                self._judge(self._read_anew())
        else:
            self._lead_over(0.0)
        self._judge(self._watching.reading())
        if self._watching.has_changed():
            self.tally.wrong.append(f"generation {self._generation}: it was not read")

    def _read_anew(self) -> Reading | None:
        self._watching = Watching(self._link)
        return self._watching.reading()

    def _write(self) -> Path | None:
        """Write the next generation beside the present one, and return its spoilt file."""
        folder = self._folder / f"generation-{self._generation}"
        number = str(9_000_001 + self._generation)
        spoilt = None if self._chance.random() < SOUND else self._chance.choice(list(self._files))
        for name, content in self._files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            written = content.replace(MARK.encode(), number.encode())
            if name == spoilt:
                written = self._chance.choice(SPOILINGS)(written, self._chance)
            path.write_bytes(written)
        return spoilt

    def _lead_over(self, wait: float) -> None:
        sleep(wait)
        other = self._folder / "other"
        other.symlink_to(self._folder / f"generation-{self._generation}")
        before = self._link.readlink()
        other.replace(self._link)
        shutil.rmtree(before)

    def _judge(self, reading: Reading | None) -> None:
        if reading is None:
            return
        if reading.knowledge is None:
            self.tally.refused += 1
            told = [problem.text for problem in reading.problems]
            self.tally.unread.update(text for text in told if "cannot be read (" in text)
            if not told:
                self.tally.wrong.append(f"generation {self._generation}: refused without a word")
            return
        self.tally.served += 1
        spoilt = {path.name for path in self._spoilt if path}
        texts = self._texts(reading.knowledge).items()
        found = {file: set(_NUMBER.findall(text)) for file, text in texts if file not in spoilt}
        if len(set().union(*found.values())) != 1 or not all(found.values()):
            self.tally.wrong.append(f"generation {self._generation}: a mixture, {found}")
        if self.tally.served % INDEXED_EVERY == 0:
            Answerer(reading.knowledge).reply_to(Question(text="my cheek is numb"))
