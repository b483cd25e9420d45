"""The pages that a clinic follows name commands, settings, files and exit codes that exist."""

import re
from pathlib import Path
from typing import Final

import pytest
import typer

from bot.__main__ import BUG, app
from bot.commands.base import WRONG
from bot.watch.watchdog import DEAF
from tests.deploy.places import COMPOSE, DEPLOY, ROOT, SETTINGS

PAGES: Final = sorted(DEPLOY.glob("*.md"))
OF_OTHERS: Final = {"BOT_DOMAIN", "POSTGRES_PASSWORD"}
"""Variables that the proxy and the database read."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_pages_exist(page: Path) -> None:
    """Every command of the program that a page shows is one, with options that it has."""
    commands = typer.main.get_group(app).commands
    shown = re.findall(
        r"(?:bin/aftercare|`aftercare|aftercare:|--rm bot) ([a-z]+)((?: --[a-z]+)*)", page.read_text()
    )

    for command, options in shown:
        known = {option for parameter in commands[command].params for option in parameter.opts}
        assert set(options.split()) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_in_pages_exist(page: Path) -> None:
    """Every file of the project that a page's commands name is there, and so is each make target."""
    text = page.read_text()
    named = set(re.findall(r"(?:/opt/aftercare/|--file )((?!\.venv)[\w./-]*\w)", text))
    targets = re.findall(r"make -C /opt/aftercare (\S+)", text)

    assert not [name for name in named if not (ROOT / name).exists()]
    assert not [
        name
        for name in targets
        if name.replace(".venv", "$(VENV)") + ":" not in (ROOT / "Makefile").read_text()
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_settings_in_pages_exist(page: Path) -> None:
    """Every setting that a page names is one of the program, or one of the proxy or the database."""
    named = set(re.findall(r"\b([A-Z]+(?:_[A-Z]+)+)\b", page.read_text()))

    assert named <= SETTINGS | OF_OTHERS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_one_step_is_one_command(page: Path) -> None:
    """A reader copies one command at a time."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(), re.DOTALL)

    assert not [block for block in blocks if len(block.splitlines()) != 1]


def test_every_way_has_its_page() -> None:
    """Each page about a way is linked from the overview, and each file to install by from a page."""
    overview = (DEPLOY / "README.md").read_text()
    text = "".join(page.read_text() for page in PAGES)

    assert not [page.name for page in PAGES if page.name not in overview and page.name != "README.md"]
    assert not [name for name in (*COMPOSE, "aftercare.service") if name not in text]


def test_pages_explain_every_exit_code() -> None:
    """A reader finds what each exit code means."""
    rows = re.findall(r"^\| (\d+) \|", (DEPLOY / "README.md").read_text(), re.MULTILINE)

    assert {int(code) for code in rows} >= {0, WRONG, BUG, DEAF}
