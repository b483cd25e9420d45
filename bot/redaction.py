"""What may be told of an error and of a record: no secret, and nothing that a patient wrote."""

import inspect
import logging
import re
import traceback
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote, quote_plus

SHORTEST_SECRET: Final = 6
"""Characters; blotting out anything shorter would blot out ordinary words."""

# With these words libraries begin messages that they finish with what went wrong, before we see them.
_BEGINNINGS: Final = (
    "Task exception was never retrieved",
    "Future exception was never retrieved",
    "Task was destroyed but it is pending!",
    "Exception in callback",
    "Unhandled exception",
    "unhandled exception during asyncio.run() shutdown",
    "Fatal error on transport",
    "Fatal read error",
    "Fatal write error",
    "Unclosed client session",
    "Unclosed connection",
    "Unclosed response",
    "Web-handler should return a response instance",
)

# Of slow callbacks uvloop tells from compiled code, in which no constant can be looked up.
_SLOW: Final = "Executing %s took %.3f seconds"

_TOKEN: Final = re.compile(r"\d{6,12}(?::|%(?:25)*3[Aa])[A-Za-z0-9_-]{30,}")
_WARNING: Final = re.compile(r"^(?:.*?[/\\])?([\w.<>-]+:\d+: \w+): ")
_FRAMES: Final = 24
_PLACES: Final = 3
_SMALL: Final = 100_000
"""Ids of people, chats and updates are larger; numbers of tries, ports and codes are not."""

_hidden: Final[list[str]] = []


def hide(secret: str) -> None:
    """Blot out a secret wherever it stands in the log, also as it stands in addresses and in `repr`.

    One with fewer than `SHORTEST_SECRET` characters is left, because ordinary words would go with it.
    """
    if len(secret) >= SHORTEST_SECRET:
        written = {secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]}
        _hidden[:] = sorted(written.union(_hidden), key=len, reverse=True)


def blotted(text: str) -> str:
    """Return the text without bot tokens and hidden secrets."""
    for secret in _hidden:
        text = text.replace(secret, "<secret>")
    return _TOKEN.sub("<token>", text)


def described(error: BaseException | None) -> str:
    """Return the kind of an error and the innermost places it came through, without its message.

    The message may quote what a patient wrote, or an address with the token.
    """
    if error is None:
        return "nothing known"
    frames = [
        f"{_file(frame.f_code.co_filename)}:{line}" for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    told = type(error).__name__
    if isinstance(error, BaseExceptionGroup):
        told += f" of ({', '.join(map(described, error.exceptions[:_PLACES]))})"
    return f"{told} at {' < '.join(frames[: -_PLACES - 1 : -1])}" if frames else told


def traced(error: BaseException) -> str:
    """Return the whole traceback of an error and of what led to it, without what they say."""
    return "\nwhich led to\n\n".join(reversed([*_traces(error)]))


def _traces(error: BaseException) -> Iterator[str]:
    told: set[int] = set()
    cause: BaseException | None = error
    while cause and id(cause) not in told:
        told.add(id(cause))
        places = "".join(traceback.format_tb(cause.__traceback__))
        yield f"Traceback (most recent call last):\n{places}{type(cause).__name__}\n"
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def message_of(record: logging.LogRecord) -> str:
    """Return what a record says: as it stands where we wrote it, without content where a library did."""
    ours = record.name.partition(".")[0] == "bot"
    try:
        return _our_message(record) if ours else _message_of_library(record)
    except Exception:  # noqa: BLE001  The log never fails, and what failed may quote anything.
        return f"a message that cannot be put together at {_place(record)}"


def _our_message(record: logging.LogRecord) -> str:
    template, inserted = str(_without_message(record.msg)), record.args
    if isinstance(inserted, Mapping):
        return template % {name: _without_message(value) for name, value in inserted.items()}
    return template % tuple(map(_without_message, inserted)) if inserted else template


def _without_message(inserted: object) -> object:
    return described(inserted) if isinstance(inserted, BaseException) else inserted


def _message_of_library(record: logging.LogRecord) -> str:
    """Return the message with types for what is inserted, if what it is inserted into is a constant."""
    template, inserted = record.msg, record.args
    if not isinstance(template, str) or not (template == _SLOW or _is_constant(template)):
        return _known_part(record)
    if not inserted:
        return template
    try:
        return template % _types(template, inserted)
    except (TypeError, ValueError):
        return template


def _types(template: str, inserted: tuple[object, ...] | Mapping[str, object]) -> object:
    if not isinstance(inserted, Mapping):
        return tuple(map(_harmless, inserted))
    named = {name: _harmless(value) for name, value in inserted.items() if f"%({name})" in template}
    return named or (type(inserted).__name__,)


def _known_part(record: logging.LogRecord) -> str:
    text = str(record.msg)
    if record.name == "py.warnings" and (place := _WARNING.match(text)):
        return place[1]
    beginning = next((known for known in _BEGINNINGS if text.startswith(known)), None)
    return beginning or f"a message at {_place(record)}"


def _is_constant(text: str) -> bool:
    """Whether the text stands in the code that logs it, and so cannot have come from a patient."""
    frame = inspect.currentframe()
    for _ in range(_FRAMES):
        if frame is None:
            return False
        if text in frame.f_code.co_consts:
            return True
        frame = frame.f_back
    return False


def _harmless(inserted: object) -> object:
    if inserted is None or isinstance(inserted, float):
        return inserted
    if isinstance(inserted, int) and abs(inserted) < _SMALL:
        return inserted
    return type(inserted).__name__


def _place(record: logging.LogRecord) -> str:
    return f"{_file(record.pathname)}:{record.lineno}"


def _file(path: str) -> str:
    return path.rpartition("/")[2]
