"""What the tests of deployment share: where files lie, and what the compose files say."""

from pathlib import Path
from typing import Any, Final

import yaml

from bot.settings import Settings

ROOT: Final = Path(__file__).resolve().parents[2]
DEPLOY: Final = ROOT / "docs" / "deploy"
COMPOSE: Final = ("compose.yaml", "compose.postgres.yaml")
SETTINGS: Final = {name.upper() for name in Settings.model_fields}


def compose(name: str) -> dict[str, Any]:
    """Return a compose file."""
    read: dict[str, Any] = yaml.safe_load((DEPLOY / name).read_text())
    return read
