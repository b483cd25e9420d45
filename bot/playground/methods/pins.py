"""Pinning messages to the top of a chat, and taking them down again."""

from bot.playground.chats import Chat
from bot.playground.refusals import Json, bad_request
from bot.playground.world import World


def pin_chat_message(world: World, call: Json) -> bool:
    """Pin a message; people are told of it by a message of the chat's own."""
    chat = _chat(world, call)
    message_id = call.get("message_id", 0)
    posted = chat.posted.get(message_id)
    if posted is None:
        raise bad_request("message to pin not found")
    if posted.is_service:
        raise bad_request("message can't be pinned")
    if message_id not in chat.pinned:
        chat.pinned.append(message_id)
        world.post(chat, world.bot, {"pinned_message": posted.shape})
    return True


def unpin_chat_message(world: World, call: Json) -> bool:
    """Take down a pinned message, the newest one unless another is named."""
    chat = _chat(world, call)
    message_id = call.get("message_id", chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    return True


def _chat(world: World, call: Json) -> Chat:
    chat = world.chat(call.get("chat_id"))
    if not chat.may("can_edit_messages" if chat.kind == "channel" else "can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat
