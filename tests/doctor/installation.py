"""An installation for the doctor to look over: a folder with settings, and a Telegram on this computer."""

import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.doctor.checkup import checkup, telegram_findings
from bot.doctor.findings import Finding, Verdict
from bot.playground.server import Telegram
from bot.settings import load_settings

TOKEN = "123456789:AAE-canary-canary-canary-canary-canary"
SECRET = "canary-secret-of-the-webhook"
PASSWORD = "canary-password"


class Installation:
    """One folder with its settings; by itself everything in it is as it should be, but for the reviews."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch

    def set(self, **settings: str) -> None:
        """Set settings in the environment."""
        for name, value in settings.items():
            self._monkeypatch.setenv(name, value)

    def write(self, name: str, text: str = "", mode: int = 0o600) -> Path:
        """Write a file of the installation."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(mode)
        return path

    async def findings(self) -> list[Finding]:
        """Return everything that the doctor finds."""
        return list(await checkup(time.time()))

    async def finding(self, name: str) -> Finding:
        """Return the one finding of a name."""
        return _only(name, await self.findings())

    async def at_telegram(self, name: str) -> Finding:
        """Return the one finding of a name among those that Telegram is asked for."""
        settings = load_settings()
        return _only(name, await telegram_findings(settings, settings.token, time.time()))


def _only(name: str, findings: Iterable[Finding]) -> Finding:
    (finding,) = [finding for finding in findings if finding.name == name]
    return finding


def names_of(findings: list[Finding], verdict: Verdict) -> set[str]:
    """Return the names of all findings with a verdict."""
    return {finding.name for finding in findings if finding.verdict is verdict}


def call_of(telegram: Telegram) -> set[str]:
    """Return the methods of the Bot API that were called."""
    return {call.method for call in telegram.calls}
