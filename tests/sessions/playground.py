"""The playground of a copy of the project, open beside a terminal, spoken to as its page does."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.request import Request, urlopen

PATIENCE: Final = 60.0
"""Seconds after which what is waited for will not come."""


class Playground:
    """The page's requests, without the page."""

    def __init__(self, address: str) -> None:
        self._address = address

    def version(self) -> int:
        """Return how often the content has been renewed, the first one included."""
        return int(self._asked("page/content")["version"])

    def answer_to(self, text: str) -> str:
        """Type a message as a patient who is new here, and return the last message of the bot's."""
        chat = self._asked("page/patients", {"name": "Anna"})["chat"]
        said = self._asked("page/say", {"chat": chat, "text": text})["message_id"]
        for _ in self._looks():
            *_, last = self._asked(f"page/state?chat={chat}")["chat"]["messages"]
            if last["id"] > said:
                return json.dumps(last, ensure_ascii=False)
        raise AssertionError("the bot did not answer")

    def is_renewed(self, version: int) -> bool:
        """Wait until content is served that came after this version."""
        return any(self.version() > version for _ in self._looks())

    def _looks(self) -> Iterator[None]:
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            yield
            time.sleep(0.1)

    def _asked(self, path: str, wish: Mapping[str, Any] | None = None) -> Any:
        body = None if wish is None else json.dumps(wish).encode()
        request = Request(  # noqa: S310  The address is that of the program above.
            f"{self._address}{path}", body, {"Content-Type": "application/json"}
        )
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return json.load(answer)


@contextmanager
def opened(checkout: Path, environment: Mapping[str, str]) -> Iterator[Playground]:
    """Start the playground of a copy; stop it at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=checkout,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as program:
        try:
            told = program.stdout.readline() if program.stdout else ""
            yield Playground(next(word for word in told.split() if word.startswith("http://")))
        finally:
            program.terminate()
