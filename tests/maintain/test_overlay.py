"""`aftercare overlay diff` shows the shared text against the clinic's, and what nobody signed."""

import io
from pathlib import Path
from typing import Literal

import pytest
from rich.console import Console

from bot.content import loading
from bot.maintain.overlay import Compared, Mark, differences
from bot.maintain.overlay_report import printed
from tests.content.base import SmallBase

CLINIC = """\
name: Rose
topics:
  numbness:
    answer: |
      Skin can feel numb. Ask {clinic}.

      We call you on day 3.
    safety_net: {look_for: [a droopy eye]}
    asks: [no feeling in my chin]
    signed: {by: Dr Rose, on: "2026-11-01"}
  arnica:
    asks: [wolfsbane]
red_flags:
  - {id: breathing, signs: [throat + closing]}
  - {id: tight-band, level: same-day, signs: [band + tight], card: "Call {clinic} today.",
     signed: {by: Dr Rose, on: "2026-11-01"}}
medicines:
  - {topic: arnica, names: [wolfsbane]}
"""


@pytest.fixture
def base(tmp_path: Path) -> SmallBase:
    """A small base in a temporary folder."""
    return SmallBase(tmp_path)


def compared(base: SmallBase, clinic: str) -> list[Compared]:
    """Return the comparison of the base with a clinic's file."""
    path = base.write("../clinic.yaml", clinic)
    shared = loading.load(base.folder, path, overlaid=False)
    return [*differences(shared, loading.load(base.folder, path))]


def test_every_difference_is_told_field_by_field(base: SmallBase) -> None:
    """What stays is shown beside what is added and replaced, then flags, medicines and what is not signed."""
    numbness = loading.load(base.folder, base.write("../clinic.yaml", "name: Rose\n")).topic("numbness")
    assert numbness is not None

    lines = [str(line) for line in compared(base, CLINIC)]
    laid = base.load(CLINIC).topic("numbness")
    assert laid is not None

    assert lines == [
        f"arnica (medication): not signed; {lines[0].partition('; ')[2]}",
        "  asks",
        "    + wolfsbane",
        (
            "numbness (complication): signed by Dr Rose on 2026-11-01; "
            f"{numbness.revision} becomes {laid.revision}"
        ),
        "  answer",
        "      Skin can feel numb. Ask Rose.",
        "    + We call you on day 3.",
        "  safety_net.look_for",
        "    - one side of the face droops",
        "    + a droopy eye",
        "  asks",
        "    + no feeling in my chin",
        "red flag breathing: further signs",
        "    + throat + closing",
        "red flag tight-band: the clinic's own, same-day",
        "    + Call Rose today.",
        "    + band + tight",
        "medicines of arnica: further names",
        "    + wolfsbane",
        "not signed: arnica",
    ]


def test_a_time_that_goes_with_the_answer_is_told(base: SmallBase) -> None:
    """Where an own answer drops what the article says of a day, its lines are shown as gone."""
    base.change(
        "topics/numbness.yaml",
        "related:",
        'course:\n  usual: "Day {day}: it can be so. Ask {clinic} if it gets worse."\nrelated:',
    )

    lines = [str(line) for line in compared(base, CLINIC)]

    at = lines.index("  course")
    assert lines[at + 1] == "    - Day {day}: it can be so. Ask Rose if it gets worse."


def test_a_clinic_that_changes_nothing_is_told_so(base: SmallBase) -> None:
    """A name and a number are no difference."""
    assert [str(line) for line in compared(base, "name: Rose\n")] == ["The clinic says nothing differently."]


@pytest.mark.parametrize("colours", ["standard", None])
def test_colours_stay_on_the_terminal(colours: Literal["standard"] | None) -> None:
    """Printed into a file, the comparison is plain text; no line is broken in either."""
    written = io.StringIO()
    line = Compared(Mark.OWN, "word " * 40)
    printed([line], Console(file=written, width=40, color_system=colours))

    assert ("\x1b[" in written.getvalue()) is (colours is not None)
    assert written.getvalue().count("\n") == 1
