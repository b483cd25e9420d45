"""Settings are read once, and every mistake in them is a sentence."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings

TOKEN = "123456789:AAEabcdefghijklmnopqrstuvwxyz0123456"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to run in, with none of our variables set."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return tmp_path


def test_nothing_needs_to_be_set() -> None:
    """Without any setting the playground would start, on its usual port."""
    settings = load_settings()

    assert settings.telegram_bot_token is None
    assert settings.playground_port == 8765


def test_empty_lines_count_as_not_set(elsewhere: Path) -> None:
    """A variable without a value is one that is not set."""
    (elsewhere / ".env").write_text("TELEGRAM_BOT_TOKEN=\nCLINIC_FILE=\nPLAYGROUND_PORT=\n")

    assert load_settings().telegram_bot_token is None


def test_the_environment_goes_before_the_file(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is set in the environment overrules `.env`."""
    (elsewhere / ".env").write_text("LOG_LEVEL=DEBUG\nPLAYGROUND_PORT=9000\n")
    monkeypatch.setenv("PLAYGROUND_PORT", "9001")

    settings = load_settings()

    assert settings.playground_port == 9001
    assert settings.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("name", "value", "cure"),
    [
        ("TELEGRAM_BOT_TOKEN", "secret", "@BotFather"),
        ("RATE_LIMIT", "-1", "0 for all"),
        ("STAFF_CHAT_ID", "5550001234", "minus sign"),
        ("STAFF_CHAT_ID", "@our_staff", "minus sign"),
        ("STAFF_HOURS", "900", "from 1 to 720"),
        ("RATE_LIMIT", "twenty", "0 for all"),
        ("TELEGRAM_BOT_TOKEN", f'"{TOKEN} "', "@BotFather"),
        ("CLINIC_FILE", "no/such/clinic.yaml", "correct the path"),
        ("PLAYGROUND_PORT", "80", "1024"),
        ("PLAYGROUND_PORT", "eighty", "1024"),
        ("LOG_LEVEL", "LOUD", "DEBUG"),
        ("TELEGRAM_API_URL", "telegram.example", "https://"),
        ("TELEGRAM_BOT_TOKEN_FILE", "no/such/token", "correct the path"),
        ("DATABASE_URL", "mysql://root:canary@host/name", "sqlite:///"),
        ("WEBHOOK_URL", "clinic.example", "https://"),
        ("WEBHOOK_SECRET", "not so secret!", "openssl rand"),
        ("WEBHOOK_PORT", "99999", "65535"),
        ("HEALTH_PORT", "health", "65535"),
        ("LOG_FORM", "xml", "json"),
    ],
)
def test_a_wrong_value_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, cure: str
) -> None:
    """A wrong setting is named together with its cure, and its value is not repeated."""
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as error:
        load_settings()

    assert name in str(error.value)
    assert cure in str(error.value)
    assert value not in str(error.value)


def test_all_wrong_settings_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two mistakes need one run to be seen."""
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    monkeypatch.setenv("PLAYGROUND_PORT", "1")

    with pytest.raises(SettingsError) as error:
        load_settings()

    assert len(str(error.value).splitlines()) == 2


def test_the_token_does_not_print_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token stays out of whatever shows the settings."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)

    settings = load_settings()

    assert TOKEN not in repr(settings)
    assert settings.telegram_bot_token is not None
    assert settings.telegram_bot_token.get_secret_value() == TOKEN


def test_the_token_may_stand_in_a_file(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with nothing but the token serves as well; the variable goes first."""
    (elsewhere / "token").write_text(f"{TOKEN}\n")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "token")
    from_file = load_settings().token
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN.replace("123456789", "987654321"))

    assert from_file == TOKEN
    assert load_settings().token == TOKEN.replace("123456789", "987654321")


@pytest.mark.parametrize("held", [b"", b"canary", b"\xff\xfe"])
def test_a_file_without_a_token_is_a_sentence(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, held: bytes
) -> None:
    """A file that holds something else is named together with its cure, and its content is not repeated."""
    (elsewhere / "token").write_bytes(held)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN_FILE", "token")

    with pytest.raises(SettingsError) as error:
        _ = load_settings().token

    assert "TELEGRAM_BOT_TOKEN_FILE" in str(error.value)
    assert "canary" not in str(error.value)
