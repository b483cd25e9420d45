"""`aftercare suggest` reads what was missed from the database or a file, and changes nothing by itself."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.commands import topics
from bot.maintain.ask import AskError
from bot.settings import Settings
from bot.storage.changes import Miss
from bot.storage.opening import open_store
from bot.storage.records import Finished
from tests.content.base import SmallBase
from tests.storage.stage import arrival, told

TODAY: Final = datetime.now(UTC).date().isoformat()


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallBase:
    """A small base in the place of the program's, and an empty folder to run in."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(topics, "DEFAULT_BASE", tmp_path / "base")
    monkeypatch.setattr(topics, "CONVERSATIONS", tmp_path / "conversations")
    return SmallBase(tmp_path / "base")


def run(*command: str) -> Result:
    """Run a command without a terminal."""
    return CliRunner().invoke(app, command)


async def keep(url: str, *questions: str) -> None:
    """Keep questions in a database, as the bot does."""
    async with open_store(url) as store:
        update = await told(store, arrival(1))
        changes = tuple(Miss(day=TODAY, kind="unknown", text=question) for question in questions)
        await store.finish([Finished(claim=update.claim, changes=changes)])


def test_what_the_bot_kept_is_grouped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The questions in the database are shown with how often they were asked; the base stays as it is."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    asyncio.run(keep(url, "my lips tingle", "my lips tingle"))
    monkeypatch.setenv("DATABASE_URL", url)
    result = run("suggest")

    assert "Group 1 of 1, asked 2 times:\n  my lips tingle\n" in result.output
    assert "Done" not in result.output


def test_a_file_of_questions_is_grouped(tmp_path: Path) -> None:
    """Each line is a question, as text or as JSON."""
    (tmp_path / "asked.jsonl").write_text('{"q": "my lips tingle"}\n\nmy lips tingle\n')

    assert "asked 2 times" in run("suggest", "--from", "asked.jsonl").output


def test_without_a_kept_question_it_says_so() -> None:
    """Where nothing is kept, the setting that keeps questions is named."""
    result = run("suggest")

    assert (result.exit_code, "MISSED_QUESTIONS=on" in result.output) == (0, True)


@pytest.mark.parametrize("content", [b'{"a": 1}\n', b"\xff\xfe\xff\n", None])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    """A line without a question, another encoding and a missing file are each one sentence."""
    if content:
        (tmp_path / "asked.jsonl").write_bytes(content)

    assert isinstance(run("suggest", "--from", "asked.jsonl").exception, AskError)
