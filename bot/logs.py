"""The log: one line a record, with no secret in it, and of other libraries' records no content."""

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from typing import Final, Literal, TextIO

from bot.redaction import blotted, described, hide, message_of, traced

__all__ = ["LogForm", "configure", "described", "hide", "tell_strays", "traced"]

LogForm = Literal["auto", "json", "text"]
"""JSON, readable text, or whichever suits where the log goes."""

# Below these levels the libraries write whole updates, statements, and addresses with the token in them.
_LOWEST_LEVELS: Final = {
    "telegram": logging.INFO,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "aiohttp": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "asyncpg": logging.WARNING,
    "asyncio": logging.WARNING,
}


def configure(level: int | str = logging.INFO, stream: TextIO | None = None, form: LogForm = "auto") -> None:
    """Send the log to standard error or a stream, one redacted line a record, whatever was set up before."""
    stream = stream or sys.stderr
    handler = _Unbroken(stream)
    handler.setFormatter(TextLine() if form == "text" or (form == "auto" and stream.isatty()) else JsonLine())
    root = logging.getLogger()
    for name in root.manager.loggerDict:
        logging.getLogger(name).handlers.clear()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, lowest in _LOWEST_LEVELS.items():
        logging.getLogger(name).setLevel(max(root.level, lowest))
    logging.captureWarnings(capture=True)


def tell_strays() -> None:
    """Log errors that nobody caught, in threads and destructors too; Python would print what they say."""

    def of_thread(stray: threading.ExceptHookArgs) -> None:
        _log_stray("a thread", stray.exc_value)

    def of_destructor(stray: "sys.UnraisableHookArgs") -> None:
        _log_stray("a destructor", stray.exc_value)

    sys.excepthook = lambda _, error, __: _log_stray("the program", error)
    threading.excepthook = of_thread
    sys.unraisablehook = of_destructor


def _log_stray(where: str, error: BaseException | None) -> None:
    logging.getLogger(__name__).critical("an error that nobody caught in %s: %s", where, described(error))


class TextLine(logging.Formatter):
    """Writes a record for people, on one line whatever stands in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line."""
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {message_of(record)}"
        if record.exc_info:
            line += f" | {described(record.exc_info[1])}"
        return _printable(blotted(line))


class JsonLine(logging.Formatter):
    """Writes a record for programs: one JSON object in plain ASCII, so that nothing can begin a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the finished line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = {
            "time": time.replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        if record.exc_info:
            fields["error"] = described(record.exc_info[1])
        return json.dumps({name: blotted(told) for name, told in fields.items()})


class _Unbroken(logging.StreamHandler[TextIO]):
    """Writes to a stream, and leaves out what cannot be written there."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 the library's name
        """Do nothing, where the library prints the record with all that was to be inserted."""


def _printable(text: str) -> str:
    one_line = text.replace("\r", "").replace("\n", " | ")
    if one_line.isprintable():
        return one_line
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in one_line)
