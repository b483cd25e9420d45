"""A bell: whoever waits for something to become true is woken when it may have."""

import asyncio
from collections.abc import Callable


class Bell:
    """Wakes everyone who waits, each time it rings."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake everyone; those who wait on will hear the next ring."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Wait until a condition holds, at most `seconds`, and return whether it does."""
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    await self._rung.wait()
        except TimeoutError:
            return holds()
        return True
