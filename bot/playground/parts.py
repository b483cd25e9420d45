"""The parts of calls: closed values that several methods of the Bot API accept inside their parameters."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

ChatId = int | str


class Part(BaseModel):
    """A part of a call: closed, and frozen once read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CopyTextButton(Part):
    """A text that a button copies."""

    text: str


class InlineKeyboardButton(Part):
    """A button under a message."""

    text: str
    url: str | None = None
    callback_data: str | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    copy_text: CopyTextButton | None = None

    ACTIONS: ClassVar = (
        "url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat", "copy_text",
    )  # fmt: skip


class ReplyMarkup(Part):
    """What hangs on a message: an inline keyboard, or a request about the other one."""

    inline_keyboard: tuple[tuple[InlineKeyboardButton, ...], ...] | None = None
    remove_keyboard: bool | None = None
    force_reply: bool | None = None
    input_field_placeholder: str | None = None
    selective: bool | None = None


class MessageEntity(Part):
    """A stretch of text with a meaning; offset and length count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None


class LinkPreviewOptions(Part):
    """How the preview of a link looks."""

    is_disabled: bool | None = None
    url: str | None = None
    prefer_small_media: bool | None = None
    prefer_large_media: bool | None = None
    show_above_text: bool | None = None


class ReplyParameters(Part):
    """Which message is replied to."""

    message_id: int
    chat_id: ChatId | None = None
    allow_sending_without_reply: bool = False
    quote: str | None = None


class BotCommand(Part):
    """A command in the bot's menu."""

    command: str
    description: str


class BotCommandScope(Part):
    """Who sees a list of commands."""

    type: str
    chat_id: ChatId | None = None
    user_id: int | None = None


class MenuButton(Part):
    """What the button beside the message field does."""

    type: str
