"""A bell: whoever waits for something to become true is woken when it may have."""

import asyncio
from collections.abc import Callable


class Bell:
    """Wakes everyone who waits, each time it rings."""

    def __init__(self) -> None:
        self._rung: asyncio.Event | None = None

    def ring(self) -> None:
        """Wake everyone; those who wait on will hear the next ring."""
        if self._rung is not None:
            self._rung.set()
            self._rung = None

    async def until(self, holds: Callable[[], bool], seconds: float | None) -> bool:
        """Wait until a condition holds, at most `seconds` if they are given, and return whether it does."""
        if holds():
            return True
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    self._rung = self._rung or asyncio.Event()
                    await self._rung.wait()
        except TimeoutError:
            return holds()
        return True
