"""What a person wrote in a Telegram message, and whether it was meant for the bot."""

import re
from typing import Final

from telegram import Message, MessageEntity

_COMMAND: Final = re.compile(r"\A/(?P<name>\w+)(?:@(?P<bot>\w+))?(?=\s|\Z)", re.ASCII)
_PAYLOAD: Final = re.compile(r"/start(?:@\w+)?\s+(?P<payload>[A-Za-z0-9_-]{1,64})\s*", re.ASCII)
_MENTIONS: Final[list[str | None]] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


def words_in(message: Message) -> str:
    """Return everything that was written, the name of a command included: "/cant_breathe" reads as words."""
    return _without_bots_name(_COMMAND.sub(_spoken, _written(message)), message)


def question_in(message: Message) -> str:
    """Return what was asked: the text or caption without a leading command and without the bot's name."""
    return _without_bots_name(_COMMAND.sub("", _written(message)), message)


def command_in(message: Message) -> str | None:
    """Return the name of the command that a message begins with; None without one, or with another bot's."""
    command = _COMMAND.match(_written(message))
    return command["name"].lower() if command and _is_command(message) else None


def payload_in(message: Message) -> str | None:
    """Return what a deep link carries, or None when nothing or something else follows /start."""
    found = _PAYLOAD.fullmatch(_written(message))
    return found["payload"] if found else None


def is_addressed(message: Message) -> bool:
    """Whether a group message mentions the bot, replies to it, or is a command that no other bot claims."""
    return _is_command(message) or _mentions_bot(message) or _replies_to_bot(message)


def names_bot(message: Message) -> bool:
    """Whether a group message is meant for this bot and no other."""
    command = _COMMAND.match(_written(message))
    named = command is not None and (command["bot"] or "").lower() == _own_name(message)
    return named or _mentions_bot(message) or _replies_to_bot(message)


def _written(message: Message) -> str:
    return message.text or message.caption or ""


def _spoken(command: re.Match[str]) -> str:
    return command["name"].replace("_", " ")


def _without_bots_name(text: str, message: Message) -> str:
    return re.sub(rf"@{_own_name(message)}\b", " ", text, flags=re.IGNORECASE).strip()


def _own_name(message: Message) -> str:
    return message.get_bot().username.lower()


def _is_command(message: Message) -> bool:
    command = _COMMAND.match(_written(message))
    return command is not None and (command["bot"] or _own_name(message)).lower() == _own_name(message)


def _mentions_bot(message: Message) -> bool:
    mentioned = {**message.parse_entities(_MENTIONS), **message.parse_caption_entities(_MENTIONS)}
    return any(
        words.lower() == f"@{_own_name(message)}"
        or (it.user is not None and it.user.id == message.get_bot().id)
        for it, words in mentioned.items()
    )


def _replies_to_bot(message: Message) -> bool:
    original = message.reply_to_message
    author = original.from_user if original else None
    return author is not None and author.id == message.get_bot().id
