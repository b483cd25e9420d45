"""A URL names the database; one that is not understood is refused without being quoted."""

import os
from pathlib import Path

import pytest

from bot.storage.failures import CannotOpen
from bot.storage.opening import open_store
from tests.storage.stage import arrival


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
async def test_a_database_in_memory_leaves_nothing(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store in memory takes questions like any other, and makes no file."""
    monkeypatch.chdir(tmp_path)
    async with open_store(url) as store:
        new = await store.take_in([arrival(1)])

    assert new == 1
    assert os.listdir(tmp_path) == []  # noqa: PTH208  In a coroutine it is the plain one.


async def test_a_database_may_lie_beside_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path without a leading slash counts from the working folder."""
    monkeypatch.chdir(tmp_path)
    async with open_store("sqlite:///bot.db"):
        pass

    assert (tmp_path / "bot.db").exists()


@pytest.mark.parametrize("url", ["", "secret", "mysql://me:secret@host/db", "sqlite+aiosqlite:///secret.db"])
async def test_another_url_is_refused(url: str) -> None:
    """The message shows what to write, and not what was written."""
    with pytest.raises(CannotOpen, match=r"sqlite:///aftercare\.db") as refusal:
        async with open_store(url):
            pass

    assert "secret" not in str(refusal.value)
