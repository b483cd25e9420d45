"""The notes on the guides of channels, for the command line: used while the bot may be running."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.storage import posts
from bot.storage.database import judged
from bot.storage.failures import CannotOpen
from bot.storage.looking import file_of, look
from bot.storage.opening import open_postgres, open_store
from bot.storage.posts import Post
from bot.storage.sqlite import engine_for

Answer = TypeVar("Answer")

_POSTGRES: Final = "postgresql"


class _Run(Protocol):
    def __call__(self, turn: Callable[[Connection], Answer], /) -> Awaitable[Answer]:
        """Run a transaction."""


class Guides:
    """Which message is the guide of each channel.

    Every method raises `StorageUnavailable` when nothing can be read or stored.
    """

    def __init__(self, run: _Run) -> None:
        self._run = run

    async def of(self, chat_id: int) -> Post | None:
        """Return what is noted of a channel, or None when that is nothing."""
        return await self._run(partial(posts.post_of, chat_id=chat_id))

    async def note(self, post: Post) -> None:
        """Note the post of a channel in place of the one before."""
        await self._run(partial(posts.note, post=post))

    async def forget(self, chat_id: int) -> None:
        """Note that a channel has no post."""
        await self._run(partial(posts.forget, chat_id=chat_id))


@asynccontextmanager
async def guides_in(url: str) -> AsyncIterator[Guides]:
    """Open the notes in the bot's own database; where there is none yet, make it.

    Raises:
        CannotOpen: It cannot be used; the message says why.
    """
    if url.startswith(_POSTGRES):
        database = await open_postgres(url)
        try:
            yield Guides(database.run)
        finally:
            await database.close()
        return
    path = file_of(url)
    if path is None:
        raise CannotOpen("DATABASE_URL names a database that is gone with the program; name a file.")
    if not await _is_up_to_date(url, path):
        async with open_store(url, most_updates=0):
            pass  # Its tables are made, or brought up to date; if a bot has it, that is told.
    yield Guides(partial(_run_in_file, path))


async def _is_up_to_date(url: str, path: Path) -> bool:
    if not await asyncio.to_thread(path.exists):
        return False
    found = await look(url)
    return found.version == found.known


async def _run_in_file(path: Path, turn: Callable[[Connection], Answer], /) -> Answer:
    return await asyncio.to_thread(_transact, path, turn)


def _transact(path: Path, turn: Callable[[Connection], Answer]) -> Answer:
    # The bot keeps the file locked against a second bot, not against one short transaction.
    engine = engine_for(path)
    try:
        with engine.connect() as connection, connection.begin():
            return turn(connection)
    except SQLAlchemyError as error:
        raise judged(error) from None
    finally:
        engine.dispose()
