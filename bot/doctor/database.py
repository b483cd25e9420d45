"""The database: whether there is room for it, whether it opens, and how much waits in it."""

import glob
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.doctor.findings import Finding, ok, warn, wrong
from bot.storage.failures import CannotOpen
from bot.storage.looking import Look, file_of, look

NAME: Final = "database"
ROOM: Final = 200_000_000
"""Bytes that should be free on the disk."""
LONG: Final = 60.0
"""Seconds after which a question that waits shows that nobody answers."""
_COPIES: Final = (".before-v*", ".corrupt-*")
"""How the copy that is made before tables change is called, and a broken database that is set aside."""


async def database_findings(url: str, now: float) -> tuple[Finding, ...]:
    """Return how the database is; nothing in it is made, claimed or changed."""
    try:
        path = file_of(url)
        if path is None and url.startswith("sqlite"):
            return (_in_memory(),)
        place = (*_place(path.absolute().parent), *_copies(path)) if path else ()
        if path and not path.exists():
            return (*place, ok(NAME, "there is none yet; the bot makes it when it starts"))
        return (*place, *_contents(await look(url), now))
    except CannotOpen as error:
        return (_closed(str(error)),)


def _in_memory() -> Finding:
    return warn(
        NAME,
        "it is kept in memory, and what waits is lost when the bot stops",
        "write DATABASE_URL=sqlite:///data/aftercare.db into .env",
    )


def _closed(why: str) -> Finding:
    return wrong(
        NAME,
        why,
        "run the doctor as the bot's own user; check DATABASE_URL, and that its server runs",
    )


def _place(folder: Path) -> Iterator[Finding]:
    """Yield whether the folder, or the one in which it will be made, can be written and has room."""
    existing = next(place for place in (folder, *folder.parents) if place.is_dir())
    try:
        # Without a name, so that nothing of it is seen or stays.
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError:
        yield wrong(
            "database folder",
            f"this user cannot write to {existing}",
            "run the doctor as the bot's own user, or give that user the folder with chown",
        )
    else:
        yield ok("database folder", f"{folder} can be written")
    if (free := shutil.disk_usage(existing).free) < ROOM:
        yield wrong("disk", f"only {free // 1_000_000} MB are free", "make room, at least 200 MB")


def _copies(path: Path) -> Iterator[Finding]:
    """Yield whether old copies of the database lie beside it."""
    copies = [copy for kind in _COPIES for copy in path.parent.glob(f"{glob.escape(path.name)}{kind}")]
    if copies:
        yield warn(
            "database copies",
            f"{', '.join(sorted(copy.name for copy in copies))} still hold what patients have had erased",
            "once the bot runs well, delete them",
        )


def _contents(seen: Look, now: float) -> Iterator[Finding]:
    yield _version(seen)
    depth = seen.depth
    oldest = min(
        (since for since in (depth.oldest_update, depth.oldest_letter) if since is not None), default=now
    )
    waiting = f"{depth.updates} questions and {depth.letters} answers wait"
    if now - oldest > LONG:
        yield warn(
            "waiting",
            f"{waiting}, the oldest for {now - oldest:.0f} seconds",
            "start the bot; if it runs, look into its log, and at the lines about Telegram here",
        )
    else:
        yield ok("waiting", waiting)


def _version(seen: Look) -> Finding:
    if seen.version is not None and seen.version > seen.known:
        return wrong(
            NAME,
            f"it was written by a newer program (tables of version {seen.version}, not {seen.known})",
            "install that version of the program again, or put the copy of before in its place",
        )
    if seen.version in {None, seen.known}:
        return ok(NAME, "it opens")
    return ok(NAME, "it opens; the bot brings its tables up to date when it starts, after making a copy")
