"""Settings: one typed field for each environment variable, read from the environment and from `.env`."""

import re
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

_BOT_SECRET: Final = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")

_ADVICE: Final = {
    "telegram_bot_token": (
        "this is no bot token; copy the whole token that @BotFather sent, such as 123456789:AAE…, "
        "without spaces or quotes"
    ),
    "clinic_file": "there is no such file; correct the path, or leave the setting empty",
    "playground_port": "this is no port; write a number from 1024 to 65535, such as 8765",
    "log_level": "this is no log level; write DEBUG, INFO, WARNING or ERROR",
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
    clinic_file: Path | None = None
    """The clinic's own name, phone and emergency number."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    playground_port: Annotated[int, Field(ge=1024, le=65535)] = 8765
    """Where the chat page is served on this computer."""
    telegram_api_url: Annotated[str, Field(pattern=r"^https?://[^\s/]+/?$")] = "https://api.telegram.org"
    """Where the Bot API is; another address serves those who host a Bot API server themselves."""

    @field_validator("telegram_bot_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not _BOT_SECRET.fullmatch(token.get_secret_value()):
            raise ValueError
        return token

    @field_validator("clinic_file")
    @classmethod
    def _exists(cls, path: Path | None) -> Path | None:
        if path and not path.is_file():
            raise ValueError
        return path


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
