"""The notes on guides: kept in the bot's own database, beside a bot that runs."""

from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import create_engine

from bot.storage.failures import CannotOpen
from bot.storage.guides import guides_in
from bot.storage.opening import open_store
from bot.storage.posts import Post
from bot.storage.records import Arrival
from tests.storage import version_one

POST: Final = Post(chat_id=-100, message_id=7, revision="a", posted=1.0)


def url_of(folder: Path) -> str:
    """Return the address of a database in a folder."""
    return f"sqlite:///{folder / 'data' / 'bot.db'}"


async def test_a_note_is_kept_replaced_and_forgotten(tmp_path: Path) -> None:
    """A channel has one note; the last one holds, for any later run."""
    async with guides_in(url_of(tmp_path)) as guides:
        none = await guides.of(-100)
        await guides.note(POST)
        await guides.note(POST.model_copy(update={"message_id": 8}))
    async with guides_in(url_of(tmp_path)) as guides:
        kept = await guides.of(-100)
        await guides.forget(-100)
        gone = await guides.of(-100)
        other = await guides.of(-101)

    assert none is other is None
    assert kept == POST.model_copy(update={"message_id": 8})
    assert gone is None


async def test_a_running_bot_is_not_disturbed(tmp_path: Path) -> None:
    """While a bot holds the file, notes are written, and its own claims stay its own."""
    async with open_store(url_of(tmp_path)) as store:
        await store.take_in([Arrival(update_id=1, lane=7, body="{}")])
        [update] = await store.next_updates()
        async with guides_in(url_of(tmp_path)) as guides:
            await guides.note(POST)
            noted = await guides.of(-100)
        await store.risk(update.claim)

        assert noted == POST
        assert (await store.depth()).updates == 1


async def test_an_older_database_is_brought_up_to_date(tmp_path: Path) -> None:
    """The tables of an earlier version have no place for the note yet."""
    path = tmp_path / "bot.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        version_one.make(connection)
    engine.dispose()
    async with guides_in(f"sqlite:///{path}") as guides:
        await guides.note(POST)

        assert await guides.of(-100) == POST


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
async def test_a_database_in_memory_keeps_nothing(url: str) -> None:
    """What is gone with the program could not be known next time."""
    with pytest.raises(CannotOpen, match="name a file"):
        async with guides_in(url):
            pass
