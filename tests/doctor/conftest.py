"""A sound installation for each test, and the Telegram that it talks to."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.server import Telegram
from bot.settings import Settings
from tests.doctor.installation import TOKEN, Installation

CLINIC = 'name: Rose Clinic\nphone: "020 7946 0000"\nemergency_number: "999"\n'


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    """Return a Telegram that knows the installation's bot."""
    async with Telegram(token=TOKEN, username="rose_clinic_bot") as telegram:
        yield telegram


@pytest.fixture
def installation(telegram: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """Return an installation in the current folder, in which nothing is wrong."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    installation = Installation(tmp_path, monkeypatch)
    installation.write("clinic.yaml", CLINIC, mode=0o644)
    installation.write(".env", f"TELEGRAM_BOT_TOKEN={TOKEN}\nCLINIC_FILE=clinic.yaml\n")
    installation.set(TELEGRAM_API_URL=telegram.page_url)
    return installation
