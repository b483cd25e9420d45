"""States: what the files of a knowledge base hold at one moment, so that two moments can be compared."""

import stat
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from bot.content.decoding import LARGEST_FILE
from bot.content.folders import TOPICS, languages, yaml_files
from bot.content.word_vectors import FILE

COARSE: Final = 2.5
"""Seconds within which a second save may bear the same time as the first: disks count up to 2 seconds."""
_LARGEST_READ: Final = 64 * 1024 * 1024


class Stamp(NamedTuple):
    """What changes when a file is saved, renamed over, or when a link to it leads elsewhere."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


class Look(NamedTuple):
    """One file as it was found."""

    stamp: Stamp | None
    content: bytes
    """A digest of what it holds, or why it cannot be read."""


@dataclass(frozen=True)
class State:
    """All files at one moment."""

    files: Mapping[Path, Look]

    @property
    def contents(self) -> dict[Path, bytes]:
        """What each file holds, whenever and however it was saved."""
        return {path: look.content for path, look in self.files.items()}


class Files:
    """The files of a base and the clinic's own one; each is read only where it may have changed."""

    def __init__(
        self, base: Path, clinic_file: Path | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the base, the clinic's own file, and a clock that tells seconds."""
        self._base = base
        self._clinic_file = clinic_file
        self._clock = clock
        self._known: dict[Path, tuple[Look, float]] = {}

    def state(self) -> State:
        """Look at all files; whatever cannot be looked at is part of the state."""
        now = self._clock()
        self._known = {path: self._looked_at(path, now) for path in self._paths()}
        return State({path: look for path, (look, _) in self._known.items()})

    def _looked_at(self, path: Path, now: float) -> tuple[Look, float]:
        """Return a file as it is, and since when it has its stamp."""
        try:
            # Of a link this is what it leads to.
            found = path.stat()
        except OSError as error:
            return Look(None, _why_not(error)), now
        stamp = Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        known, since = self._known.get(path, (None, now))
        if known is None or known.stamp != stamp:
            since = now
        elif now - since > COARSE:
            return known, since
        return Look(stamp, _digest(path) if stat.S_ISREG(found.st_mode) else b"no file"), since

    def _paths(self) -> Iterator[Path]:
        if self._clinic_file:
            yield self._clinic_file
        try:
            folders = languages(self._base)
        except OSError:
            return
        for folder in folders:
            yield from (*_yaml_files(folder), *_yaml_files(folder / TOPICS), folder / FILE)


def _yaml_files(folder: Path) -> tuple[Path, ...]:
    try:
        return yaml_files(folder)
    except OSError:
        # It is the folder itself, so that it makes a difference when it can be read again.
        return (folder,)


def _digest(path: Path) -> bytes:
    most = LARGEST_FILE + 1 if path.suffix != Path(FILE).suffix else _LARGEST_READ
    try:
        with path.open("rb") as file:
            return blake2b(file.read(most), digest_size=16).digest()
    except OSError as error:
        return _why_not(error)


def _why_not(error: OSError) -> bytes:
    return f"not readable: {error.errno}".encode()
