"""Watching: notices that content was saved, and reads it as one whole.

It looks at the files again and again, and does not wait to be told (inotify): nobody tells of changes on
network disks and in mounts of containers, or once an editor has put another file in the place of the watched
one. A look at 50 files takes about a thousandth of a second.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.content.loading import load_base
from bot.content.problems import ContentError, Problem, shown
from bot.content.states import Files, State
from bot.core.knowledge import Knowledge

EVERY: Final = 0.15
"""Seconds between two looks."""
SETTLED: Final = 0.05
"""Seconds for which files must stay as they are before they are read: an editor saves several in a row."""
MOST_TRIES: Final = 3
"""Readings of files that change meanwhile, before the next look is waited for."""

Stopped = Callable[[float], bool]
"""Waits so many seconds, and tells whether to stop; such as `threading.Event().wait`."""


@dataclass(frozen=True)
class Reading:
    """What came of reading all files, which stayed as they were meanwhile."""

    knowledge: Knowledge | None
    """None when the files cannot be used."""
    problems: tuple[Problem, ...] = ()


class Watching:
    """Reads one base with the clinic's own file, now and whenever it is saved; for one thread."""

    def __init__(self, base: Path, clinic_file: Path | None = None) -> None:
        """Take the base, and the clinic's own file."""
        self._base = base
        self._clinic_file = clinic_file
        self._files = Files(base, clinic_file)
        self._read: State | None = None
        self._good: tuple[State, Knowledge] | None = None

    def first(self) -> Knowledge:
        """Read the files for the first time.

        Raises:
            ContentError: Something in them is wrong.
        """
        reading = self._whole() or self._loaded()
        if reading.knowledge is None:
            raise ContentError(reading.problems)
        return reading.knowledge

    def readings(self, stopped: Stopped) -> Iterator[Reading]:
        """Yield what the files hold after each change, until it is to stop."""
        while not stopped(EVERY):
            if self.has_changed() and self._rests(stopped) and (reading := self.reading()):
                yield reading

    def reading(self) -> Reading | None:
        """Return what the files hold; None when that was read before, or while somebody saves them."""
        return self._whole() if self.has_changed() else None

    def has_changed(self) -> bool:
        """Whether the files hold something else than what was read last."""
        return self._read is None or self._files.state().contents != self._read.contents

    def _rests(self, stopped: Stopped) -> bool:
        """Wait a moment, and tell whether the files stayed as they were; if not, the next look is soon."""
        before = self._files.state()
        return not stopped(SETTLED) and self._files.state() == before

    def _whole(self) -> Reading | None:
        """Read the files; None when somebody saved in the middle of each try, so that they are mixed."""
        before = self._files.state()
        for _ in range(MOST_TRIES):
            reading = self._known(before) or self._loaded()
            after = self._files.state()
            if after == before:
                self._read = after
                if reading.knowledge:
                    self._good = after, reading.knowledge
                return reading
            before = after
        return None

    def _known(self, state: State) -> Reading | None:
        """Return the last good content when the files hold it again."""
        if self._good and self._good[0].contents == state.contents:
            return Reading(self._good[1])
        return None

    def _loaded(self) -> Reading:
        try:
            return Reading(load_base(self._base, self._clinic_file))
        except ContentError as error:
            return Reading(None, error.problems)
        except Exception as error:  # noqa: BLE001  Whatever a file holds, it must not end the bot.
            text = f"the content cannot be read ({type(error).__name__}); correct what was saved last"
            return Reading(None, (Problem(shown(self._base), 1, self._base.name, "", text),))
