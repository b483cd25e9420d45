"""What the bot gets to hear of what happens in a chat: in a group, only what is meant for it."""

from typing import Final

from bot.playground.chats import Chat, is_service
from bot.playground.entities import Formatted
from bot.playground.people import BOT
from bot.playground.refusals import Json

_OUTSIDE: Final = ("bot was kicked", "bot is not a member")


def reaches_the_bot(chat: Chat, shape: Json, username: str, *, privacy: bool) -> bool:
    """Return whether the bot hears of a message in a chat.

    An administrator hears everything, and so does a bot without privacy; no bot hears what another bot
    writes. Who writes in the name of a group or of a channel is no bot, whatever account stands for it.
    """
    if chat.shut is not None and any(words in chat.shut.description for words in _OUTSIDE):
        return False
    if chat.kind in {"private", "channel"}:
        return True
    author = shape["from"]
    if author["is_bot"] and "sender_chat" not in shape:
        return False
    return not privacy or chat.rights is not None or _is_meant_for_the_bot(shape, username)


def _is_meant_for_the_bot(shape: Json, username: str) -> bool:
    # Privacy holds back what people say, not what happens to the group.
    if is_service(shape) or shape.get("via_bot", {}).get("id") == BOT:
        return True
    quoted = shape.get("reply_to_message", {})
    if quoted.get("from", {}).get("id") == BOT and "forum_topic_created" not in quoted:
        return True
    return _addresses(Formatted.said_in(shape), f"@{username}".lower())


def _addresses(said: Formatted, me: str) -> bool:
    for entity in said.entities:
        words = said.marked_by(entity).lower()
        if entity["type"] == "mention" and words == me:
            return True
        if entity["type"] == "bot_command" and ("@" not in words or words.endswith(me)):
            return True
    return False
