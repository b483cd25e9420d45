"""The recorded session: a maintainer begins a topic in a terminal, and patients get it at once."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from bot.content.folders import DEFAULT_BASE
from bot.content.loading import load
from tests.expectations import read
from tests.sessions.playground import opened
from tests.sessions.terminal import Terminal

ROOT: Final = DEFAULT_BASE.parent
TRANSCRIPT: Final = Path(__file__).with_name("topic_new.txt")
RELATED: Final = re.compile(r"^(related: .*?)(, dimpling|dimpling, )", re.MULTILINE)
THEIRS: Final = (
    "the end of the thread pulls my skin in",
    "a thread is coming out of the dent",
    "i can see the thread under the dip",
)
"""Asks that read like those of another topic."""
ANSWERS: Final = (
    *("Dimpling", "dimpling", "A dimple or puckered skin", "3", "n"),
    *("You have a dimple that the doctor must look at.",),
    *("The article does not cover dimples, dents or puckered skin. Please do not press or rub the spot.",),
    *("Ask {clinic} to look at it. Note when you first saw it, and whether it changes.", ""),
    *("Nobody can tell from a message why the skin is pulled in.", "the dimple gets deeper"),
    *("the spot is hot, painful or swollen, or darker or redder than before", ""),
    *("See a doctor today for heat or pain. For a weak arm call {emergency_number} now.",),
    *("The article gives no time for this. Ask {clinic} how long to wait.",),
    *("there is a dent in my cheek since the threads", "dimple next to my mouth", "how much does it cost"),
    *("my skin is puckered near the ear", "the skin dips in at one spot when i smile"),
    *("the skin is pulled in beside my nose", "when do the dents go away"),
    *(answer for ask in THEIRS for answer in (ask, "y")),
    *("", "facial-asymmetry track-marks thread-extrusion"),
    *(
        "there is a dimple in my cheek when i smile",
        "my skin is puckered like a curtain",
        "is a dimple common",
    ),
    *("what does it cost", ""),
)
"""What the maintainer types; a wrong id, a diagnosis and a stranger's ask are told at once."""


ASKED: Final = "my cheek has a dimple when i smile"
"""What a patient asks before and after."""


class Session(NamedTuple):
    """What came of the recorded session."""

    checkout: Path
    screen: str
    ended: int
    before: str
    """What the open playground answered to a question about dimples before."""
    after: str
    """What it answers once it has noticed the new topic, without a restart."""


def copied(place: Path) -> Path:
    """Make a copy of the project that knows nothing of dimples."""
    leave_out = shutil.ignore_patterns("__pycache__", "dimpling.yaml")
    for name in ("bot", "knowledge", "tests/conversations"):
        shutil.copytree(ROOT / name, place / name, ignore=leave_out)
    for file in (place / "knowledge" / "en" / "topics").iterdir():
        told = file.read_text("utf-8")
        file.write_text(
            re.sub(r"^(related: .*?)(, dimpling|dimpling, )", r"\1", told, flags=re.MULTILINE), "utf-8"
        )
    return place


def environment(checkout: Path) -> dict[str, str]:
    """Return the variables of a terminal without colours, in which the copy is run."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    quiet = {"PYTHONDONTWRITEBYTECODE": "1", "TERM": "dumb", "LANG": "C.UTF-8"}
    return {**kept, **quiet, "PYTHONPATH": str(checkout)}


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def run(checkout: Path, *command: str) -> str:
    """Run a command of the copy, and return what it prints."""
    program = [sys.executable, "-m", "bot", *command]
    done = subprocess.run(program, cwd=checkout, env=environment(checkout), capture_output=True, check=False)
    return done.stdout.decode()


def begun(checkout: Path) -> Terminal:
    """Return a terminal in which the command has been called."""
    return Terminal([sys.executable, "-m", "bot", "topic", "new"], checkout, environment(checkout))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The session, typed once."""
    checkout = copied(tmp_path_factory.mktemp("checkout"))
    with opened(checkout, {**environment(checkout), "PLAYGROUND_PORT": str(free_port())}) as playground:
        before, version = playground.answer_to(ASKED), playground.version()
        terminal = begun(checkout)
        terminal.answers(*ANSWERS)
        ended = terminal.ends()
        assert playground.is_renewed(version)
        after = playground.answer_to(ASKED)
    return Session(checkout, terminal.screen, ended, before, after)


def test_the_session_is_as_it_was_recorded(session: Session) -> None:
    """The screen shows what the kept transcript shows; without a transcript, one is written to be read."""
    if not TRANSCRIPT.exists():
        TRANSCRIPT.write_text(session.screen, "utf-8")
        pytest.fail("the session has been recorded anew; read it")

    assert (session.screen, session.ended) == (TRANSCRIPT.read_text("utf-8"), 0)


def test_patients_get_the_topic(session: Session) -> None:
    """Whoever asks about dimples is shown the topic, its doctor prompt included."""
    told = run(session.checkout, "ask", ASKED)

    assert "A dimple or puckered skin" in told
    assert "does not cover dimples" in told
    assert "doctor" in told.splitlines()[-1]


def test_the_open_playground_gets_it_without_a_restart(session: Session) -> None:
    """The page that was open all the time shows the topic, which it did not know before."""
    assert "A dimple or puckered skin" not in session.before
    assert "A dimple or puckered skin" in session.after


def test_check_names_the_asks_that_pull_elsewhere(session: Session) -> None:
    """The three asks that read like those of another topic are named with their lines, and no other one."""
    told = run(session.checkout, "check", "knowledge/en/topics/dimpling.yaml")
    named = [line for line in told.splitlines() if "pulls towards thread-extrusion" in line]

    assert [ask for ask in THEIRS if any(f'"{ask}"' in line for line in named)] == list(THEIRS)
    assert len(named) == len(THEIRS)


def test_the_files_are_like_their_neighbours(session: Session) -> None:
    """The topic loads, nobody has reviewed it, and its twin holds the lines that led to it."""
    topic = load(session.checkout / "knowledge" / "en").topic("dimpling")
    lines = read(session.checkout / "tests" / "conversations" / "dimpling.yaml")

    assert topic is not None
    assert (topic.kind, topic.covered, topic.review.on, len(topic.asks)) == (
        "complication",
        False,
        "not yet",
        9,
    )
    assert [line.says for line in lines] == list(ANSWERS[-5:-2])


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    """Whoever leaves before the last answer has written nothing."""
    checkout = copied(tmp_path)
    before = sorted(checkout.rglob("*"))
    terminal = begun(checkout)
    terminal.answers(*ANSWERS[:9])
    ended = terminal.interrupts()

    assert ended == 1
    assert sorted(checkout.rglob("*")) == before
