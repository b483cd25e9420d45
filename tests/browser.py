"""The browser in which tests look at the chat page: the Chromium of this machine, without a window."""

from pathlib import Path
from typing import Final

import pytest
from playwright.async_api import Browser, Playwright

_CHROMIUM: Final = Path("/usr/bin/chromium")
_ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")

needs_chromium: Final = pytest.mark.skipif(not _CHROMIUM.exists(), reason="this machine has no Chromium")


async def started(playwright: Playwright) -> Browser:
    """Return a browser; whoever starts it closes it."""
    return await playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_ARGUMENTS))
