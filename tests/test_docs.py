"""What is written about the program agrees with the program."""

import re
from pathlib import Path

import pytest
import typer

from bot.__main__ import app
from bot.core.knowledge import Knowledge
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("knowledge/*.md")])
SET_BY_SYSTEMD = "NOTIFY_SOCKET"
SETTINGS = {name.upper() for name in Settings.model_fields} - {SET_BY_SYSTEMD}


def read(name: str) -> str:
    """Return a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_example_lists_exactly_the_settings() -> None:
    """`.env.example` names every setting, and no other."""
    named = re.findall(r"^([A-Z_]+)=", read(".env.example"), re.MULTILINE)

    assert sorted(named) == sorted(SETTINGS)


def test_readme_names_every_setting_and_command() -> None:
    """README tells of every setting and shows every command."""
    readme = read("README.md")

    assert not {name for name in SETTINGS if f"`{name}`" not in readme}
    for command in typer.main.get_group(app).commands:
        assert f"aftercare {command}" in readme or f"make {command}" in readme, command


def test_links_lead_somewhere() -> None:
    """Every link inside the project has a target."""
    dead = [
        f"{document.name}: {target}"
        for document in DOCUMENTS
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]

    assert not dead


@pytest.mark.parametrize("name", ["docs/ARCHITECTURE.md"])
def test_named_places_exist(name: str) -> None:
    """Every path of the project that a document names is there."""
    paths = re.findall(r"`((?:bot|core|content|telegram|tests|knowledge|docs)/[\w/.-]*)`", read(name))

    gone = [path for path in paths if not (ROOT / path).exists() and not (ROOT / "bot" / path).exists()]

    assert paths
    assert not [path for path in gone if "<" not in path]


def test_the_changelog_counts_topics(knowledge: Knowledge) -> None:
    """The number of topics in the changelog is the number of topics."""
    assert f"{len(knowledge.topics)} topics" in read("CHANGELOG.md")


def test_locks_have_hashes_and_no_address() -> None:
    """Every locked file has its hashes, and no lock names a package index."""
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert text.count("==") <= text.count("--hash=sha256:")
        assert "://" not in text
