"""A base as it would be: one language's folder with some files written otherwise."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.content.folders import TOPICS
from bot.content.loading import load
from bot.content.problems import ContentError, Problem
from bot.core.knowledge import Knowledge


@contextmanager
def trial(folder: Path, written: Mapping[Path, bytes]) -> Iterator[Path]:
    """Make a folder like this one in which some of its files, named as they stand there, hold these bytes."""
    with tempfile.TemporaryDirectory(prefix="aftercare-") as place:
        copy = Path(place) / folder.name
        (copy / TOPICS).mkdir(parents=True)
        for file in (*folder.iterdir(), *(folder / TOPICS).iterdir()):
            if file.is_file() and file not in written:
                (copy / file.relative_to(folder)).symlink_to(file.resolve())
        for file, content in written.items():
            (copy / file.relative_to(folder)).write_bytes(content)
        yield copy


def knowledge_with(folder: Path, written: Mapping[Path, bytes]) -> Knowledge:
    """Return the knowledge of a folder in which some files hold these bytes.

    Raises:
        ContentError: Something would be wrong.
    """
    with trial(folder, written) as copy:
        return load(copy)


def problems_with(folder: Path, file: Path, content: bytes) -> tuple[Problem, ...]:
    """Return what would be wrong if a file held these bytes, there or in a file that it quarrels with."""
    try:
        knowledge_with(folder, {file: content})
    except ContentError as error:
        return error.problems
    return ()
