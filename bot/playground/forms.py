"""The parameters of a call, however it carries them: as JSON, in a form, or in a form with files."""

import json
from typing import Any, Final

from aiohttp import web
from aiohttp.web_request import FileField

from bot.playground.files import Upload
from bot.playground.refusals import Json, bad_request

# A form carries every value as text; all but these are JSON in it.
_TEXTS: Final = frozenset({
    "action", "callback_query_id", "caption", "description", "document", "inline_query_id", "name",
    "next_offset", "parse_mode", "photo", "secret_token", "short_description", "text",
})  # fmt: skip
_ATTACHED: Final = "attach://"


async def parameters_of(request: web.Request) -> Json:
    """Return the parameters of a call as JSON values, with each file as an `Upload` where it belongs.

    Raises:
        Refusal: the call says that it is JSON, and is not.
    """
    if request.content_type != "application/json":
        return _with_files([(name, _read(given)) for name, given in (await request.post()).items()])
    try:
        given = json.loads(await request.read())
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise bad_request("can't parse JSON object")
    return {name: _value(name, value) for name, value in given.items()}


def _read(given: str | bytearray | bytes | FileField) -> str | Upload:
    """Return one part of a form; what has a name is a file."""
    if isinstance(given, FileField):
        with given.file:
            return Upload(given.filename, given.file.read(), given.content_type)
    return given if isinstance(given, str) else bytes(given).decode(errors="replace")


def _with_files(parts: list[tuple[str, str | Upload]]) -> Json:
    """Return the parameters of a form, with each file where it is attached."""
    files = {name: one for name, one in parts if isinstance(one, Upload)}
    texts = {name: one for name, one in parts if isinstance(one, str)}
    places = {
        name: text.removeprefix(_ATTACHED) for name, text in texts.items() if text.startswith(_ATTACHED)
    }
    attached = {name: files[part] for name, part in places.items() if part in files}
    loose = {name: one for name, one in files.items() if name not in places.values()}
    return {name: _value(name, text) for name, text in texts.items()} | loose | attached


def _value(name: str, given: Any) -> Any:
    """Return a parameter as the JSON value that it is; one that was already read stays as it is."""
    if name in _TEXTS or not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except ValueError:
        return given
