"""The log: one line a record, with no bot token in it, and of other libraries' records no content."""

import logging
import re
import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Final, TextIO

_TOKEN: Final = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
_LIBRARIES_WITH_CONTENT: Final = ("telegram", "httpx", "httpcore")
_HARMLESS: Final = (int, float, bool, type(None))
_PLACES: Final = 3

_ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_LINE: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def configure(level: int | str = logging.INFO, stream: TextIO | None = None) -> None:
    """Send the log to standard error or a stream, one redacted line a record, whatever was set up before."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine(_LINE))
    handler.addFilter(without_content)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    _quiet_libraries(root.level)


def _quiet_libraries(level: int) -> None:
    # Below these levels the libraries write whole updates, and addresses with the token in them.
    logging.getLogger("telegram").setLevel(max(level, logging.INFO))
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def described(error: BaseException | None) -> str:
    """Return the kind of an error and the innermost places it came through, without its message.

    The message may quote what a patient wrote, or an address with the token.
    """
    if error is None:
        return "nothing known"
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    places = " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {places}" if places else type(error).__name__


def without_content(record: logging.LogRecord) -> bool:
    """Let every record through, but replace what a library wants to insert by its type.

    The Telegram library writes whole updates at its highest level when it cannot read them.
    """
    if record.name.partition(".")[0] in _LIBRARIES_WITH_CONTENT:
        if isinstance(record.args, Mapping):
            record.args = {name: _harmless(inserted) for name, inserted in record.args.items()}
        elif record.args:
            record.args = tuple(map(_harmless, record.args))
    return True


def _harmless(inserted: object) -> object:
    return inserted if isinstance(inserted, _HARMLESS) else type(inserted).__name__


class OneLine(logging.Formatter):
    """Writes a record on one line, errors by kind and place, tokens blotted out."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line."""
        line = super().format(record)
        return _TOKEN.sub("<token>", line.replace("\r", "").replace("\n", " | "))

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802 the library's name
        """Return an error by kind and place."""
        return described(ei[1])
