"""The file of a SQLite database: for its owner only, for one process only, set aside when broken."""

import contextlib
import importlib
import logging
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from bot.storage.failures import CannotOpen

_COMPANIONS: Final = ("", "-wal", "-shm")

_log: Final = logging.getLogger(__name__)


def prepare(folder: Path) -> None:
    """Make a folder for the file, if there is none.

    Raises:
        CannotOpen: it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None


def is_empty(path: Path) -> bool:
    """Whether there is a file, and nothing in it."""
    return path.is_file() and path.stat().st_size == 0


def create(path: Path) -> None:
    """See that there is a file, and that nobody else may read it.

    Raises:
        CannotOpen: it cannot be written.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> CannotOpen:
    return CannotOpen(
        f"The database cannot be kept in {path} ({error.strerror}). Give the bot's user that place, "
        "or name another one in DATABASE_URL."
    )


def lock(path: Path) -> BinaryIO:
    """Keep other processes off the file for as long as the returned lock is open.

    Raises:
        CannotOpen: another process has it.
    """
    lock_file = path.with_name(f"{path.name}.lock")
    try:
        held = open(lock_file, "ab", opener=_for_owner_only)  # noqa: SIM115  Open is locked.
    except OSError as error:
        raise _unwritable(path, error) from None
    try:
        _lock(held)
    except OSError:
        held.close()
        raise CannotOpen(
            f"Another process uses the database {path}. Stop it first; "
            "for several bots side by side use PostgreSQL."
        ) from None
    return held


def _lock(held: BinaryIO) -> None:
    with contextlib.suppress(ImportError):  # Windows has no such locks.
        fcntl = importlib.import_module("fcntl")
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def set_aside(path: Path, now: float) -> None:
    """Move a broken database out of the way, with all that belongs to it."""
    moment = datetime.fromtimestamp(now, UTC).strftime("%Y%m%d-%H%M%S")
    number, aside = 1, path.with_name(f"{path.name}.corrupt-{moment}")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.corrupt-{moment}-{number}")
    for companion in _COMPANIONS:
        with contextlib.suppress(FileNotFoundError):
            Path(f"{path}{companion}").rename(f"{aside}{companion}")
    _log.critical(
        "the database was broken; it now lies in %s, and a fresh one is begun: "
        "questions that were not answered yet are in the broken one",
        aside.name,
    )


def back_up(path: Path, version: int) -> None:
    """Copy a database, whose log must be written back, before its tables are changed."""
    copy = path.with_name(f"{path.name}.before-v{version + 1}")
    with path.open("rb") as original, open(copy, "wb", opener=_for_owner_only) as backup:
        shutil.copyfileobj(original, backup)
    copy.chmod(0o600)
