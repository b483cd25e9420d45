"""Checking content: every problem in the files that somebody names, or in the whole base."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from bot.content.folders import DEFAULT_BASE, TOPICS, is_language, languages
from bot.content.freshness import freshness, warnings
from bot.content.loading import language_folder, load, load_base
from bot.content.pages import read_page
from bot.content.parsing import parse
from bot.content.placeholders import Words
from bot.content.problems import ContentError, Problem, shown
from bot.content.rules import broken_within
from bot.content.schemas import TOPIC
from bot.core.clinic import Clinic

_SUFFIXES: Final = {".yaml", ".yml"}


def check(paths: Sequence[Path] = (), clinic_file: Path | None = None) -> tuple[Problem, ...]:
    """Return every problem of the named files and folders, or of the whole base when none is named.

    A single file is read together with the folder that it belongs to; only its own problems are returned.
    """
    named = [path.absolute() for path in paths] or [DEFAULT_BASE]
    found = {problem for path in named for problem in _problems_of(path, clinic_file)}
    return tuple(sorted(found))


def _problems_of(path: Path, clinic_file: Path | None) -> Iterator[Problem]:
    if path.is_dir():
        yield from _problems_of_folder(path, clinic_file)
    elif not path.exists():
        yield _about(path, "there is no such file or folder; correct the path")
    elif path.suffix.lower() not in _SUFFIXES:
        yield _about(path, "this is no YAML file; name a file that ends in .yaml")
    else:
        yield from _problems_of_file(path, clinic_file)


def warned(paths: Sequence[Path], clinic_file: Path | None, today: date) -> Iterator[str]:
    """Yield what is to be known of the reviews in the named folders, or in the whole base."""
    named = [path.absolute() for path in paths] or [DEFAULT_BASE]
    for folder in dict.fromkeys(folder for path in named if path.is_dir() for folder in languages_of(path)):
        try:
            topics = load(folder, concerning(folder, clinic_file)).topics
        except ContentError:
            continue
        yield from warnings(freshness(topics, today))


def _problems_of_folder(folder: Path, clinic_file: Path | None) -> Iterator[Problem]:
    found = languages_of(folder)
    if not found:
        yield _about(
            folder, f"this is no knowledge base; name a folder that holds {TOPICS}, or the folder above it"
        )
    for language in found:
        yield from _problems_of_language(language, clinic_file)
    if found and folder not in {*found, *(language / TOPICS for language in found)}:
        for path in sorted(folder.glob("*.yaml")):
            yield from _problems_of_clinic(path)


def languages_of(folder: Path) -> tuple[Path, ...]:
    """Return the languages that a folder is, belongs to, or holds."""
    if folder.name == TOPICS:
        folder = folder.parent
    return (folder,) if is_language(folder) else languages(folder)


def _problems_of_language(folder: Path, clinic_file: Path | None) -> tuple[Problem, ...]:
    try:
        load(folder, concerning(folder, clinic_file))
    except ContentError as error:
        return error.problems
    return ()


def concerning(folder: Path, clinic_file: Path | None) -> Path | None:
    """Return the clinic's file unless it speaks another language that the base has as well."""
    if clinic_file is None:
        return None
    try:
        spoken = language_folder(folder.parent, clinic_file)
    except ContentError:
        return clinic_file
    return clinic_file if spoken == folder else None


def _problems_of_clinic(path: Path) -> Iterator[Problem]:
    """Yield the problems of a clinic's own file, laid over the base beside it or the one of the program."""
    try:
        load_base(base_under(path), path)
    except ContentError as error:
        yield from (problem for problem in error.problems if problem.file == shown(path))


def base_under(clinic_file: Path) -> Path:
    """Return the base that a clinic's own file is laid over: the one beside it, or the one of the program."""
    return clinic_file.parent if languages(clinic_file.parent) else DEFAULT_BASE


def _problems_of_file(path: Path, clinic_file: Path | None) -> Iterator[Problem]:
    folder = path.parent.parent if path.parent.name == TOPICS else path.parent
    if is_language(folder):
        in_folder = _problems_of_language(folder, clinic_file)
        yield from (problem for problem in in_folder if problem.file == shown(path))
    elif path.stem.startswith("clinic"):
        yield from _problems_of_clinic(path)
    else:
        page = read_page(path)
        yield from parse(page, TOPIC, Words(Clinic())).problems
        yield from broken_within(page)


def _about(path: Path, text: str) -> Problem:
    return Problem(shown(path), 1, path.stem, "", text)
