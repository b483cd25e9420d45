"""Ends the process when the bot has gone deaf: a dead process is started again, and a deaf one is not."""

import asyncio
import logging
import os
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from bot.watch.pulse import TICK, Pulse
from bot.watch.systemd import SOUND, notify

DEAF: Final = 70
"""Exit code of a process that ended itself because it was deaf."""
EVERY: Final = 1.0
"""Seconds between two looks at the pulse."""
_ASLEEP: Final = 10.0
"""Seconds between two looks after which the whole process must have been stopped meanwhile."""
_LAST_WORDS: Final = 3.0
"""Seconds that logging may take, where the log itself may be what hangs."""

_log: Final = logging.getLogger(__name__)


@asynccontextmanager
async def guarded(
    pulse: Pulse,
    *,
    notify_socket: str | None = None,
    end: Callable[[int], object] = os._exit,
    every: float = EVERY,
    last_words: float = _LAST_WORDS,
) -> AsyncIterator[None]:
    """Watch the pulse from a thread, which goes on when the event loop does not, until the context ends.

    Args:
        pulse: What is watched; the event loop ticks into it.
        notify_socket: Where systemd hears each second that the bot is sound.
        end: What ends the process with an exit code.
        every: Seconds between two looks.
        last_words: Seconds that telling the log may take at most.
    """
    watchdog = _Watchdog(pulse, notify_socket, end, every, last_words)
    ticker = asyncio.create_task(_tick(pulse))
    watchdog.start()
    try:
        yield
    finally:
        watchdog.called_off.set()
        ticker.cancel()
        await asyncio.gather(ticker, return_exceptions=True)


async def _tick(pulse: Pulse) -> None:
    while True:
        pulse.ticked()
        await asyncio.sleep(TICK)


class _Watchdog(threading.Thread):
    def __init__(
        self,
        pulse: Pulse,
        notify_socket: str | None,
        end: Callable[[int], object],
        every: float,
        last_words: float,
    ) -> None:
        super().__init__(name="watchdog", daemon=True)
        self.called_off = threading.Event()
        self._pulse = pulse
        self._notify_socket = notify_socket
        self._end = end
        self._every = every
        self._last_words = last_words

    def run(self) -> None:
        """Look at the pulse until called off, or until the bot is deaf."""
        looked = time.monotonic()
        while not self.called_off.wait(self._every):
            before, looked = looked, time.monotonic()
            if looked - before > _ASLEEP:
                self._pulse.woke()
            elif ailment := self._pulse.ailment():
                self._give_up(ailment)
                return
            notify(self._notify_socket, SOUND)

    def _give_up(self, ailment: str) -> None:
        # The stuck event loop may hold the log's lock, so somebody else waits for it.
        speaker = threading.Thread(target=_tell, args=(ailment,), daemon=True)
        speaker.start()
        speaker.join(self._last_words)
        self._end(DEAF)


def _tell(ailment: str) -> None:
    _log.critical("the bot ends itself, to be started again: %s", ailment)
    for handler in logging.getLogger().handlers:
        handler.flush()
