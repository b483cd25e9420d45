"""The image holds locked libraries, nothing secret, and a program that can do little."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.deploy.places import ROOT


def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions, continued lines joined and comments left out."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def said(word: str) -> list[str]:
    """Return what the Dockerfile's instructions of one name say."""
    return [rest for instruction, rest in instructions() if instruction == word]


def test_what_builds_is_not_what_runs() -> None:
    """The image is made in two stages, both from one Python that is named by version and Debian release."""
    bases = [rest.split()[0] for rest in said("FROM")]

    assert len(bases) == 2
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+", bases[0])


def test_the_image_holds_locked_libraries_only() -> None:
    """Everything that is fetched while the image is built must have its hash in a lock."""
    fetching = [step for rest in said("RUN") for step in rest.split(" && ") if " pip " in step]
    harmless = (
        "--require-hashes --only-binary :all:",
        "--no-deps --no-build-isolation",
        "--no-deps --no-index",
    )

    assert len(fetching) == 4
    assert all(any(options in step for options in harmless) for step in fetching)
    assert "ADD" not in dict(instructions())
    assert not re.search(r"curl|wget|apt-get|index-url|https?://", (ROOT / "Dockerfile").read_text())


def test_the_image_runs_as_nobody_in_particular() -> None:
    """The program runs under a number of its own, and owns no more than its folder."""
    assert said("USER") == ["10001:10001"]
    assert [word for word, _ in instructions()].index("USER") < [word for word, _ in instructions()].index(
        "CMD"
    )
    assert "--owner 10001 --group 10001 --mode 0700 /data" in said("RUN")[-1]
    assert all("--chown" not in rest for rest in said("COPY"))


def test_the_image_hears_when_it_is_to_stop() -> None:
    """Start and health check need no shell, so that SIGTERM reaches the program itself."""
    assert said("STOPSIGNAL") == ["SIGTERM"]
    assert json.loads(said("ENTRYPOINT")[0]) == ["aftercare"]
    assert json.loads(said("CMD")[0]) == ["run"]
    assert isinstance(json.loads(said("HEALTHCHECK")[0].partition("CMD ")[2]), list)


def test_the_image_gets_nothing_secret() -> None:
    """What is not named in `.dockerignore` stays out, and every file that the image copies is named there."""
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    copied = {name for rest in said("COPY") if "--from" not in rest for name in rest.split()[:-1]}

    assert lines[0] == "*"
    assert let_in == copied
    assert all((ROOT / name).exists() for name in let_in)
    assert lines[-3:] == ["**/__pycache__", "**/.env", "**/*.db"]


@contextmanager
def health_page(status: int) -> Iterator[int]:
    """Serve /livez with one status, and return the port."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/livez" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  The library's name.
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_health_check_tells_sound_from_deaf(status: int, code: int) -> None:
    """The image's health check, run as it stands, ends with 0 exactly when the bot says that it is well."""
    _, *words = json.loads(said("HEALTHCHECK")[0].partition("CMD ")[2])

    with health_page(status) as port:
        environment = {**os.environ, "HEALTH_PORT": str(port)}
        run = subprocess.run([sys.executable, *words], env=environment, check=False, timeout=60)

    assert run.returncode == code
