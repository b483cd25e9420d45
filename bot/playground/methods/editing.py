"""Changing messages of the bot's own: their text, their caption, their buttons."""

from typing import Final

from bot.playground import limits
from bot.playground.chats import Chat, Posted
from bot.playground.refusals import Json, bad_request
from bot.playground.world import World

_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, call: Json) -> Json | bool:
    """Replace the text and the buttons of a message of the bot's own, or of one that was sent via it."""
    chat = _chat(world, call)
    shown = limits.text(call).carried() | limits.keyboard(call)
    posted = _own(world, chat, call)
    if "text" not in posted.shape:
        raise bad_request("there is no text in the message to edit")
    return _edited(world, chat, posted, {"entities": None, "reply_markup": None} | shown, call["text"])


def edit_message_caption(world: World, call: Json) -> Json | bool:
    """Replace the caption and the buttons of a picture or a document of the bot's own."""
    chat = _chat(world, call)
    shown = limits.caption(call) | limits.keyboard(call)
    posted = _own(world, chat, call)
    if not posted.shape.keys() & {"photo", "document"}:
        raise bad_request("there is no caption in the message to edit")
    empty = dict.fromkeys(("caption", "caption_entities", "reply_markup"))
    return _edited(world, chat, posted, empty | shown, call.get("caption") or "")


def edit_message_reply_markup(world: World, call: Json) -> Json | bool:
    """Replace the buttons of a message of the bot's own, or take them away."""
    chat = _chat(world, call)
    shown = limits.keyboard(call)
    posted = _own(world, chat, call)
    return _edited(world, chat, posted, {"reply_markup": None} | shown, posted.source)


def _chat(world: World, call: Json) -> Chat:
    """Return the chat in which something is edited; where it was sent via the bot, only Telegram knows it."""
    if "inline_message_id" not in call:
        return world.chat(call.get("chat_id"))
    if call["inline_message_id"] not in world.sent_via_bot:
        raise bad_request("MESSAGE_ID_INVALID")
    return world.sent_via_bot[call["inline_message_id"]][0]


def _own(world: World, chat: Chat, call: Json) -> Posted:
    if "inline_message_id" in call:
        return world.sent_via_bot[call["inline_message_id"]][1]
    posted = chat.posted.get(call.get("message_id", 0))
    if posted is None:
        raise bad_request("message to edit not found")
    if posted.is_service or not (posted.by_bot or (chat.kind == "channel" and chat.may("can_edit_messages"))):
        raise bad_request("message can't be edited")
    return posted


def _edited(world: World, chat: Chat, posted: Posted, changed: Json, source: str) -> Json | bool:
    if all(posted.shape.get(key) == value for key, value in changed.items()):
        raise bad_request(_NOT_MODIFIED)
    world.edit(chat, posted, changed, source)
    return True if "via_bot" in posted.shape else posted.shape
