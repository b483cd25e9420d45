"""The check-up looks at everything, changes nothing, and tells no secret."""

from pathlib import Path

import pytest

from bot.doctor.findings import Verdict
from bot.playground.server import Telegram
from tests.doctor.installation import PASSWORD, SECRET, TOKEN, Installation, call_of, names_of


async def test_a_sound_installation_is_sound(installation: Installation) -> None:
    """With settings, clinic and token in order, nothing is wrong, and only the open reviews want somebody."""
    findings = await installation.findings()

    assert names_of(findings, Verdict.WRONG) == set()
    assert names_of(findings, Verdict.WARN) == {"reviews"}
    assert {
        "settings",
        ".env",
        "knowledge",
        "clinic",
        "database",
        "token",
        "groups",
        "clock",
        "way in",
    } <= names_of(findings, Verdict.OK)


async def test_the_doctor_changes_nothing(installation: Installation, telegram: Telegram) -> None:
    """No file is made or changed, and at Telegram the doctor only asks; a bot that polls is not disturbed."""
    before = {path: path.read_bytes() for path in installation.folder.rglob("*")}
    await installation.findings()

    assert {path: path.read_bytes() for path in installation.folder.rglob("*")} == before
    assert call_of(telegram) == {"getMe", "getWebhookInfo"}


async def test_every_wrong_setting_is_a_finding(installation: Installation) -> None:
    """Settings that cannot be used are told all at once, each with its cure, before anything else."""
    installation.set(LOG_LEVEL="LOUD", HEALTH_PORT="eighty")

    findings = await installation.findings()

    assert len(findings) == 2
    assert names_of(findings, Verdict.WRONG) == {
        "LOG_LEVEL (environment or .env)",
        "HEALTH_PORT (environment or .env)",
    }
    assert all(finding.cure for finding in findings)


async def test_a_token_file_without_a_token_is_told(installation: Installation) -> None:
    """A file that should hold the token and holds something else is a finding, which does not quote it."""
    installation.write(".env")
    installation.write("token", "canary")
    installation.set(TELEGRAM_BOT_TOKEN_FILE="token")  # noqa: S106  A file name.

    (finding,) = await installation.findings()

    assert finding.verdict is Verdict.WRONG
    assert "TELEGRAM_BOT_TOKEN_FILE" in finding.name
    assert "canary" not in str(finding)


async def test_a_token_from_a_file_is_used(installation: Installation) -> None:
    """The token may stand in a file of its own, whose mode is looked at as well."""
    installation.write(".env")
    installation.write("token", TOKEN, mode=0o644)
    installation.set(TELEGRAM_BOT_TOKEN_FILE="token")  # noqa: S106  A file name.

    findings = await installation.findings()

    assert "token" in names_of(findings, Verdict.OK)
    assert names_of(findings, Verdict.WRONG) == {"token file"}


async def test_without_a_token_there_is_nobody_to_ask(installation: Installation, telegram: Telegram) -> None:
    """Without a token the doctor says where it comes from, and leaves Telegram alone."""
    installation.write(".env")

    finding = await installation.finding("token")

    assert finding.verdict is Verdict.WRONG
    assert "@BotFather" in finding.cure
    assert not telegram.calls


async def test_settings_that_nobody_may_read_are_told(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `.env` of somebody else is a finding and no traceback."""

    def refused(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied", ".env")

    # The tests may run as root, whom no mode keeps out.
    monkeypatch.setattr(Path, "open", refused)
    monkeypatch.setattr("builtins.open", refused)

    (finding,) = await installation.findings()

    assert finding.name == ".env"


@pytest.mark.parametrize("refused", [True, False])
async def test_no_secret_is_told(installation: Installation, telegram: Telegram, *, refused: bool) -> None:
    """Token, secret and password stand in no finding, whatever is wrong."""
    installation.set(
        WEBHOOK_SECRET=SECRET,
        WEBHOOK_URL=f"http://{PASSWORD}@localhost/telegram",
        DATABASE_URL=f"postgresql://aftercare:{PASSWORD}@127.0.0.1:9/aftercare",
    )
    if refused:
        telegram.faults.offline = True
    findings = await installation.findings()
    told = "\n".join(map(str, findings))

    assert {"webhook address", "database"} <= names_of(findings, Verdict.WRONG)
    assert "canary" not in told
