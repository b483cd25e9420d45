"""The parts of the bot that run side by side: begun together, ended together, and none may fail unseen."""

import asyncio
from collections.abc import Coroutine


class Parts:
    """The tasks of which a bot at work consists."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, part: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Begin a part that runs until it is ended."""
        task = asyncio.create_task(part)
        self._tasks.add(task)
        return task

    async def failure(self) -> None:
        """Wait until a part has ended by itself, and raise why."""
        done, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for part in done:
            part.result()


async def ended(*tasks: asyncio.Task[None]) -> None:
    """End parts, and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
