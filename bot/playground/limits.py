"""What Telegram refuses to show: texts too long or empty, keyboards and commands that are not well formed.

Where the documents leave room, the narrower reading holds: lengths count UTF-16 code units, so a text that
passes here passes at Telegram too.
"""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from bot.playground.entities import Formatted, detected, parse_html, utf16_length
from bot.playground.parts import (
    BotCommand,
    InlineKeyboardButton,
    LinkPreviewOptions,
    MessageEntity,
    ReplyMarkup,
)
from bot.playground.refusals import Json, Refusal, bad_request, strict

TEXT: Final = 4096
CAPTION: Final = 1024
POP_UP: Final = 200
BUTTONS: Final = 100
BUTTONS_IN_A_ROW: Final = 8
CALLBACK_DATA: Final = 64
COMMANDS: Final = 100
COMMAND_DESCRIPTION: Final = 256

_COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}")
_ACTIONS: Final = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def message_text(source: str, parse_mode: str, entities: Sequence[MessageEntity]) -> Formatted:
    """Return the text of a message as Telegram shows it: 1 to 4,096 code units once parsed."""
    if not source:
        raise bad_request("message text is empty")
    text = _formatted(source, parse_mode, entities)
    if not text.text:
        raise bad_request("text must be non-empty")
    if utf16_length(text.text) > TEXT:
        raise bad_request("message is too long")
    return text


def caption(source: str, parse_mode: str, entities: Sequence[MessageEntity]) -> Formatted:
    """Return the caption of a picture as Telegram shows it: at most 1,024 code units once parsed."""
    text = _formatted(source, parse_mode, entities)
    if utf16_length(text.text) > CAPTION:
        raise bad_request("message caption is too long")
    return text


def keyboard(markup: ReplyMarkup) -> Json | None:
    """Return the inline keyboard as messages carry it, or None without one."""
    rows = [row for row in markup.inline_keyboard or () if row]
    for row in rows:
        if len(row) > BUTTONS_IN_A_ROW:
            raise strict(f"a row of {len(row)} buttons: Telegram's apps show {BUTTONS_IN_A_ROW} at most")
        for button in row:
            _check_button(button)
    if sum(len(row) for row in rows) > BUTTONS:
        raise bad_request("reply markup is too long")
    if not rows:
        return None
    return {"inline_keyboard": [[button.model_dump(exclude_none=True) for button in row] for row in rows]}


def check_preview(options: LinkPreviewOptions) -> None:
    """Refuse a preview of something that is not an address."""
    if options.url is not None and _fault_of(options.url):
        raise bad_request("WEBPAGE_URL_INVALID")


def check_commands(commands: Sequence[BotCommand]) -> None:
    """Refuse a menu that Telegram would not show."""
    if len(commands) > COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not _COMMAND.fullmatch(command.command.removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not command.description.strip():
            raise bad_request("command description must be non-empty")
        if utf16_length(command.description) > COMMAND_DESCRIPTION:
            raise bad_request(f"command description length must not exceed {COMMAND_DESCRIPTION}")


def check_pop_up(text: str) -> None:
    """Refuse a pop-up over 200 characters."""
    if utf16_length(text) > POP_UP:
        raise bad_request("MESSAGE_TOO_LONG")


def check_action(action: str) -> None:
    """Refuse a chat action that does not exist."""
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")


def _formatted(source: str, parse_mode: str, entities: Sequence[MessageEntity]) -> Formatted:
    if any("\ud800" <= character <= "\udfff" for character in source):
        raise bad_request("strings must be encoded in UTF-8")
    match parse_mode.lower():
        case "html":
            formatted = parse_html(source)
        case "":
            formatted = Formatted(source, tuple(_checked(entity, source) for entity in entities))
        case "markdown" | "markdownv2":
            raise strict("the playground reads HTML, no Markdown")
        case _:
            raise bad_request("unsupported parse_mode")
    return detected(formatted.stripped())


def _checked(entity: MessageEntity, text: str) -> Json:
    length, end = utf16_length(text), entity.offset + entity.length
    if entity.offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {entity.offset}")
    if entity.offset >= length:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
    if end > length:
        raise bad_request(
            f"entity beginning at UTF-16 offset {entity.offset} "
            f"ends after the end of the text at UTF-16 offset {end}"
        )
    return entity.model_dump(exclude_none=True)


def _check_button(button: InlineKeyboardButton) -> None:
    actions = [name for name in button.ACTIONS if getattr(button, name) is not None]
    if not button.text.strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be non-empty')
    if not actions or button.callback_data == "":
        raise _wrong_button("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise strict(
            f"an inline keyboard button does exactly one thing, this one has {' and '.join(actions)}"
        )
    if button.callback_data is not None and len(button.callback_data.encode()) > CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if button.url is not None and (fault := _fault_of(button.url)):
        raise bad_request(f"inline keyboard button URL '{button.url}' is invalid: {fault}")


def _wrong_button(reason: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _fault_of(url: str) -> str | None:
    """Return what Telegram finds wrong with an address, or None."""
    address = urlsplit(url if "://" in url or ":" in url.split("/", 1)[0] else f"http://{url}")
    if address.scheme in {"tg", "ton"}:
        return None
    if address.scheme not in {"http", "https"}:
        return "Unsupported URL protocol"
    host = address.hostname or ""
    if not host:
        return "URL host is empty"
    return None if re.fullmatch(r"[^\s.]+(\.[^\s.]+)+", host) else "Wrong HTTP URL"
