"""Deleting messages: the bot's own while they are young, and other people's where it has the right."""

import time

from bot.playground.chats import Chat, Posted
from bot.playground.methods.copying import checked_ids
from bot.playground.refusals import Json, bad_request
from bot.playground.world import TWO_DAYS, World


def delete_message(world: World, call: Json) -> bool:
    """Delete one message."""
    chat = world.chat(call.get("chat_id"))
    message_id = call.get("message_id", 0)
    if message_id not in chat.posted:
        raise bad_request("message to delete not found")
    _check(chat, chat.posted[message_id])
    world.delete(chat, message_id)
    return True


def delete_messages(world: World, call: Json) -> bool:
    """Delete several messages, all or none; those that are not there are passed over."""
    chat = world.chat(call.get("chat_id"))
    there = [one for one in dict.fromkeys(checked_ids(call)) if one in chat.posted]
    for message_id in there:
        _check(chat, chat.posted[message_id])
    for message_id in there:
        world.delete(chat, message_id)
    return True


def _check(chat: Chat, posted: Posted) -> None:
    # What opens a topic goes with the topic only.
    if "forum_topic_created" in posted.shape:
        raise bad_request("message can't be deleted")
    if chat.kind != "private" and chat.may("can_delete_messages"):
        return
    if not (posted.by_bot or chat.kind == "private"):
        raise bad_request("message can't be deleted")
    if time.time() - posted.shape["date"] >= TWO_DAYS:
        raise bad_request("message can't be deleted for everyone")
