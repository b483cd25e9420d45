"""What must never stand in the log, and who listens for it during every test, at every level.

Tests write these words where patients' words, names, ids and secrets stand: a token or a secret holds
"canary", patients are called Anna and have zebras and quaggas, and the playground counts its people from
5,000,000,001.
"""

import logging
import re
from typing import Final

from bot.logs import JsonLine

CANARY: Final = re.compile(r"canary|rehearsal-on-this-computer-only|\bAnna\b|\b50000000\d\d\b|zebra|quagga")


class Listener(logging.Handler):
    """Writes every record as the program writes it, and keeps the lines in which a canary sings."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLine())
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Listen to a record."""
        line = self.format(record)
        if CANARY.search(line):
            self.heard.append(line)

    def listen(self) -> None:
        """Hear everything from here on, whatever a test before has set up."""
        root = logging.getLogger()
        root.setLevel(logging.DEBUG)
        if self not in root.handlers:
            root.addHandler(self)

    def tell(self) -> None:
        """Fail when a canary has sung.

        Raises:
            AssertionError: The log holds what it must not.
        """
        heard, self.heard = self.heard, []
        if heard:
            raise AssertionError("\n".join(("the log holds what it must not:", *heard)))
