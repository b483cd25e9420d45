"""Containers run with few rights, come back after a crash, and get settings that the program knows."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.settings import load_settings
from bot.telegram.intake.webhook import PATH
from tests.deploy.places import COMPOSE, DEPLOY, ROOT, SETTINGS, compose


def services() -> list[Any]:
    """Return every service of every compose file, as test parameters."""
    return [
        pytest.param(service, id=f"{name}: {called}")
        for name in COMPOSE
        for called, service in compose(name)["services"].items()
    ]


def bots() -> list[Any]:
    """Return the bot of every compose file, as test parameters."""
    return [pytest.param(compose(name)["services"]["bot"], id=name) for name in COMPOSE]


@pytest.mark.parametrize("service", services())
def test_containers_can_do_little(service: dict[str, Any]) -> None:
    """Each container has a read-only root, no rights, and a limited share of the machine."""
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert set(service.get("cap_add", ())) <= {"NET_BIND_SERVICE"}
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"]
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}
    assert not {"privileged", "network_mode", "pid", "ipc", "devices", "userns_mode"} & service.keys()
    assert "docker.sock" not in str(service)


@pytest.mark.parametrize("service", services())
def test_containers_come_back(service: dict[str, Any]) -> None:
    """Each container is started again after a crash, and leaves no dead process behind."""
    assert service["restart"] == "unless-stopped"
    assert service["init"] is True


@pytest.mark.parametrize("bot", bots())
def test_the_bot_has_time_to_finish(bot: dict[str, Any]) -> None:
    """The bot has 60 seconds to answer what has come in, and no port of it is open to the outside."""
    assert bot["stop_grace_period"] == "60s"
    assert bot["user"] == "10001:10001"
    assert "ports" not in bot


@pytest.mark.parametrize("bot", bots())
def test_the_bot_gets_its_own_settings(bot: dict[str, Any]) -> None:
    """`.env` holds the settings; a container overrules those that have one right value in it."""
    assert (DEPLOY / bot["env_file"]).resolve() == ROOT / ".env"
    assert (DEPLOY / bot["build"]).resolve() == ROOT
    assert bot["environment"].keys() <= SETTINGS
    assert {"CLINIC_FILE", "DATABASE_URL", "HEALTH_PORT", "LISTEN_HOST"} <= bot["environment"].keys()


@pytest.mark.parametrize("bot", bots())
def test_a_missing_clinic_file_is_told(bot: dict[str, Any]) -> None:
    """The clinic's own file is mounted read-only where the settings name it, and never made as a folder."""
    (mount,) = [volume for volume in bot["volumes"] if isinstance(volume, dict)]

    assert mount["target"] == bot["environment"]["CLINIC_FILE"]
    assert mount["read_only"] is True
    assert mount["bind"] == {"create_host_path": False}


@pytest.mark.parametrize("bot", bots())
def test_settings_of_containers_are_valid(
    bot: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings that a compose file gives are accepted, with a reader's own words put in."""
    own = {"BOT_DOMAIN": "bot.example.org", "POSTGRES_PASSWORD": "0a1b", "WEBHOOK_SECRET": "2c3d"}
    monkeypatch.chdir(tmp_path)
    for name, value in bot["environment"].items():
        monkeypatch.setenv(name, re.sub(r"\$\{(\w+)[^}]*\}", lambda found: own[found[1]], value))
    (tmp_path / "clinic.yaml").touch()
    monkeypatch.setenv("CLINIC_FILE", "clinic.yaml")

    assert load_settings().health_port == 8081


def test_one_copy_keeps_its_questions() -> None:
    """The SQLite file lies in a volume, in the one folder that the image's user owns."""
    bot = compose("compose.yaml")["services"]["bot"]

    assert "data:/data" in bot["volumes"]
    assert bot["environment"]["DATABASE_URL"].startswith("sqlite:////data/")
    assert "data" in compose("compose.yaml")["volumes"]


def test_two_copies_share_what_they_must() -> None:
    """Two copies call for the webhook with one secret and one database, and wait until that is up."""
    bot = compose("compose.postgres.yaml")["services"]["bot"]

    assert bot["deploy"]["replicas"] == 2
    assert bot["command"] == ["run", "--webhook"]
    assert {"WEBHOOK_SECRET", "WEBHOOK_URL"} <= bot["environment"].keys()
    assert bot["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "pg_isready" in compose("compose.postgres.yaml")["services"]["database"]["healthcheck"]["test"]


def test_only_the_proxy_is_open() -> None:
    """Only ports 80 and 443 of the proxy are open, and the database has no way out."""
    file = compose("compose.postgres.yaml")
    open_ports = {name: service["ports"] for name, service in file["services"].items() if "ports" in service}

    assert open_ports == {"proxy": ["80:80", "443:443"]}
    assert file["services"]["database"]["networks"] == ["back"]
    assert file["networks"]["back"] == {"internal": True}
    assert "back" not in file["services"]["proxy"]["networks"]


def test_no_secret_stands_in_a_file() -> None:
    """Passwords and secrets come from `.env`, and their absence stops the start with a sentence."""
    text = (DEPLOY / "compose.postgres.yaml").read_text()

    for name in ("POSTGRES_PASSWORD", "WEBHOOK_SECRET", "BOT_DOMAIN"):
        assert f"${{{name}:?write {name}" in text


def test_images_are_named_by_version() -> None:
    """No image of somebody else's is fetched as whatever is the latest."""
    images = {service["image"] for name in COMPOSE for service in compose(name)["services"].values()}

    assert {image.partition(":")[0] for image in images} == {"aftercare", "caddy", "postgres"}
    assert all(re.search(r":\d+", image) for image in images - {"aftercare"})


def test_the_proxy_leads_to_the_bot() -> None:
    """The proxy passes the webhook's path to the webhook's port, and refuses every other path."""
    bot = compose("compose.postgres.yaml")["services"]["bot"]["environment"]
    proxy = (DEPLOY / "Caddyfile").read_text()

    assert bot["WEBHOOK_URL"] == f"https://${{BOT_DOMAIN}}{PATH}"
    assert f"handle {PATH} {{" in proxy
    assert f"port {bot['WEBHOOK_PORT']}" in proxy
    assert "name bot" in proxy
    assert "respond 404" in proxy
    assert proxy.count("{") == proxy.count("}")
