"""The service of systemd is watched, comes back whatever ended it, and reaches little of the computer."""

import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from bot.watch.pulse import PATIENCE
from tests.deploy.places import DEPLOY, SETTINGS


def unit() -> ConfigParser:
    """Return the systemd unit; of a key that is repeated, only the last value."""
    parser = ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # The documented way to keep capitals.
    parser.read(DEPLOY / "aftercare.service")
    return parser


def test_systemd_watches_the_bot() -> None:
    """Systemd waits until the bot is ready, hears that it is well, and starts it again whatever ended it."""
    service = unit()["Service"]

    assert service["Type"] == "notify"
    assert service["WatchdogSec"] == f"{PATIENCE:.0f}"
    assert service["Restart"] == "always"
    assert service["TimeoutStopSec"] == "60"
    assert service["KillSignal"] == "SIGTERM"
    assert unit()["Unit"]["StartLimitIntervalSec"] == "0"


def test_systemd_gives_settings_that_exist() -> None:
    """Whatever the unit sets is a setting of the program, or Python's own."""
    given = re.findall(r"^Environment=(\w+)=", (DEPLOY / "aftercare.service").read_text(), re.MULTILINE)

    assert "HEALTH_PORT" in given
    assert set(given) <= SETTINGS | {"PYTHONDONTWRITEBYTECODE"}


def test_systemd_runs_what_the_page_installs() -> None:
    """Program, user and folder of the unit are those of the page that tells how to install it."""
    service, page = unit()["Service"], (DEPLOY / "systemd.md").read_text()
    program, command = service["ExecStart"].split()

    assert command == "run"
    assert f"sudo {program} check" in page
    assert f"sudo -u {service['User']} env -C {service['WorkingDirectory']} {program} doctor" in page
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("User", "aftercare"),
        ("UMask", "0077"),
        ("StateDirectoryMode", "0700"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("PrivateDevices", "yes"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("AmbientCapabilities", ""),
        ("RestrictSUIDSGID", "yes"),
        ("LockPersonality", "yes"),
        ("RestrictNamespaces", "yes"),
        ("ProtectKernelTunables", "yes"),
        ("ProtectKernelModules", "yes"),
        ("ProtectControlGroups", "yes"),
        ("SystemCallFilter", "@system-service"),
        ("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX AF_NETLINK"),
        ("MemoryMax", "768M"),
        ("TasksMax", "128"),
    ],
)
def test_systemd_keeps_the_bot_in_its_place(key: str, value: str) -> None:
    """The service reaches no more of the computer than it needs."""
    assert unit()["Service"][key] == value


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_accepts_the_unit(tmp_path: Path) -> None:
    """Systemd itself has nothing to say against the unit, and rates it as little exposed."""
    copy = tmp_path / "aftercare.service"
    text = (DEPLOY / "aftercare.service").read_text()
    copy.write_text(text.replace("/opt/aftercare/.venv/bin/aftercare", sys.executable))

    verified = subprocess.run(
        ["systemd-analyze", "verify", str(copy)],  # noqa: S607  Where it lies differs.
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert "aftercare.service" not in verified.stderr
