"""What is built from this project is whole."""

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BESIDE_CODE = {".yaml", ".json", ".html", ".css", ".js", ".svg", ".typed"}


def test_the_wheel_carries_content_and_page(tmp_path: Path) -> None:
    """The wheel holds every file of the program, the knowledge base and the playground's page."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=60,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())

    needed = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "knowledge")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in BESIDE_CODE | {".py"}
    }
    assert needed <= packed
    assert not {name for name in packed if name.startswith("tests/")}
