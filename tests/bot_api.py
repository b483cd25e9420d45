"""An independent model of the Bot API: says what is wrong with a call, by aiogram's typed methods.

The playground, like Telegram, ignores a parameter that it does not know, so a misspelt one would go unseen.
Here other people's model of the same interface judges each call that was made.

    assert not [wrong for call in telegram.calls for wrong in violations(call)]
"""

import datetime as dt
import types
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import aiogram.methods
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile
from pydantic import BaseModel

from bot.playground.calls import Call
from bot.playground.files import Upload

METHODS: Final[dict[str, type[BaseModel]]] = {
    method.__api_method__: method
    for method in vars(aiogram.methods).values()
    if isinstance(method, type)
    and issubclass(method, TelegramMethod)
    and isinstance(getattr(method, "__api_method__", None), str)
}

# The fewest and the most characters that the documents allow; None in place of a method means any.
LENGTHS: Final[tuple[tuple[str | None, str, int, int], ...]] = (
    (None, "caption", 0, 1024),
    (None, "commands.command", 1, 32),
    (None, "commands.description", 1, 256),
    ("createForumTopic", "name", 1, 128),
    ("editForumTopic", "name", 0, 128),
    ("sendMessage", "text", 1, 4096),
    ("editMessageText", "text", 1, 4096),
    ("answerCallbackQuery", "text", 0, 200),
    ("answerInlineQuery", "results.title", 1, 256),
    ("answerInlineQuery", "results.input_message_content.message_text", 1, 4096),
    ("answerInlineQuery", "button.start_parameter", 1, 64),
    ("setMyName", "name", 0, 64),
    ("setMyDescription", "description", 0, 512),
    ("setMyShortDescription", "short_description", 0, 120),
)
# The fewest and the most bytes.
BYTES: Final = (
    ("reply_markup.inline_keyboard.callback_data", 1, 64),
    ("results.reply_markup.inline_keyboard.callback_data", 1, 64),
    ("results.id", 1, 64),
    ("next_offset", 0, 64),
)
# The fewest and the most items of a list.
ITEMS: Final = (
    ("copyMessages", "message_ids", 1, 100),
    ("deleteMessages", "message_ids", 1, 100),
    ("answerInlineQuery", "results", 0, 50),
    ("setMessageReaction", "reaction", 0, 1),
)

_RESULTS_MODE: Final = ["results", "input_message_content", "parse_mode"]
_PLAIN: Final[dict[object, tuple[type, ...]]] = {
    str: (str,),
    int: (int,),
    float: (int, float),
    bool: (bool,),
    # Moments and spans travel as whole seconds.
    dt.datetime: (int,),
    dt.timedelta: (int,),
}


def violations(call: Call) -> tuple[str, ...]:
    """Return everything that is wrong with a call, each as a sentence; nothing for a good one."""
    method = METHODS.get(call.method)
    if method is None:
        return (f"{call.method}: there is no such method",)
    wrong = (*_wrong_object(call.parameters, method, ""), *_wrong_lengths(call))
    return tuple(f"{call.method}: {what}" for what in wrong)


def _wrong_object(value: dict[str, Any], model: type[BaseModel], path: str) -> Iterator[str]:
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    for name in sorted(value.keys() - fields.keys()):
        yield f"{path}{name} is unknown"
    for name, field in fields.items():
        if name in value:
            yield from _wrong(value[name], field.annotation, f"{path}{name}")
        elif field.is_required():
            yield f"{path}{name} is missing"


def _wrong(value: object, annotation: Any, path: str) -> tuple[str, ...]:
    """Return what is wrong with a value of this type."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _wrong(value, arguments[0], path)
    if origin in {Union, types.UnionType}:
        if isinstance(value, Upload) and InputFile in arguments:
            return ()
        tried = [_wrong(value, one, path) for one in arguments if one not in {type(None), Default, InputFile}]
        return min(tried, key=len)
    if origin is Literal:
        return () if value in arguments else (f"{path} is none of {arguments}",)
    if origin is list:
        return _wrong_list(value, arguments[0], path)
    return _wrong_one(value, annotation, path)


def _wrong_list(value: object, item: object, path: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        return (f"{path} is no list",)
    return tuple(wrong for one in value for wrong in _wrong(one, item, path))


def _wrong_one(value: object, annotation: Any, path: str) -> tuple[str, ...]:
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return _wrong_plain(value, annotation, path)
    if not isinstance(value, dict):
        return (f"{path} is no {annotation.__name__}",)
    return tuple(_wrong_object(value, annotation, f"{path}."))


def _wrong_plain(value: object, annotation: Any, path: str) -> tuple[str, ...]:
    allowed = _PLAIN.get(annotation, (str,))
    # For Python a bool is an int; for Telegram it is not.
    fits = isinstance(value, allowed) and (bool in allowed or not isinstance(value, bool))
    return () if fits else (f"{path} is no {getattr(annotation, '__name__', annotation)}",)


def _wrong_lengths(call: Call) -> Iterator[str]:
    for method, path, fewest, most in LENGTHS:
        if method in {None, call.method}:
            for text in _texts(call.parameters, path.split(".")):
                length = _length(_visible(text, call))
                if not fewest <= length <= most:
                    yield f"{path} has {length} characters, {fewest} to {most} are allowed"
    for path, fewest, most in BYTES:
        for text in _texts(call.parameters, path.split(".")):
            if not fewest <= len(text.encode()) <= most:
                name = path.rsplit(".", maxsplit=1)[-1]
                yield f"{name} has {len(text.encode())} bytes, {fewest} to {most} are allowed"
    for method, name, fewest, most in ITEMS:
        if method == call.method and not fewest <= len(call.parameters.get(name, ())) <= most:
            yield f"{name} has {len(call.parameters[name])} items, {fewest} to {most} are allowed"


def _texts(value: object, path: list[str]) -> Iterator[str]:
    """Return every text that stands at a path, through all lists on the way."""
    if isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one, path)
    elif path and isinstance(value, dict) and path[0] in value:
        yield from _texts(value[path[0]], path[1:])
    elif not path and isinstance(value, str):
        yield value


def _visible(text: str, call: Call) -> str:
    """Return what is left of a text once its markup is read."""
    modes = [*_texts(call.parameters, ["parse_mode"]), *_texts(call.parameters, _RESULTS_MODE)]
    if not any(mode.lower() == "html" for mode in modes):
        return text
    reader = _VisibleText(convert_charrefs=True)
    reader.feed(text)
    reader.close()
    return "".join(reader.words)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _VisibleText(HTMLParser):
    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
