"""What the tests of the lint share."""

from pathlib import Path

import pytest

from tests.content.base import SmallBase
from tests.maintain.lint.linted import FACTS, PLAIN_LANGUAGE


@pytest.fixture
def base(tmp_path: Path) -> SmallBase:
    """A small base with rules of plain language and a list of facts, which it keeps and tells."""
    base = SmallBase(tmp_path)
    base.change("wording.yaml", "syllables:", f"{PLAIN_LANGUAGE}syllables:")
    base.write("facts.yaml", FACTS)
    return base
