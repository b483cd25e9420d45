"""What the content tests share."""

from pathlib import Path

import pytest

from tests.content.base import SmallBase


@pytest.fixture
def base(tmp_path: Path) -> SmallBase:
    """A small base without a problem."""
    return SmallBase(tmp_path)
