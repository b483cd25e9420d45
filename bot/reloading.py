"""Reloading: what is saved is served a moment later; what is saved broken is told, and changes nothing."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from threading import Event, Thread
from typing import Final, Protocol

from bot.content.freshness import freshness
from bot.content.watching import Reading, Watching
from bot.core.knowledge import Knowledge
from bot.logs import described
from bot.telegram.content import Content
from bot.watch.metrics import Metrics

MOST_DROPPED: Final = 3
"""Contents in a row that are not served because somebody saved again while they were built."""
AFTER_TROUBLE: Final = 5.0
"""Seconds until the files are looked at again when watching itself has failed."""
PATIENCE: Final = 5.0
"""Seconds that an end waits for the thread, which may be building an index."""
MOST_NAMED: Final = 10

_log: Final = logging.getLogger(__name__)


class Renewed(Protocol):
    """What is served by: the bot."""

    @property
    def content(self) -> Content:
        """What it answers from at this moment."""

    def renew(self, content: Content) -> Awaitable[None]:
        """Answer from other content from the next update on."""


class Reloading:
    """Keeps a bot's content as it stands in the files; while these are broken, as it stood before.

    The files are read, and the index is built, in a thread of their own: a network disk that hangs holds up
    nothing, and the end of the program neither.
    """

    def __init__(
        self,
        watching: Watching | None,
        build: Callable[[Knowledge], Content],
        bot: Renewed,
        metrics: Metrics,
        *,
        tidy: Callable[[], object] = lambda: None,
    ) -> None:
        """Take what reads the files, what builds content from what they hold, and what is to serve it.

        Content that stands in no files stays as it is. To tidy is to let go of what was served before.
        """
        self._watching = watching
        self._build = build
        self._bot = bot
        self._metrics = metrics
        self._tidy = tidy
        self._told: tuple[str, ...] = ()
        self.version = 1
        """How many contents have been served, the present one included."""
        self.problems: tuple[str, ...] = ()
        """What is wrong in the files, each with file and line; nothing while they are served as they are."""

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Watch the files as long as the context is open."""
        if self._watching is None:
            yield
            return
        stop, found = Event(), asyncio.Queue[Content | tuple[str, ...]]()
        loop, watch = asyncio.get_running_loop(), partial(self._watch, self._watching, stop)

        def tell(it: Content | tuple[str, ...]) -> None:
            with suppress(RuntimeError):  # The loop is closed, and nobody is left to be told.
                loop.call_soon_threadsafe(found.put_nowait, it)

        thread = Thread(target=watch, args=(tell,), name="content", daemon=True)
        thread.start()
        taking = asyncio.create_task(self._take_all(found))
        try:
            yield
        finally:
            stop.set()
            taking.cancel()
            await asyncio.wait([taking])
            await asyncio.to_thread(thread.join, PATIENCE)

    def _watch(
        self, watching: Watching, stop: Event, tell: Callable[[Content | tuple[str, ...]], None]
    ) -> None:
        """Watch in a thread of its own, until it is to stop."""
        while not stop.is_set():
            try:
                for it in self._results(watching, stop):
                    tell(it)
            except Exception as bug:  # noqa: BLE001  The bot answers on, and so does the watch.
                _log.error("the content could not be watched: %s", described(bug))
                stop.wait(AFTER_TROUBLE)

    def _results(self, watching: Watching, stop: Event) -> Iterator[Content | tuple[str, ...]]:
        """Yield content that is ready to be served, or else what is wrong in the files."""
        dropped = 0
        for reading in watching.readings(stop.wait):
            result = self._result(reading)
            # A save of several files is one, also where the last of them comes while the first is indexed.
            if dropped < MOST_DROPPED and watching.has_changed():
                dropped += 1
                continue
            dropped = 0
            yield result

    def _result(self, reading: Reading) -> Content | tuple[str, ...]:
        served = self._bot.content
        if reading.knowledge is None:
            return tuple(map(str, reading.problems))
        if reading.knowledge is served.knowledge:
            return served
        try:
            return self._build(reading.knowledge)
        except Exception as bug:  # noqa: BLE001  Whatever was saved, it must not end the bot.
            return (f"the content cannot be used ({type(bug).__name__}); correct what was saved last",)

    async def _take_all(self, found: "asyncio.Queue[Content | tuple[str, ...]]") -> None:
        while True:
            it = await found.get()
            try:
                await self._take(it)
                self._tidy()
            except Exception as bug:  # noqa: BLE001  The bot answers on with what it has.
                _log.error("the content could not be renewed: %s", described(bug))

    async def _take(self, it: Content | tuple[str, ...]) -> None:
        if not isinstance(it, Content):
            self._refuse(it)
            return
        before, self.problems, self._told = self._bot.content.knowledge, (), ()
        self._metrics.content_read(time.time(), reviews_overdue=overdue(it.knowledge))
        if it.knowledge is before:
            _log.info("content is in order again, as it is served")
            return
        self.version += 1
        _log.info("content renewed: %s", told_of(changed_topics(before, it.knowledge)))
        await self._bot.renew(it)

    def _refuse(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        self._metrics.content_refused()
        if problems != self._told:
            self._told = problems
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            _log.error("content not renewed, the last good one is served: %s%s", problems[0], more)


def overdue(knowledge: Knowledge) -> int:
    """Return in how many topics a review is long overdue."""
    return len(freshness(knowledge.topics, datetime.now(UTC).date()).overdue)


def changed_topics(before: Knowledge, after: Knowledge) -> tuple[str, ...]:
    """Return the ids of the topics that are new, gone or otherwise, in alphabetical order."""
    ids = {topic.id for knowledge in (before, after) for topic in knowledge.topics}
    return tuple(sorted(it for it in ids if before.topic(it) != after.topic(it)))


def told_of(changed: tuple[str, ...]) -> str:
    """Return which topics have changed, for the log."""
    if not changed:
        return "no topic changed, but what stands around them"
    noun = "topic" if len(changed) == 1 else "topics"
    named = ", ".join(changed[:MOST_NAMED]) + (", …" if len(changed) > MOST_NAMED else "")
    return f"{len(changed)} {noun} changed: {named}"
