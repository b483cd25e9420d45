"""The sheet of paper: nothing of the machine or of other drawings shows on it."""

import subprocess
import sys
import threading
from pathlib import Path

import matplotlib as mpl

from bot.pictures.sheet import Box, Sheet, Style
from bot.pictures.timeline import timeline
from tests.pictures.content import strip

ROOT = Path(__file__).resolve().parents[2]
DRAW = (
    "from bot.pictures.timeline import timeline; from tests.pictures.content import strip; timeline(strip())"
)


def python(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in a Python of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_words_are_no_formula() -> None:
    """Money and underscores are written as they are, and not read as mathematics."""
    sheet, style = Sheet(200, 50, dpi=72), Style(12, "mono")

    assert sheet.measured("$5_0 or $6", style) == sheet.measured("0123456789", style)


def test_a_cut_keeps_what_is_drawn_in_its_place() -> None:
    """A shorter sheet begins at the same top."""
    sheets = [Sheet(100, 200, dpi=72), Sheet(100, 60, dpi=72)]
    for sheet in sheets:
        sheet.box(Box(10, 10, 30, 20), fill="#000000")
        sheet.words("Rose", 50, 10, Style(12))
    sheets[0].cut(60)

    assert sheets[0].png() == sheets[1].png()


def test_drawing_changes_no_global_state() -> None:
    """Whoever draws next, here or in another library, meets the settings as they were."""
    before = dict(mpl.rcParams)

    assert timeline(strip())
    assert dict(mpl.rcParams) == before


def test_sheets_are_drawn_side_by_side() -> None:
    """Drawing in several threads gives each the picture that it would have drawn alone."""
    alone = {day: timeline(strip(day)) for day in (0, 45)}
    drawn: dict[int, bytes] = {}

    def draw(day: int) -> None:
        drawn[day] = timeline(strip(day))

    threads = [threading.Thread(target=draw, args=(day,)) for day in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert drawn == alone


def test_a_home_that_cannot_be_written_to_is_no_matter() -> None:
    """In a locked-down container a picture is drawn without a word, and without global state."""
    run = python(f"{DRAW}; import sys; assert 'matplotlib.pyplot' not in sys.modules", HOME="/dev/null")

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_telling_needs_no_drawing_library() -> None:
    """Whoever only answers questions does not wait for the drawing library."""
    run = python(
        "import sys, bot.__main__, bot.pictures.timeline, bot.pictures.numbers, bot.pictures.card\n"
        "print('matplotlib' in sys.modules, 'segno' in sys.modules)"
    )

    assert run.stdout == "False False\n", run.stderr
