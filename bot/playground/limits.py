"""What Telegram refuses to show: texts too long or empty, keyboards and commands that are not well formed.

Where the documents leave room, the narrower reading holds: lengths count UTF-16 code units, so a text that
passes here passes at Telegram too.
"""

import re
from itertools import chain
from typing import Final
from urllib.parse import urlsplit

from bot.playground.entities import Formatted, utf16_length
from bot.playground.markup import parse_html
from bot.playground.refusals import Json, bad_request

TEXT: Final = 4096
CAPTION: Final = 1024
POP_UP: Final = 200
BUTTONS: Final = 100
CALLBACK_DATA: Final = 64
COMMANDS: Final = 100
COMMAND_DESCRIPTION: Final = 256
DESCRIPTION: Final = 512
SHORT_DESCRIPTION: Final = 120

_COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}")
_WRONG_BUTTON: Final = "can't parse inline keyboard button"


def text(call: Json) -> Formatted:
    """Return the text of a call as Telegram shows it: 1 to 4,096 code units once parsed."""
    source = call.get("text", "")
    if not source:
        raise bad_request("message text is empty")
    shown = _shown(source, call, "entities")
    if not shown.text:
        raise bad_request("text must be non-empty")
    if utf16_length(shown.text) > TEXT:
        raise bad_request("message is too long")
    return shown


def caption(call: Json) -> Json:
    """Return the caption of a call as messages carry it, at most 1,024 code units; nothing without one."""
    shown = _shown(call.get("caption") or "", call, "caption_entities")
    if utf16_length(shown.text) > CAPTION:
        raise bad_request("message caption is too long")
    return shown.carried("caption") if shown.text else {}


def _shown(source: str, call: Json, entities: str) -> Formatted:
    match call.get("parse_mode", "").lower():
        case "html":
            formatted = parse_html(source)
        case "":
            formatted = Formatted.of(source, call.get(entities, ()))
        case _:
            raise bad_request("unsupported parse_mode")
    return formatted.stripped().detected()


def keyboard(call: Json) -> Json:
    """Return the inline keyboard of a call as messages carry it; nothing without one."""
    rows = [row for row in call.get("reply_markup", {}).get("inline_keyboard", ()) if row]
    buttons = list(chain.from_iterable(rows))
    for button in buttons:
        _check_button(button)
    if len(buttons) > BUTTONS:
        raise bad_request("reply markup is too long")
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _check_button(button: Json) -> None:
    if not button.get("text", "").strip():
        raise bad_request(f'{_WRONG_BUTTON}: Field "text" must be non-empty')
    if button.keys() == {"text"} or button.get("callback_data") == "":
        raise bad_request(f"{_WRONG_BUTTON}: Text buttons are unallowed in the inline keyboard")
    if len(button.get("callback_data", "").encode()) > CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and (fault := _fault_of(button["url"])):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: {fault}")


def _fault_of(url: str) -> str | None:
    """Return what Telegram finds wrong with an address, or None."""
    address = urlsplit(url if ":" in url else f"http://{url}")
    if address.scheme == "tg":
        return None
    if address.scheme not in {"http", "https"}:
        return "Unsupported URL protocol"
    if not address.hostname:
        return "URL host is empty"
    return None if "." in address.hostname else "Wrong HTTP URL"


def check_commands(commands: list[Json]) -> None:
    """Refuse a menu that Telegram would not show."""
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not command["description"].strip():
            raise bad_request("command description must be non-empty")
        check_length("command description", command["description"], COMMAND_DESCRIPTION)


def check_length(name: str, words: str, most: int) -> None:
    """Refuse words about the bot that are too long."""
    if utf16_length(words) > most:
        raise bad_request(f"{name} length must not exceed {most}")


def check_pop_up(shown: str) -> None:
    """Refuse a pop-up over 200 characters."""
    if utf16_length(shown) > POP_UP:
        raise bad_request("MESSAGE_TOO_LONG")
