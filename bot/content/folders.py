"""Where the knowledge base lies on the disk."""

from pathlib import Path
from typing import Final

DEFAULT_BASE: Final = Path(__file__).resolve().parents[2] / "knowledge"
"""The base that comes with the program: beside the package, in a checkout as in a wheel."""

TOPICS: Final = "topics"


def is_language(folder: Path) -> bool:
    """Whether the folder holds one language of a knowledge base."""
    return (folder / TOPICS).is_dir()


def languages(base: Path) -> tuple[Path, ...]:
    """Return the language folders of a knowledge base, in alphabetical order."""
    return tuple(sorted(folder for folder in base.iterdir() if is_language(folder)))


def yaml_files(folder: Path) -> tuple[Path, ...]:
    """Return the visible YAML files of a folder in alphabetical order, misspelt endings included."""
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in {".yaml", ".yml"} and not path.name.startswith(".")
        )
    )
