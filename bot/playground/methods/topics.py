"""The topics of a forum, as the bot opens, renames, closes, opens again and deletes them."""

from typing import Final

from bot.playground import forums
from bot.playground.chats import Chat, Topic
from bot.playground.entities import utf16_length
from bot.playground.refusals import Json, bad_request
from bot.playground.world import World

LONGEST_NAME: Final = 128


def create_forum_topic(world: World, call: Json) -> Json:
    """Open a topic."""
    chat = world.chat(call.get("chat_id"))
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not chat.may("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    name, colour = _name(call), call.get("icon_color", forums.COLOURS[0])
    if colour not in forums.COLOURS:
        raise bad_request("invalid icon color specified")
    topic = forums.open_topic(world, chat, world.bot, name, colour)
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": colour}


def edit_forum_topic(world: World, call: Json) -> bool:
    """Rename a topic."""
    chat, topic = _topic(world, call)
    if not call.get("name"):
        return True
    name = _name(call)
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    forums.rename_topic(world, chat, world.bot, topic, name)
    return True


def close_forum_topic(world: World, call: Json) -> bool:
    """Close a topic to all but administrators."""
    return _set_open(world, call, is_open=False)


def reopen_forum_topic(world: World, call: Json) -> bool:
    """Open a topic again."""
    return _set_open(world, call, is_open=True)


def delete_forum_topic(world: World, call: Json) -> bool:
    """Delete a topic with everything in it."""
    chat = world.chat(call.get("chat_id"))
    topic = forums.topic_of(chat, call.get("message_thread_id", 0))
    if not chat.may("can_delete_messages"):
        raise bad_request("not enough rights to delete the topic")
    forums.delete_topic(world, chat, topic)
    return True


def _set_open(world: World, call: Json, *, is_open: bool) -> bool:
    chat, topic = _topic(world, call)
    if topic.is_open is is_open:
        raise bad_request("TOPIC_NOT_MODIFIED")
    forums.set_open(world, chat, world.bot, topic, is_open=is_open)
    return True


def _topic(world: World, call: Json) -> tuple[Chat, Topic]:
    chat = world.chat(call.get("chat_id"))
    topic = forums.topic_of(chat, call.get("message_thread_id", 0))
    if not (topic.by_bot or chat.may("can_manage_topics")):
        raise bad_request("not enough rights to edit the topic")
    return chat, topic


def _name(call: Json) -> str:
    name = call.get("name", "").strip()
    if not name:
        raise bad_request("title must be non-empty")
    if utf16_length(name) > LONGEST_NAME:
        raise bad_request("topic name is too long")
    return str(name)
