"""File modes: secrets are their owner's alone, and nobody else changes whom patients call."""

from pathlib import Path

import pytest

from bot.doctor.files import secret_findings, unchanged_findings
from bot.doctor.findings import Verdict
from tests.doctor.installation import Installation


@pytest.mark.parametrize(
    ("mode", "verdict"),
    [
        (0o600, Verdict.OK),
        (0o400, Verdict.OK),
        (0o640, Verdict.WARN),
        (0o660, Verdict.WARN),
        (0o604, Verdict.WRONG),
        (0o602, Verdict.WRONG),
        (0o644, Verdict.WRONG),
    ],
)
def test_secrets_are_their_owners_alone(tmp_path: Path, mode: int, verdict: Verdict) -> None:
    """A file that others can open is told with the command that shuts it."""
    path = tmp_path / "token"
    path.touch()
    path.chmod(mode)

    (finding,) = secret_findings([("token file", path)])

    assert finding.verdict is verdict
    assert finding.cure == ("" if verdict is Verdict.OK else f"chmod 600 {path}")


def test_what_is_not_there_is_no_finding(tmp_path: Path) -> None:
    """Settings may come from the environment alone."""
    assert not list(secret_findings([(".env", tmp_path / ".env")]))


@pytest.mark.parametrize("name", [".env", "data/aftercare.db", "data/aftercare.db-wal"])
async def test_an_open_file_is_wrong(installation: Installation, name: str) -> None:
    """The settings, the database and its journal are looked at where they lie."""
    installation.set(DATABASE_URL="sqlite:///data/aftercare.db")
    (installation.folder / "data").mkdir()
    installation.write("data/aftercare.db")
    installation.write("data/aftercare.db-wal")
    (installation.folder / name).chmod(0o644)

    cures = {finding.cure for finding in await installation.findings()}

    assert f"chmod 600 {name}" in cures


@pytest.mark.parametrize(("mode", "count"), [(0o644, 0), (0o664, 0), (0o646, 1)])
def test_nobody_else_changes_whom_patients_call(tmp_path: Path, mode: int, count: int) -> None:
    """The clinic's file may be read by everyone, and written by few."""
    path = tmp_path / "clinic.yaml"
    path.touch()
    path.chmod(mode)

    findings = list(unchanged_findings("clinic file", path))

    assert [finding.verdict for finding in findings] == [Verdict.WRONG] * count
