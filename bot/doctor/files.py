"""Files on the disk: whether others on this computer can read secrets or change what patients are told."""

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from bot.doctor.findings import Finding, ok, warn, wrong

# What hands secrets out keeps others away by the folder, and the program cannot change the modes in it.
_HANDED_OUT: Final = (Path("/run/secrets"), Path("/run/credentials"))


def secret_findings(files: Iterable[tuple[str, Path]]) -> Iterator[Finding]:
    """Yield whether each file that exists is readable for its owner only; files come with their names."""
    for name, path in files:
        if path.is_file() and not any(path.is_relative_to(folder) for folder in _HANDED_OUT):
            yield _kept_secret(name, path)


def _kept_secret(name: str, path: Path) -> Finding:
    mode = path.stat().st_mode
    if mode & stat.S_IRWXO:
        return wrong(name, "everyone on this computer can open it", f"chmod 600 {path}")
    if mode & stat.S_IRWXG:
        return warn(name, "its whole group can open it", f"chmod 600 {path}")
    return ok(name, "only its owner can open it")


def unchanged_findings(name: str, path: Path) -> Iterator[Finding]:
    """Yield a finding if everyone may write a file from which patients are told whom to call."""
    if path.stat().st_mode & stat.S_IWOTH:
        yield wrong(name, "everyone on this computer can change whom patients call", f"chmod 644 {path}")
