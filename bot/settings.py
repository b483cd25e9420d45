"""Settings: one typed field for each environment variable, read from the environment and from `.env`."""

import re
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

_BOT_SECRET: Final = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
_WEBHOOK_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{1,256}")
_DATABASES: Final = ("sqlite://", "postgresql://")

_ADVICE: Final = {
    "telegram_bot_token": (
        "this is no bot token; copy the whole token that @BotFather sent, such as 123456789:AAE…, "
        "without spaces or quotes"
    ),
    "telegram_bot_token_file": "there is no such file; correct the path, or leave the setting empty",
    "clinic_file": "there is no such file; correct the path, or leave the setting empty",
    "playground_port": "this is no port; write a number from 1024 to 65535, such as 8765",
    "log_level": "this is no log level; write DEBUG, INFO, WARNING or ERROR",
    "log_form": "this is no form of the log; write auto, json or text",
    "database_url": (
        "this is no database that the bot knows; write sqlite:///data/aftercare.db, "
        "or postgresql://user:password@host/name"
    ),
    "webhook_url": "this is no address that Telegram calls; write one such as https://bot.example.org/telegram",
    "webhook_secret": "write 1 to 256 letters, digits, _ or -, such as what `openssl rand -hex 32` prints",
    "listen_host": "write the address to listen at, such as 127.0.0.1, or 0.0.0.0 inside a container",
    "webhook_port": "this is no port; write a number from 1 to 65535, such as 8080",
    "health_port": "this is no port; write a number from 1 to 65535, such as 8081, or leave it empty",
    "rate_limit": (
        "this is no such number; write how many messages of one person to answer in a minute, such as 20, "
        "or 0 for all"
    ),
    "staff_chat_id": (
        "this is no number of a group; write /id in your staff's group, and copy what the bot tells, "
        "minus sign included, such as -1001234567890"
    ),
    "staff_hours": "this is no such time; write a number of hours from 1 to 720, such as 24",
    "missed_questions": "write on or off",
    "telegram_api_url": "this is no address; write one such as https://api.telegram.org",
}


class SettingsError(Exception):
    """A setting is wrong; the message names each one and its cure, and never its value."""


class Settings(BaseSettings):
    """How this installation runs. An empty variable counts as not set."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    telegram_bot_token: SecretStr | None = None
    """From @BotFather; without it the playground starts."""
    telegram_bot_token_file: Path | None = None
    """A file that holds the token, where secrets are handed out as files; the token itself comes first."""
    clinic_file: Path | None = None
    """The clinic's own name, phone and emergency number."""
    database_url: SecretStr = SecretStr("sqlite:///data/aftercare.db")
    """Where questions wait until they are answered: SQLite, or PostgreSQL for several copies of the bot."""
    webhook_url: Annotated[str, Field(pattern=r"^https?://[^\s/]+/\S*$")] | None = None
    """The address at which Telegram reaches the bot, for `aftercare run --webhook`."""
    webhook_secret: SecretStr | None = None
    """What Telegram shows with each call; made up at each start without one."""
    listen_host: str = "127.0.0.1"
    """Where the webhook and the health pages listen."""
    webhook_port: Annotated[int, Field(ge=1, le=65535)] = 8080
    """Where the webhook listens; a proxy with a certificate stands before it."""
    health_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    """Where /livez, /readyz and /metrics are told; nowhere without a port."""
    notify_socket: str | None = None
    """Where systemd listens; it sets this itself."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_form: Literal["auto", "json", "text"] = "auto"
    """One JSON object a line, or lines to read; auto writes the latter on a terminal."""
    playground_port: Annotated[int, Field(ge=1024, le=65535)] = 8765
    """Where the chat page is served on this computer."""
    rate_limit: Annotated[int, Field(ge=0, le=1000)] = 20
    """Messages and taps of one person that are answered within a minute; 0 means all of them."""
    staff_chat_id: Annotated[int, Field(lt=0)] | None = None
    """The private group in which the clinic's staff answer patients; without it, nobody can be asked."""
    staff_hours: Annotated[float, Field(ge=1, le=720)] = 24
    """Hours of silence after which a conversation with the staff goes back to the bot."""
    missed_questions: bool = False
    """Whether questions that could not be answered are kept, redacted, for 30 days."""
    telegram_api_url: Annotated[str, Field(pattern=r"^https?://[^\s/]+/?$")] = "https://api.telegram.org"
    """Where the Bot API is; another address serves those who host a Bot API server themselves."""

    @field_validator("telegram_bot_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not _BOT_SECRET.fullmatch(token.get_secret_value()):
            raise ValueError
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _looks_like_a_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret and not _WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError
        return secret

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: SecretStr) -> SecretStr:
        if not url.get_secret_value().startswith(_DATABASES):
            raise ValueError
        return url

    @field_validator("clinic_file", "telegram_bot_token_file")
    @classmethod
    def _exists(cls, path: Path | None) -> Path | None:
        if path and not path.is_file():
            raise ValueError
        return path

    @property
    def token(self) -> str | None:
        """The bot token, from wherever it stands.

        Raises:
            SettingsError: The file that should hold it holds none, or cannot be read.
        """
        if self.telegram_bot_token:
            return self.telegram_bot_token.get_secret_value()
        if not self.telegram_bot_token_file:
            return None
        try:
            token = self.telegram_bot_token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            token = ""
        if not _BOT_SECRET.fullmatch(token):
            raise SettingsError(
                "TELEGRAM_BOT_TOKEN_FILE (environment or .env): the file holds no bot token; "
                "put the token that @BotFather sent into it, and nothing else"
            )
        return token


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: One or more variables are wrong; all are named at once.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError("\n".join(map(_explained, error.errors(include_input=False)))) from None


def _explained(problem: ErrorDetails) -> str:
    name = str(problem["loc"][0])
    return f"{name.upper()} (environment or .env): {_ADVICE[name]}"
