"""Looking over what somebody names, or the whole base: its errors, and what a reviewer must see."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.content.folders import DEFAULT_BASE, TOPICS, is_language
from bot.content.loading import language_folder
from bot.content.problems import ContentError, shown
from bot.maintain.check import base_under, check, concerning, languages_of
from bot.maintain.lint.findings import Finding, Severity
from bot.maintain.lint.linting import lint, untracked
from bot.maintain.lint.subject import Subject, Track, read_subject


def looked_over(
    paths: Sequence[Path] = (), clinic_file: Path | None = None, track: Track = untracked
) -> tuple[Finding, ...]:
    """Return every finding in the named files and folders, or in the whole base when none is named.

    A single file is compared with the whole language that it belongs to; only its own findings are returned.
    """
    errors = {Finding(problem, Severity.ERROR) for problem in check(paths, clinic_file)}
    found = set[Finding]()
    for subject, files in subjects(paths, clinic_file):
        found.update(lint(subject, files, track))
    return tuple(sorted(errors | found))


def subjects(
    paths: Sequence[Path], clinic_file: Path | None = None
) -> Iterator[tuple[Subject, frozenset[str]]]:
    """Yield each language that is concerned, and the files of it that somebody named."""
    named: dict[tuple[Path, Path | None], set[str]] = {}
    for path in [path.absolute() for path in paths] or [DEFAULT_BASE]:
        for folder, clinic in _languages_concerned(path, clinic_file):
            files = (path,) if path.is_file() else _files_of(folder, clinic)
            named.setdefault((folder, clinic), set()).update(map(shown, files))
    for (folder, clinic), shown_files in named.items():
        yield read_subject(folder, clinic), frozenset(shown_files)


def _files_of(folder: Path, clinic_file: Path | None) -> Iterator[Path]:
    yield from folder.rglob("*")
    if clinic_file:
        yield clinic_file


def _languages_concerned(path: Path, clinic_file: Path | None) -> Iterator[tuple[Path, Path | None]]:
    """Yield the languages that a path is about, each with the clinic's file that is laid over it."""
    if path.is_dir():
        yield from ((folder, concerning(folder, clinic_file)) for folder in languages_of(path))
        return
    folder = path.parent.parent if path.parent.name == TOPICS else path.parent
    if is_language(folder):
        yield folder, concerning(folder, clinic_file)
    elif path.is_file() and path.stem.startswith("clinic"):
        try:
            yield language_folder(base_under(path), path), path
        except ContentError:
            return  # Told of as an error.
