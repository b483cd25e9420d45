"""The shell completes what somebody begins to type."""

import os
import subprocess
import sys
from pathlib import Path

from bot.commands.completion import topic_ids

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "import sys; from bot.__main__ import main; sys.argv[0] = 'aftercare'; main()"


def completed(words: str) -> list[str]:
    """Return what bash is offered for the last of these words."""
    asked = {
        "_AFTERCARE_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **asked},
        timeout=60,
        check=False,
    )
    return run.stdout.split()


def test_ids_begin_with_what_is_typed() -> None:
    """Only topics that begin so are offered, in alphabetical order."""
    assert topic_ids("thread-") == ["thread-extrusion", "thread-rejection", "thread-types"]
    assert "cost" in topic_ids("")
    assert topic_ids("zzz") == []


def test_a_shell_completes_commands_and_topics() -> None:
    """Commands, options and the ids of topics are completed."""
    assert completed("aftercare eval") == ["evaluate"]
    assert completed("aftercare evaluate --fail") == ["--fail-on-drop"]
    assert completed("aftercare why itchy --after thread-e") == ["thread-extrusion"]
